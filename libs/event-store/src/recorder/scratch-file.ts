import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BLOCK_BYTES = 1_000_000;
/** What is read where nothing says that the neighbours are wanted too. */
const LEAP_BYTES = 4_096;
const LENGTH_BYTES = 4;

/** Records that are added once and read in any order: a block of them is in memory, the rest in a file that nobody else can open. */
export class ScratchFile {
  private file: Unnamed | null = null;
  /** The newest records, from `inFile` on. */
  private readonly newest = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  private newestBytes = 0;
  private inFile = 0;
  /** A piece of the file, from `windowFrom` on. */
  private window = Buffer.alloc(0);
  private windowFrom = 0;
  private windowBytes = 0;

  /** Answers by which number it is read. */
  add(record: Uint8Array): number {
    const at = this.inFile + this.newestBytes;
    const bytes = LENGTH_BYTES + record.length;
    if (this.newestBytes + bytes > BLOCK_BYTES) this.moveToFile();
    if (bytes > BLOCK_BYTES) this.addLarge(record);
    else {
      this.newest.writeUInt32LE(record.length, this.newestBytes);
      this.newest.set(record, this.newestBytes + LENGTH_BYTES);
      this.newestBytes += bytes;
    }
    return at;
  }

  /** Holds until the next reading or adding. */
  read(at: number): Buffer {
    if (at >= this.inFile) return recordAt(this.newest, at - this.inFile);
    this.open(at, LENGTH_BYTES);
    const length = this.window.readUInt32LE(at - this.windowFrom);
    this.open(at, LENGTH_BYTES + length);
    return recordAt(this.window, at - this.windowFrom);
  }

  close(): void {
    this.file?.close();
    this.file = null;
  }

  private moveToFile(): void {
    this.write(this.newest.subarray(0, this.newestBytes));
    this.newestBytes = 0;
  }

  private addLarge(record: Uint8Array): void {
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32LE(record.length);
    this.write(length);
    this.write(record);
  }

  private write(bytes: Uint8Array): void {
    this.file ??= new Unnamed();
    this.file.write(bytes, this.inFile);
    this.inFile += bytes.length;
  }

  /** Reading on takes ever larger pieces, a leap a small one. */
  private open(at: number, bytes: number): void {
    const windowEnd = this.windowFrom + this.windowBytes;
    if (at >= this.windowFrom && at + bytes <= windowEnd) return;
    const isNext = at >= this.windowFrom && at <= windowEnd;
    const piece = isNext ? Math.min(2 * this.windowBytes, BLOCK_BYTES) : 0;
    const wanted = Math.max(bytes, piece, LEAP_BYTES);
    if (this.window.length < wanted) this.window = Buffer.allocUnsafeSlow(Math.max(wanted, BLOCK_BYTES));
    this.windowFrom = at;
    this.windowBytes = this.file!.read(this.window, Math.min(wanted, this.inFile - at), at);
  }
}

function recordAt(buffer: Buffer, at: number): Buffer {
  const from = at + LENGTH_BYTES;
  return buffer.subarray(from, from + buffer.readUInt32LE(at));
}

/** Where the system allows it the file has no name from the beginning, and is gone with the process however that ends. */
class Unnamed {
  private readonly folder = mkdtempSync(join(tmpdir(), 'habeas-import-'));
  private readonly file = openSync(join(this.folder, 'lines'), 'wx+', 0o600);

  constructor() {
    this.remove();
  }

  write(bytes: Uint8Array, at: number): void {
    for (let done = 0; done < bytes.length;) done += writeSync(this.file, bytes, done, bytes.length - done, at + done);
  }

  read(into: Buffer, bytes: number, at: number): number {
    let done = 0;
    while (done < bytes) {
      const read = readSync(this.file, into, done, bytes - done, at + done);
      if (read === 0) throw new RangeError('A scratch file was cut short');
      done += read;
    }
    return done;
  }

  close(): void {
    closeSync(this.file);
    this.remove();
  }

  private remove(): void {
    try {
      rmSync(this.folder, { recursive: true, force: true });
    } catch {
      // An open file cannot be removed on Windows; it is once it is closed.
    }
  }
}
