import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Column } from './columns.js';

const SLAB_BYTES = 1_000_000;
/** Beyond so many, the rest goes to a file that nobody else can open. */
const SLABS_HELD_MAX = 32;
/** UTF-16 units to UTF-8 bytes, at worst. */
const BYTES_PER_UNIT = 3;
/** In the column of slabs: it is in the file. */
const OVERFLOWN = 0xffff_ffff;

/** Texts that are added once and read in any order, outside the heap. */
export class ImportTexts {
  private readonly slabs: Buffer[] = [];
  private used = 0;
  private overflow: Overflow | null = null;
  private readonly slabOf = Column.ofWords();
  private readonly offsets = Column.ofFloats();
  private readonly lengths = Column.ofWords();

  add(text: string): void {
    const room = this.slabs.at(-1);
    if (room && room.length - this.used >= text.length * BYTES_PER_UNIT) this.write(room, text);
    else if (this.slabs.length < SLABS_HELD_MAX) this.write(this.newSlab(text), text);
    else this.spill(text);
  }

  at(index: number): string {
    const slab = this.slabOf.at(index);
    const from = this.offsets.at(index);
    const length = this.lengths.at(index);
    if (slab === OVERFLOWN) return this.overflow!.read(from, length);
    return this.slabs[slab]!.toString('utf8', from, from + length);
  }

  /** In bytes. */
  lengthOf(index: number): number {
    return this.lengths.at(index);
  }

  close(): void {
    this.overflow?.close();
    this.overflow = null;
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
    this.place(OVERFLOWN, this.overflow.write(bytes), bytes.length);
  }

  private place(slab: number, offset: number, length: number): void {
    this.slabOf.push(slab);
    this.offsets.push(offset);
    this.lengths.push(length);
  }
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
