import bidiFactory, { type Bidi } from 'bidi-js';
import { openFace, type Face, type Height } from './pdf-face.js';
import { BASE, filesFor, type Style } from './pdf-fonts.js';

/** A piece of a line in one face and one direction. */
export interface Run {
  readonly text: string;
  readonly face: Face;
  readonly isRightToLeft: boolean;
}

/** A character as it stands alone. */
interface Letter {
  readonly isShared: boolean;
  readonly isPart: boolean;
  readonly isIgnorable: boolean;
  readonly face: Face;
}

// Its types say that there is a `default` in it, which there is not.
const bidi = (bidiFactory as unknown as () => Bidi)();

/** Of the letters that others put beside those of the base, it keeps its own. */
const FIRST_IN_BASE = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/u;
/** Stays with the letter before it, of which it is a part; the last is the stroke that lengthens an Arabic letter. */
const PART_OF_LETTER = /[\p{M}\p{Default_Ignorable_Code_Point}\u0640]/u;
/** Has no shape, whatever the font: what HarfBuzz leaves out, which is less than Unicode would have it. */
const IGNORABLE =
  /\u034F|[\u17B4-\u17B5]|[\u180B-\u180E]|[\uFE00-\uFE0F]|[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF0-\uFFF8\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]/u;
/** The blocks that Unicode keeps for what is written from right to left, and its mark. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** The faces that a document needs, and which of them draws which character. */
export class Faces {
  private readonly more: Record<'regular' | 'strong', Face[]> = { regular: [], strong: [] };
  private readonly added = new Set<Face>();
  private readonly lacking = new Set<string>();
  private readonly letters: Record<Style, Map<string, Letter>> = {
    regular: new Map(),
    strong: new Map(),
    emphasis: new Map(),
    strongEmphasis: new Map(),
  };

  private constructor(private readonly base: Readonly<Record<Style, Face>>) {}

  /** @param own further font files, asked last */
  static async of(text: string, own: readonly string[]): Promise<Faces> {
    const base = {
      regular: await openFace(BASE.regular),
      strong: await openFace(BASE.strong),
      emphasis: await openFace(BASE.emphasis),
      strongEmphasis: await openFace(BASE.strongEmphasis),
    };
    const faces = new Faces(base);
    for (const character of [...new Set(composed(text))].sort()) await faces.add(character, own);
    return faces;
  }

  /** Those that no font at hand has. */
  get missing(): readonly string[] {
    return [...this.lacking];
  }

  get all(): readonly Face[] {
    return [...Object.values(this.base), ...this.added];
  }

  baseOf(style: Style): Face {
    return this.base[style];
  }

  /** With the code point in the place of a character that no font has: U+1F9FF. */
  printable(text: string): string {
    const letters = Array.from(composed(text), (letter) =>
      this.lacking.has(letter) ? `[${codePointOf(letter)}]` : letter,
    );
    return letters.join('');
  }

  /** By how much letters of a text stand out of a line of the base, for letters of size 1. */
  overhang(text: string): Height {
    const { height } = this.base.regular;
    const runs = this.added.size === 0 ? [] : this.byFace(text, 'regular', false);
    const heights = runs.filter(({ face }) => this.added.has(face)).map((run) => run.face.heightOf(run.text));
    return {
      above: Math.max(0, ...heights.map(({ above }) => above - height.above)),
      below: Math.max(0, ...heights.map(({ below }) => below - height.below)),
    };
  }

  /** A line, from left to right. What is written from right to left is put in order within its line. */
  runsOf(text: string, style: Style): readonly Run[] {
    if (!RIGHT_TO_LEFT.test(text)) return this.byFace(text, style, false);
    return piecesInOrder(text).flatMap(({ text: piece, isRightToLeft }) => {
      const runs = this.byFace(piece, style, isRightToLeft);
      return isRightToLeft ? runs.reverse() : runs;
    });
  }

  private byFace(text: string, style: Style, isRightToLeft: boolean): Run[] {
    const runs: { text: string; face: Face; isRightToLeft: boolean }[] = [];
    for (const character of text) {
      const last = runs.at(-1);
      const face = this.faceFor(character, style, last?.face);
      if (last?.face === face) last.text += character;
      else runs.push({ text: character, face, isRightToLeft });
    }
    return runs;
  }

  /** @param before the face of the character before it */
  private faceFor(character: string, style: Style, before: Face | undefined): Face {
    const codePoint = character.codePointAt(0)!;
    const letter = this.letter(character, style);
    if (before && letter.isPart && (letter.isIgnorable || before.has(codePoint))) return before;
    // A word is in one face, as far as that goes.
    return before && !letter.isShared && this.added.has(before) && before.has(codePoint) ? before : letter.face;
  }

  private letter(character: string, style: Style): Letter {
    const known = this.letters[style].get(character);
    if (known) return known;
    const isStrong = style === 'strong' || style === 'strongEmphasis';
    const isShared = FIRST_IN_BASE.test(character);
    const base = [this.base[style], ...(isStrong ? [this.base.strong] : []), this.base.regular];
    const more = this.more[isStrong ? 'strong' : 'regular'];
    const codePoint = character.codePointAt(0)!;
    const face = (isShared ? [...base, ...more] : [...more, ...base]).find((one) => one.has(codePoint));
    const letter = {
      isShared,
      isPart: PART_OF_LETTER.test(character),
      isIgnorable: IGNORABLE.test(character),
      face: face ?? this.base[style],
    };
    this.letters[style].set(character, letter);
    return letter;
  }

  private async add(character: string, own: readonly string[]): Promise<void> {
    const codePoint = character.codePointAt(0)!;
    if (IGNORABLE.test(character) || /[\p{Cc}\p{Cs}]/u.test(character)) return;
    const { regular } = this.base;
    const isInBase = regular.has(codePoint);
    if ((isInBase && FIRST_IN_BASE.test(character)) || this.more.regular.some((face) => face.has(codePoint))) return;
    for (const path of [...filesFor(codePoint), ...(isInBase ? [] : own)]) {
      const face = await openFace(path);
      if (!face.has(codePoint)) continue;
      const strong = path.endsWith('.woff2') ? await openFace(path, 'strong') : face;
      this.more.regular.push(face);
      this.more.strong.push(strong);
      this.added.add(face).add(strong);
      return;
    }
    if (!isInBase) this.lacking.add(character);
  }
}

/** Letters that were taken to pieces are put together, as fonts have them: Korean ones only so. What would not become fewer stays the variant that it is. */
export const composed = (text: string): string =>
  text.replace(/\P{M}\p{M}+|[\u1100-\u11FF]+/gu, (letter) => {
    const whole = letter.normalize('NFC');
    return whole.length < letter.length ? whole : letter;
  });

export const codePointOf = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/** The pieces of a line that run in one direction, as they stand from left to right; the reports themselves are written from left to right. */
function piecesInOrder(text: string): { text: string; isRightToLeft: boolean }[] {
  const embedding = bidi.getEmbeddingLevels(text, 'ltr');
  const pieces: { from: number; to: number; level: number }[] = [];
  for (const at of bidi.getReorderedIndices(text, embedding)) {
    const level = embedding.levels[at]!;
    const last = pieces.at(-1);
    if (last?.level === level && level % 2 === 0 && at === last.to) last.to += 1;
    else if (last?.level === level && level % 2 === 1 && at === last.from - 1) last.from -= 1;
    else pieces.push({ from: at, to: at + 1, level });
  }
  return pieces.map(({ from, to, level }) => ({ text: text.slice(from, to), isRightToLeft: level % 2 === 1 }));
}
