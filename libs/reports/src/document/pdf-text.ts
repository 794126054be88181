import { cutAt, plainText, type Inline, type Inlines } from './document.js';
import type { Style } from './pdf-fonts.js';
import type { ScriptedPdf } from './scripted-pdf.js';

export type Struct = PDFKit.PDFStructureElement;

export const MARGINS = { top: 54, bottom: 62, left: 52, right: 52 };
export const BODY_SIZE = 9.5;
export const COLOUR = { text: '#1a1a1a', minor: '#505a64', heading: '#1f4e79', line: '#b8c4d0', head: '#eef3f8' };

const MARK_SIZE = 0.7;
const NOTE_SIZE = 8;
const NOTE_AFTER = 2;
/** Between the text of a page and its footnotes, with the line that sets them apart. */
const NOTES_GAP = 14;
const RULE_WIDTH = 120;
const LINE_HEIGHT = 1.16;

export interface Placing {
  readonly indent?: number;
  readonly width?: number;
  readonly size?: number;
  readonly after?: number;
  readonly color?: string;
}

/**
 * Text on pages, each piece of it an element of the document's structure. Points; `y` is the writer's.
 * A footnote stands at the foot of the page that calls it, for which its room is kept.
 */
export class PdfText {
  /** The page that calls each footnote. */
  private readonly pageOf = new Map<number, number>();
  /** Those that no page had room for when they were called. */
  private readonly setAside = new Set<number>();

  /** @param notes the footnotes, numbered from 1 */
  constructor(
    private readonly pdf: ScriptedPdf,
    private readonly notes: readonly Inlines[],
  ) {}

  get width(): number {
    return this.pdf.page.width - MARGINS.left - MARGINS.right;
  }

  /** Above the footnotes of this page. */
  get bottom(): number {
    return this.pdf.page.height - this.pdf.page.margins.bottom;
  }

  /** Of a page without footnotes. */
  get pageHeight(): number {
    return this.pdf.page.height - MARGINS.top - MARGINS.bottom;
  }

  /** Begins another page where less than this is left. */
  room(height: number): void {
    if (this.pdf.y + height > this.bottom && this.pdf.y > MARGINS.top) this.pdf.addPage();
  }

  /** Begins another page where a piece and the footnotes that it calls do not fit, and keeps the room of those. */
  roomFor(inlines: Inlines, placing: Placing = {}, atLeast = BODY_SIZE * 1.5): void {
    const footing = this.footingOf([inlines]);
    this.room(footing === 0 ? atLeast : Math.min(this.heightOf(inlines, placing), this.pageHeight / 2) + footing);
    this.call([inlines]);
  }

  /** The room that the footnotes of a piece take which is put on this page. */
  footingOf(lines: readonly Inlines[]): number {
    const called = this.calledIn(lines);
    const isFirst = ![...this.pageOf.values()].includes(this.pageNumber);
    return called.length === 0 ? 0 : this.heightOfNotes(called) + (isFirst ? NOTES_GAP : 0);
  }

  /** Keeps the room of the footnotes of a piece at the foot of this page; of a row, of all or of none, so that no cell of it begins another page. */
  call(lines: readonly Inlines[]): void {
    this.pdf.page.margins.bottom += this.footingOf(lines);
    for (const note of this.calledIn(lines)) this.pageOf.set(note, this.pageNumber);
    for (const note of this.unborneIn(lines)) this.setAside.add(note);
  }

  /** Footnotes that are too long for the foot of a page. */
  get notesElsewhere(): readonly number[] {
    return this.notes.map((_, index) => index + 1).filter((note) => !this.pageOf.has(note));
  }

  writeNote(struct: Struct, note: number): void {
    this.write(struct, 'P', this.noted(note), { size: NOTE_SIZE, after: NOTE_AFTER });
  }

  /** Once all else is written. @param structs of each footnote that is called */
  writeFeet(structs: ReadonlyMap<number, Struct>): void {
    for (const page of new Set(this.pageOf.values())) {
      const notes = [...this.pageOf].filter(([, one]) => one === page).map(([note]) => note);
      this.pdf.switchToPage(page);
      let y = this.bottom + NOTES_GAP;
      // What is measured is never less than what is needed, and text below the margin would begin another page.
      this.pdf.page.margins.bottom = 0;
      this.pdf.markContent('Artifact', { type: 'Layout' });
      this.pdf.moveTo(MARGINS.left, y - NOTES_GAP / 2).lineTo(MARGINS.left + RULE_WIDTH, y - NOTES_GAP / 2);
      this.pdf.lineWidth(0.5).stroke(COLOUR.line);
      this.pdf.endMarkedContent();
      for (const note of notes.sort((a, b) => a - b)) {
        this.pdf.y = y;
        structs.get(note)!.add(this.pdf.struct('P', {}, () => this.runs(this.noted(note), { size: NOTE_SIZE })));
        y += this.heightOfNotes([note]);
      }
    }
  }

  /** Those that no page bears yet and whose room one page can spare. */
  private calledIn(lines: readonly Inlines[]): readonly number[] {
    const called = this.unborneIn(lines);
    return this.heightOfNotes(called) > this.pageHeight / 3 ? [] : called;
  }

  private unborneIn(lines: readonly Inlines[]): readonly number[] {
    return lines
      .flat()
      .flatMap(({ note }) => (note === undefined || this.pageOf.has(note) || this.setAside.has(note) ? [] : [note]));
  }

  private heightOfNotes(notes: readonly number[]): number {
    return notes.reduce((sum, note) => sum + this.heightOf(this.noted(note), { size: NOTE_SIZE }) + NOTE_AFTER, 0);
  }

  private noted(note: number): Inlines {
    return [{ text: `${note}  `, strong: true }, ...this.notes[note - 1]!];
  }

  private get pageNumber(): number {
    return this.pdf.bufferedPageRange().count - 1;
  }

  /** Adds the text to the structure, and puts it where the last piece ended. */
  write(parent: Struct, type: string, inlines: Inlines, placing: Placing = {}): void {
    const { indent = 0, after = 4 } = placing;
    const shown = inlines.filter(({ text, note }) => text !== '' || note !== undefined);
    if (shown.length === 0) return;
    this.roomFor(shown, placing);
    parent.add(this.pdf.struct(type, {}, () => this.runs(shown, { ...placing, indent })));
    this.pdf.y += after;
  }

  /** Puts the text where the last piece ended, as part of no structure of its own. */
  runs(inlines: Inlines, { indent = 0, width, size = BODY_SIZE, color }: Placing): void {
    const runs = inlines.flatMap((inline) => runsOf(inline, this.pdf));
    const { above, lineGap } = this.leading(inlines, size);
    const options = { width: width ?? this.width - indent, lineGap };
    this.pdf.y += above;
    for (const [index, run] of runs.entries()) {
      const continued = index < runs.length - 1;
      this.pdf
        .inStyle(styleOf(run))
        .fontSize(run.isMark ? size * MARK_SIZE : size)
        .fillColor(run.minor ? COLOUR.minor : (color ?? COLOUR.text));
      // Always said: what goes on would else stand as high as the mark before it.
      const baseline = run.isMark ? ('middle' as const) : ('top' as const);
      const style = { ...options, continued, baseline };
      const text = this.cutBetweenLetters(run.text, options.width);
      if (index === 0) this.pdf.text(text, MARGINS.left + indent, this.pdf.y, style);
      else this.pdf.text(text, style);
    }
    // A line is as high as its last run: one that ends with a mark would be lower than its neighbours.
    if (runs.at(-1)?.isMark) this.pdf.y += (size - size * MARK_SIZE) * LINE_HEIGHT;
    this.pdf.y -= above;
  }

  /** Of a piece of text; measured in bold, so that it is never less than what is needed. */
  heightOf(inlines: Inlines, { indent = 0, width = this.width - indent, size = BODY_SIZE }: Placing = {}): number {
    this.pdf.inStyle(inlines.some(({ strong }) => strong) ? 'strong' : 'regular').fontSize(size);
    const { lineGap } = this.leading(inlines, size);
    const text = this.cutBetweenLetters(printable(plainText(inlines), this.pdf), width);
    return this.pdf.heightOfString(text || ' ', { width, lineGap });
  }

  /** Measures no more of a long text than it must: that takes the longer, the longer it is. */
  fits(inlines: Inlines, height: number, placing: Placing = {}): boolean {
    const { length } = plainText(inlines);
    for (let letters = LETTERS_FIRST; letters < length; letters *= 2)
      if (this.heightOf(cutAt(inlines, letters)[0], placing) > height) return false;
    return this.heightOf(inlines, placing) <= height;
  }

  /** A word that is wider than its column pdfkit would cut anywhere, between a letter and its vowel too. */
  private cutBetweenLetters(text: string, width: number): string {
    return text.replace(WORD, (word) =>
      (CUT_WRONGLY.test(word) && this.pdf.widthOfString(word) > width) || word.length > LETTERS_MAX
        ? segmentsOf(word, LETTERS).join('\u200B')
        : word,
    );
  }

  /** The room that letters want which are higher than those of the base, or reach lower, as Tibetan ones do. */
  private leading(inlines: Inlines, size: number): { readonly above: number; readonly lineGap: number } {
    const { above, below } = this.pdf.faces.overhang(plainText(inlines));
    return { above: above * size, lineGap: 1 + (above + below) * size };
  }
}

/** Between places where a line may break; a code point in its brackets stays whole. */
const WORD = /[^\s\u200B[\]\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;
const CUT_WRONGLY = /[\p{M}\u{10000}-\u{10FFFF}]/u;
/** No word and hardly an address is longer; pdfkit takes the more time for each letter, the more of them there are. */
const LETTERS_MAX = 500;
/** More than most cells have. */
const LETTERS_FIRST = 1_000;
const LETTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

type Run = Inline & { readonly isMark?: true };

/** The mark of a footnote stands apart from its word. */
function runsOf(inline: Inline, pdf: ScriptedPdf): Run[] {
  const { note, ...rest } = inline;
  const own: Run[] = rest.text === '' ? [] : [{ ...rest, text: printable(rest.text, pdf) }];
  return note === undefined ? own : [...own, { text: ` ${note}`, isMark: true }];
}

function styleOf({ strong, emphasis }: Inline): Style {
  if (strong) return emphasis ? 'strongEmphasis' : 'strong';
  return emphasis ? 'emphasis' : 'regular';
}

/** Control characters have no shape, half a surrogate pair is no character, and what no font has is its code point. */
export const printable = (text: string, { faces }: ScriptedPdf): string =>
  breakable(
    faces.printable(
      text
        .replace(/\p{Cs}/gu, '\uFFFD')
        .replace(/[^\S\n\u00A0\u202F]+/g, ' ')
        .replace(/(?!\n)\p{Cc}/gu, '')
        .replace(TURNING, ''),
    ),
  );

/** They turn a text around against its own letters, to the end of its line where nobody ends them: a name would be read as another. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/g;

const UNSPACED = /[\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}\p{Script=Thai}]+/gu;
const WORDS = new Intl.Segmenter('en', { granularity: 'word' });
/** Never inside of a letter: before a sign that belongs to it, or after one that puts the next letter under it. */
const INSIDE_LETTER = /(?<=[\u17D2\u1039])\u200B|\u200B(?=\p{M})/gu;

/** Lets lines break between the words of scripts that put no space there. */
const breakable = (text: string): string =>
  text.replace(UNSPACED, (words) => segmentsOf(words, WORDS).join('\u200B').replace(INSIDE_LETTER, ''));

const AT_ONCE = 500;

/** A part at a time: to walk through a long text takes a segmenter the square of its length. */
function segmentsOf(text: string, segmenter: Intl.Segmenter): string[] {
  const segments: string[] = [];
  for (let from = 0; from < text.length;) {
    const part = Array.from(segmenter.segment(text.slice(from, from + AT_ONCE)), ({ segment }) => segment);
    // The last of a part may go on in the next.
    if (from + AT_ONCE < text.length && part.length > 1) part.pop();
    for (const segment of part) from += segment.length;
    segments.push(...part);
  }
  return segments;
}
