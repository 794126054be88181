import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { knownSinceMs } from '../known-since.js';
import type { ImportEntry } from './import-line-check.js';

/** Up to so many lines are simply kept; a larger import goes to a file that nobody else can open. */
const HELD_MAX = 50_000;
const WRITE_BYTES = 1_000_000;

/** The checked lines, to be read again in any order. Of a large import only where each stands is held in memory. */
export class ImportSpool {
  private held: ImportEntry[] | null = [];
  private spilled: { readonly file: number; readonly folder: string } | null = null;
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private bytes = 0;
  private readonly offsets: number[] = [];
  private readonly lengths: number[] = [];
  private readonly knownMs: number[] = [];
  private readonly lines: number[] = [];
  private readonly files: number[] = [];

  get size(): number {
    return this.lines.length;
  }

  add(entry: ImportEntry, file: number, line: number): void {
    this.files.push(file);
    this.lines.push(line);
    this.knownMs.push(entry.knownSince === undefined ? Infinity : knownSinceMs(entry.knownSince));
    if (this.held && this.held.length < HELD_MAX) this.held.push(entry);
    else this.spill(entry);
  }

  at(index: number): ImportEntry {
    if (this.held) return this.held[index]!;
    this.flush();
    const buffer = Buffer.allocUnsafe(this.lengths[index]!);
    readSync(this.spilled!.file, buffer, 0, buffer.length, this.offsets[index]!);
    return JSON.parse(buffer.toString('utf8')) as ImportEntry;
  }

  /** Which file, by its place in the list, and which line. */
  placeOf(index: number): { readonly file: number; readonly line: number } {
    return { file: this.files[index]!, line: this.lines[index]! };
  }

  knownMsOf(index: number): number {
    return this.knownMs[index]!;
  }

  /** By known since, then as the lines came; what is known from now comes last. */
  inOrder(): Uint32Array {
    const order = Uint32Array.from(this.lines, (_, index) => index);
    const isSorted = this.knownMs.every((ms, index) => index === 0 || ms >= this.knownMs[index - 1]!);
    // Two lines without a day are both at infinity, whose difference is no number.
    return isSorted
      ? order
      : order.sort((a, b) =>
          this.knownMs[a]! < this.knownMs[b]! ? -1 : this.knownMs[a]! > this.knownMs[b]! ? 1 : a - b,
        );
  }

  close(): void {
    if (!this.spilled) return;
    closeSync(this.spilled.file);
    remove(this.spilled.folder);
    this.spilled = null;
  }

  private spill(entry: ImportEntry): void {
    const { held } = this;
    this.held = null;
    this.spilled ??= openUnnamed();
    for (const one of held ?? []) this.write(one);
    this.write(entry);
  }

  private write(entry: ImportEntry): void {
    const text = Buffer.from(JSON.stringify(entry));
    this.offsets.push(this.bytes);
    this.lengths.push(text.length);
    this.bytes += text.length;
    this.waiting.push(text);
    this.waitingBytes += text.length;
    if (this.waitingBytes >= WRITE_BYTES) this.flush();
  }

  private flush(): void {
    if (this.waiting.length === 0) return;
    const all = Buffer.concat(this.waiting);
    for (let from = 0; from < all.length;) from += writeSync(this.spilled!.file, all, from);
    this.waiting = [];
    this.waitingBytes = 0;
  }
}

/** Where the system allows it the file has no name from the beginning, and is gone with the process however that ends. */
function openUnnamed(): { file: number; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'habeas-import-'));
  const file = openSync(join(folder, 'lines'), 'wx+', 0o600);
  remove(folder);
  return { file, folder };
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // An open file cannot be removed on Windows; it is once it is closed.
  }
}
