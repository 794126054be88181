import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** A development is at most 900,000 bytes in its normal form; white space and escapes may make more of it. */
const LINE_BYTES_MAX = 4_000_000;
const CHUNK_BYTES = 1_000_000;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** One line that holds something, or what keeps it from being read; line 0 is the file as a whole. */
export type ImportLine =
  { readonly number: number; readonly text: string } | { readonly number: number; readonly fault: string };

/** The lines of a file, one after the other, without ever holding more than one of them and a piece of the file. */
export function* linesOf(path: string): Generator<ImportLine> {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    yield { number: 0, fault: inWords(error) };
    return;
  }
  try {
    if (fstatSync(file).isDirectory()) yield { number: 0, fault: 'is a folder: name the files in it' };
    else yield* linesIn(file);
  } catch (error) {
    yield { number: 0, fault: inWords(error) };
  } finally {
    closeSync(file);
  }
}

function* linesIn(file: number): Generator<ImportLine> {
  const splitter = new Splitter();
  for (let isFirst = true; ; isFirst = false) {
    const chunk = nextChunk(file);
    if (chunk.length === 0) break;
    if (isFirst && isUtf16(chunk)) {
      yield { number: 0, fault: 'is UTF-16: save it as UTF-8' };
      return;
    }
    yield* splitter.split(isFirst && chunk.subarray(0, 3).equals(BOM) ? chunk.subarray(3) : chunk);
  }
  yield* splitter.end();
}

function nextChunk(file: number): Buffer {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  return chunk.subarray(0, readSync(file, chunk, 0, CHUNK_BYTES, null));
}

class Splitter {
  private number = 0;
  private carried: Buffer[] = [];
  private carriedBytes = 0;

  *split(chunk: Buffer): Generator<ImportLine> {
    let from = 0;
    for (let to = chunk.indexOf(LINE_FEED); to >= 0; to = chunk.indexOf(LINE_FEED, from)) {
      this.carry(chunk.subarray(from, to));
      yield* this.end();
      from = to + 1;
    }
    this.carry(chunk.subarray(from));
  }

  /** The line that was carried together so far; nothing where it is blank. */
  *end(): Generator<ImportLine> {
    this.number += 1;
    const isTooLong = this.carriedBytes > LINE_BYTES_MAX;
    const bytes = this.carried.length === 1 ? this.carried[0]! : Buffer.concat(this.carried);
    this.carried = [];
    this.carriedBytes = 0;
    const line = isTooLong ? { fault: `is longer than ${LINE_BYTES_MAX} bytes: one development a line` } : read(bytes);
    if (line) yield { number: this.number, ...line };
  }

  /** What is too long is counted and not kept. */
  private carry(bytes: Buffer): void {
    this.carriedBytes += bytes.length;
    if (this.carriedBytes > LINE_BYTES_MAX) this.carried = [];
    else this.carried.push(bytes);
  }
}

function read(bytes: Buffer): { text: string } | { fault: string } | null {
  const line = bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
  if (line.length === 0) return null;
  if (!isUtf8(line)) return { fault: 'is not UTF-8: save the file as UTF-8' };
  const text = line.toString('utf8');
  return text.trim() === '' ? null : { text };
}

const isUtf16 = (chunk: Buffer): boolean =>
  (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff);

function inWords(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by you';
  return `cannot be read: ${code ?? message}`;
}
