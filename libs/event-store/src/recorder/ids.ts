import { Column } from './columns.js';

const ID_CHARACTERS = 36;
const HYPHEN = 0x2d;
const HEX = Buffer.from('0123456789abcdef', 'latin1');

const isHyphenAt = (at: number): boolean => at === 8 || at === 13 || at === 18 || at === 23;

/** UUIDs in 16 bytes each. */
export class Ids {
  static readonly WORDS = 4;
  private readonly words = Column.ofWords();

  push(id: Uint32Array): void {
    for (const word of id) this.words.push(word);
  }

  read(index: number, into: Uint32Array): void {
    for (let part = 0; part < Ids.WORDS; part += 1) into[part] = this.words.at(index * Ids.WORDS + part);
  }

  isAt(index: number, id: Uint32Array): boolean {
    for (let part = 0; part < Ids.WORDS; part += 1)
      if (this.words.at(index * Ids.WORDS + part) !== id[part]) return false;
    return true;
  }
}

/** The bits of a UUID in lower case, false where it is none. */
export function pack(id: string, into: Uint32Array): boolean {
  if (id.length !== ID_CHARACTERS) return false;
  let nibbles = 0;
  for (let at = 0; at < ID_CHARACTERS; at += 1) {
    const code = id.charCodeAt(at);
    if (isHyphenAt(at)) {
      if (code !== HYPHEN) return false;
      continue;
    }
    const nibble = nibbleOf(code);
    if (nibble < 0) return false;
    into[nibbles >>> 3] = (into[nibbles >>> 3]! << 4) | nibble;
    nibbles += 1;
  }
  return true;
}

function nibbleOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
}

const text = Buffer.alloc(ID_CHARACTERS);

/** The UUID that was packed. */
export function unpack(id: Uint32Array): string {
  let nibbles = 0;
  for (let at = 0; at < ID_CHARACTERS; at += 1) {
    if (isHyphenAt(at)) {
      text[at] = HYPHEN;
      continue;
    }
    text[at] = HEX[(id[nibbles >>> 3]! >>> (28 - 4 * (nibbles & 7))) & 15]!;
    nibbles += 1;
  }
  return text.toString('latin1');
}
