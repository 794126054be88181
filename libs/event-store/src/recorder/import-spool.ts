import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Development, EventType } from '#domain';
import { knownSinceMs } from '../known-since.js';
import type { ImportEntry } from './import-line-check.js';

const SLAB_BYTES = 1_000_000;
/** Beyond so many, the rest goes to a file that nobody else can open. */
const SLABS_HELD_MAX = 200;
/** UTF-16 units to UTF-8 bytes, at worst. */
const BYTES_PER_UNIT = 3;

/** What most lines are decided by, without reading them again. */
export interface Glance {
  readonly reference: string;
  readonly eventId: string;
  readonly type: EventType;
  /** It names nobody and no other event, so on an open individual case no rule has a word about it. */
  readonly isPlain: boolean;
}

/** The checked lines, to be read again in any order: their text, not their objects, so that a million of them fit. */
export class ImportSpool {
  private readonly slabs: Buffer[] = [];
  private used = 0;
  private overflow: Overflow | null = null;
  private readonly slabOf: number[] = [];
  private readonly offsets: number[] = [];
  private readonly lengths: number[] = [];
  private readonly knownMs: number[] = [];
  private readonly files: number[] = [];
  private readonly lines: number[] = [];
  private readonly glances: Glance[] = [];
  /** One text for each case, however many lines name it. */
  private readonly references = new Map<string, string>();

  get size(): number {
    return this.lines.length;
  }

  add(entry: ImportEntry, file: number, line: number): void {
    this.files.push(file);
    this.lines.push(line);
    this.knownMs.push(entry.knownSince === undefined ? Infinity : knownSinceMs(entry.knownSince));
    this.glances.push(this.glanceAt(entry));
    this.keep(JSON.stringify(entry));
  }

  glance(index: number): Glance {
    return this.glances[index]!;
  }

  at(index: number): ImportEntry {
    const slab = this.slabOf[index]!;
    const from = this.offsets[index]!;
    const length = this.lengths[index]!;
    const text = slab < 0 ? this.overflow!.read(from, length) : this.slabs[slab]!.toString('utf8', from, from + length);
    return JSON.parse(text) as ImportEntry;
  }

  /** Which file, by its place in the list, and which line. */
  placeOf(index: number): { readonly file: number; readonly line: number } {
    return { file: this.files[index]!, line: this.lines[index]! };
  }

  /** Since when it is known; infinity for what is known from now. */
  knownMsOf(index: number): number {
    return this.knownMs[index]!;
  }

  /** By known since, then as the lines came; what is known from now comes last. */
  inOrder(): Uint32Array {
    const order = Uint32Array.from(this.lines, (_, index) => index);
    const isSorted = this.knownMs.every((ms, index) => index === 0 || ms >= this.knownMs[index - 1]!);
    return isSorted ? order : order.sort((a, b) => this.compare(a, b));
  }

  close(): void {
    this.overflow?.close();
    this.overflow = null;
  }

  private glanceAt({ development, eventId }: ImportEntry): Glance {
    const { case: named, type } = development;
    const reference = this.references.get(named) ?? named;
    if (reference === named) this.references.set(named, named);
    return { reference, eventId, type, isPlain: isPlain(development) };
  }

  /** Two lines without a day are both at infinity, whose difference is no number. */
  private compare(a: number, b: number): number {
    const [msOfA, msOfB] = [this.knownMs[a]!, this.knownMs[b]!];
    if (msOfA === msOfB) return a - b;
    return msOfA < msOfB ? -1 : 1;
  }

  private keep(text: string): void {
    const room = this.slabs.at(-1);
    if (room && room.length - this.used >= text.length * BYTES_PER_UNIT) this.write(room, text);
    else if (this.slabs.length < SLABS_HELD_MAX) this.write(this.newSlab(text), text);
    else this.spill(text);
  }

  private newSlab(text: string): Buffer {
    const slab = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, text.length * BYTES_PER_UNIT));
    this.slabs.push(slab);
    this.used = 0;
    return slab;
  }

  private write(slab: Buffer, text: string): void {
    const length = slab.write(text, this.used);
    this.place(this.slabs.length - 1, this.used, length);
    this.used += length;
  }

  private spill(text: string): void {
    this.overflow ??= new Overflow();
    const bytes = Buffer.from(text);
    this.place(-1, this.overflow.write(bytes), bytes.length);
  }

  private place(slab: number, offset: number, length: number): void {
    this.slabOf.push(slab);
    this.offsets.push(offset);
    this.lengths.push(length);
  }
}

const ABOUT_THE_CASE = new Set<EventType>([
  'CaseOpened',
  'CaseReferenceChanged',
  'MembersAdded',
  'MembersRemoved',
  'ViolationsListed',
  'StatusReported',
]);

function isPlain({ type, appliesTo, target, after, before }: Development): boolean {
  const namesNothing = appliesTo === undefined && target === undefined && after === undefined && before === undefined;
  return namesNothing && !ABOUT_THE_CASE.has(type);
}

/** Where the system allows it the file has no name from the beginning, and is gone with the process however that ends. */
class Overflow {
  private readonly folder = mkdtempSync(join(tmpdir(), 'habeas-import-'));
  private readonly file = openSync(join(this.folder, 'lines'), 'wx+', 0o600);
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private bytes = 0;

  constructor() {
    this.remove();
  }

  write(bytes: Buffer): number {
    const offset = this.bytes;
    this.bytes += bytes.length;
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    if (this.waitingBytes >= SLAB_BYTES) this.flush();
    return offset;
  }

  read(offset: number, length: number): string {
    this.flush();
    const buffer = Buffer.allocUnsafe(length);
    readSync(this.file, buffer, 0, length, offset);
    return buffer.toString('utf8');
  }

  close(): void {
    closeSync(this.file);
    this.remove();
  }

  private flush(): void {
    if (this.waitingBytes === 0) return;
    const all = Buffer.concat(this.waiting);
    for (let from = 0; from < all.length;) from += writeSync(this.file, all, from);
    this.waiting = [];
    this.waitingBytes = 0;
  }

  private remove(): void {
    try {
      rmSync(this.folder, { recursive: true, force: true });
    } catch {
      // An open file cannot be removed on Windows; it is once it is closed.
    }
  }
}
