const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;

/** A ZIP archive with one date on all its files, instead of the hour at which it was packed: PKWARE APPNOTE 4.3. */
export function datedZip(archive: Uint8Array, dated: Date): Uint8Array {
  const bytes = Buffer.from(archive);
  const end = bytes.lastIndexOf(signature(END), bytes.length - END_BYTES);
  if (end < 0) throw new Error('No ZIP archive: its end is missing');
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== CENTRAL) throw new Error('No ZIP archive: a file of its directory is missing');
    const local = bytes.readUInt32LE(at + 42);
    if (bytes.readUInt32LE(local) !== LOCAL) throw new Error('No ZIP archive: a file is not where its directory says');
    bytes.writeUInt32LE(dosTime(dated), at + 12);
    bytes.writeUInt32LE(dosTime(dated), local + 10);
    at += CENTRAL_BYTES + [28, 30, 32].reduce((sum, field) => sum + bytes.readUInt16LE(at + field), 0);
  }
  return bytes;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Midnight of that day; the format begins in 1980 and ends in 2107. */
function dosTime(dated: Date): number {
  const year = Math.min(Math.max(dated.getUTCFullYear(), 1980), 2107) - 1980;
  return (((year << 9) | ((dated.getUTCMonth() + 1) << 5) | dated.getUTCDate()) << 16) >>> 0;
}
