/** A report before it is a file: what stands in it, in order. Knows no format; text is plain text, and every writer escapes it. */
export interface ReportDocument {
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  /** Lines under the title. */
  readonly subtitle: readonly Inlines[];
  readonly blocks: readonly Block[];
  /** Footnotes, numbered from 1 in the order in which they are referred to. */
  readonly notes: readonly Inlines[];
  /** What the answer was made from: printed at the end, and at the foot of every page where there are pages. */
  readonly stamp: string;
  /** `page {page} of {pages}`. */
  readonly pageNumber: string;
  /** Of a file with its fonts inside, where they lack something: `No font has {characters}`. */
  readonly lackingFont: string;
  /** Stands in the properties of the file instead of a clock, so that the same question gives the same bytes. */
  readonly dated: Date;
}

export interface Inline {
  readonly text: string;
  readonly strong?: boolean;
  readonly emphasis?: boolean;
  /** Less important than its neighbours. */
  readonly minor?: boolean;
  /** After the text, a reference to this footnote. */
  readonly note?: number;
}

export type Inlines = readonly Inline[];

export type Block = Heading | Paragraph | List | Fields | Table | Entries | Notes;

export interface Heading {
  readonly kind: 'heading';
  /** Below the title, which alone is of level 1. */
  readonly level: 2 | 3;
  readonly text: string;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly inlines: Inlines;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly Inlines[];
  /** Ticked boxes, or short items that may stand beside each other. */
  readonly style?: 'ticked' | 'columns';
}

/** Names and what they hold: a name may hold several lines. */
export interface Fields {
  readonly kind: 'fields';
  readonly rows: readonly { readonly name: string; readonly lines: readonly Inlines[] }[];
}

export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly { readonly title: string; /** Of the whole width. */ readonly share: number }[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly Inlines[])[];
}

/** Pieces under dates or names, each of some blocks. */
export interface Entries {
  readonly kind: 'entries';
  readonly items: readonly { readonly term: string; readonly pieces: readonly (readonly Block[])[] }[];
}

/** Where a format without pages prints the footnotes. */
export interface Notes {
  readonly kind: 'notes';
  readonly title: string;
}

export const plainText = (inlines: Inlines): string => inlines.map(({ text }) => text).join('');

/** As many words as fit, of a word that is too long as many letters, and at least one; then the rest. */
export function cutInlines(inlines: Inlines, fits: (some: Inlines) => boolean): [Inlines, Inlines] {
  const text = plainText(inlines);
  const fitsTo = (place: number): boolean => fits(cutAt(inlines, place)[0]);
  // What no-break spaces join stays together.
  const word = lastFitting(endsIn(text, /[\S\u00A0\u202F]+[^\S\u00A0\u202F]*/gu), fitsTo);
  if (word !== null) return cutAt(inlines, word);
  const letters = /\P{M}\p{M}*/gu;
  const [first = text.length] = endsIn(text, letters);
  return cutAt(inlines, lastFitting(endsIn(text, letters), fitsTo) ?? first);
}

function* endsIn(text: string, pattern: RegExp): Generator<number, undefined> {
  for (const { index, 0: found } of text.matchAll(pattern)) yield index + found.length;
}

const PLACES_FIRST = 16;

/** Of places in order the last up to which it fits. Few may fit of very many, so it asks about twice as many each time, and of no more than that. */
function lastFitting(ends: Generator<number, undefined>, fitsTo: (place: number) => boolean): number | null {
  const places: number[] = [];
  let [fitting, tooFar] = [-1, PLACES_FIRST];
  for (; reaches(places, ends, tooFar) && fitsTo(places[tooFar]!); tooFar *= 2) fitting = tooFar;
  tooFar = Math.min(tooFar, places.length);
  while (tooFar - fitting > 1) {
    const middle = (fitting + tooFar) >> 1;
    if (fitsTo(places[middle]!)) fitting = middle;
    else tooFar = middle;
  }
  return places[fitting] ?? null;
}

/** Whether there is such a place, which then is among the places. */
function reaches(places: number[], ends: Generator<number, undefined>, at: number): boolean {
  while (places.length <= at) {
    const next = ends.next();
    if (next.done) return false;
    places.push(next.value);
  }
  return true;
}

export function cutAt(inlines: Inlines, place: number): [Inlines, Inlines] {
  const [before, after]: [Inline[], Inline[]] = [[], []];
  let from = 0;
  for (const { note, ...rest } of inlines) {
    const to = from + rest.text.length;
    const noted = note === undefined ? {} : { note };
    if (to <= place) before.push({ ...rest, ...noted });
    else if (from >= place) after.push({ ...rest, ...noted });
    else {
      before.push({ ...rest, text: rest.text.slice(0, place - from) });
      after.push({ ...rest, text: rest.text.slice(place - from), ...noted });
    }
    from = to;
  }
  return [before, after];
}
