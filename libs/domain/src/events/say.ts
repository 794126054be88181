/**
 * What a summary says, before it is put into the words of a language: phrases of ours with what the record says in their places. An English phrase
 * is its own key, so that a language is a table of phrases, and what has no entry there is told in English.
 */
export type Said = string | number | Phrase | Word | Dated | Figure | readonly Said[] | false | null | undefined;

/** `by {1}`, and what stands in its places. */
class Phrase {
  constructor(
    readonly english: string,
    readonly values: readonly Said[],
  ) {}
}

/** A code of a list; `of` names the list where the same code means something else in another one. */
class Word {
  constructor(
    readonly code: string,
    readonly of: string | undefined,
    readonly english: string,
  ) {}
}

class Dated {
  constructor(readonly edtf: string) {}
}

class Figure {
  constructor(readonly digits: string) {}
}

/** How a language tells it. Texts that officers wrote do not pass through here. */
export interface Wording {
  /** With the places of the English phrase. */
  phrase(english: string): string;
  word(code: string, of: string | undefined, english: string): string;
  date(edtf: string): string;
  /** Of a decimal number. */
  figure(digits: string): string;
}

export const ENGLISH: Wording = {
  phrase: (english) => english,
  word: (_code, _of, english) => english,
  date: (edtf) => edtf,
  figure: (digits) => digits,
};

/** A phrase: say`by ${court}`. Where a place has nothing to hold, nothing is said. */
export function say(parts: TemplateStringsArray, ...values: readonly Said[]): Said {
  return values.some(isNothing) ? undefined : new Phrase(phraseOf(parts), values);
}

/** By template, of which there is one for each place in the code. */
const phrases = new WeakMap<TemplateStringsArray, string>();

function phraseOf(parts: TemplateStringsArray): string {
  const known = phrases.get(parts);
  if (known !== undefined) return known;
  const phrase = parts.reduce((some, part, place) => `${some}{${place}}${part}`);
  phrases.set(parts, phrase);
  return phrase;
}

/** The parts that have something to say, in one line; without its first part it says nothing. What may be a sentence of an officer stands last. */
export const line = (first: Said, ...parts: readonly Said[]): Said =>
  isNothing(first) ? undefined : [first, ...parts];

/** A stored word as people read it: `pretrial_order` is "pretrial order", `houseArrest` "house arrest"; silence says nothing. */
export function word(code: string | undefined, of?: string): Said {
  if (code === undefined || code === 'not_stated' || code === 'none_stated') return undefined;
  return new Word(code, of, plain(code));
}

/** What a document prints in English, and the code that languages know it by. */
export const printed = (text: string | undefined, of: string, code = text): Said =>
  text === undefined || code === undefined ? undefined : new Word(code, of, text.replace(SPACE, ' '));

export const dated = (edtf: string | undefined): Said => (edtf === undefined ? undefined : new Dated(edtf));

/** A decimal number, which languages write in groups of digits. */
export const figure = (digits: string | undefined): Said => (digits === undefined ? undefined : new Figure(digits));

const plain = (code: string): string =>
  code
    .replace(SPACE, ' ')
    .replaceAll('_', ' ')
    .replace(/(?<=[a-z])[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);

/** `P2Y6M` is "2 years 6 months". */
export function term(duration: string | undefined): Said {
  if (duration === 'life') return say`life`;
  const parts = [...(duration ?? '').matchAll(/(\d+)([YMWD])/g)].map(([, n, unit]) => UNITS[unit as Unit](Number(n)));
  return parts.length === 0 ? undefined : parts.reduce((some, more) => say`${some} ${more}`);
}

const UNITS = {
  Y: (n: number) => (n === 1 ? say`${n} year` : say`${n} years`),
  M: (n: number) => (n === 1 ? say`${n} month` : say`${n} months`),
  W: (n: number) => (n === 1 ? say`${n} week` : say`${n} weeks`),
  D: (n: number) => (n === 1 ? say`${n} day` : say`${n} days`),
};
type Unit = keyof typeof UNITS;

const isNothing = (said: Said): boolean =>
  said === undefined || said === null || said === false || (Array.isArray(said) && said.every(isNothing));

/** In the words of a language, on one line. What it has of no-break spaces stays: they are punctuation; those of the record do not. */
export const worded = (said: Said, wording: Wording): string => tidy(textOf(said, wording));

function textOf(said: Said, wording: Wording): string {
  if (isNothing(said)) return '';
  if (said instanceof Phrase) {
    const phrase = wording.phrase(said.english);
    if (said.values.length === 0) return phrase;
    const values = said.values.map((value) => textOf(value, wording));
    return phrase.replace(/\{(\d+)\}/g, (_, place: string) => values[Number(place) - 1] ?? '');
  }
  if (said instanceof Word) return wording.word(said.code, said.of, said.english);
  if (said instanceof Dated) return wording.date(said.edtf);
  if (said instanceof Figure) return wording.figure(said.digits);
  if (Array.isArray(said)) return listed(said as readonly Said[], wording);
  return String(said).replace(NO_BREAK, ' ');
}

const listed = (said: readonly Said[], wording: Wording): string =>
  said
    .map((one) => textOf(one, wording))
    .filter((text) => text !== '')
    .join(', ');

const SPACE = /[\s\p{Cc}\p{Cs}]+/gu;
const NO_BREAK = /[\u00A0\u202F]/g;
/** Most texts have none, and looking is cheaper than replacing. */
const ODD_SPACE = /[^\S \u00A0\u202F]|\s\s|[\p{Cc}\p{Cs}]/u;

const tidy = (text: string): string =>
  (ODD_SPACE.test(text)
    ? text.replace(SPACE, (spaces) => (/^[\u00A0\u202F]$/.test(spaces) ? spaces : ' '))
    : text
  ).trim();
