import { FACES } from './pdf-fonts.js';
import { plainText, type Inline, type Inlines } from './document.js';

export type Struct = PDFKit.PDFStructureElement;

export const MARGINS = { top: 54, bottom: 62, left: 52, right: 52 };
export const BODY_SIZE = 9.5;
export const COLOUR = { text: '#1a1a1a', minor: '#505a64', heading: '#1f4e79', line: '#b8c4d0', head: '#eef3f8' };

const MARK_SIZE = 0.7;
const LINE_HEIGHT = 1.16;

export interface Placing {
  readonly indent?: number;
  readonly width?: number;
  readonly size?: number;
  readonly after?: number;
  readonly color?: string;
}

/** Text on pages, each piece of it an element of the document's structure. Points; `y` is the writer's. */
export class PdfText {
  constructor(private readonly pdf: PDFKit.PDFDocument) {}

  get width(): number {
    return this.pdf.page.width - MARGINS.left - MARGINS.right;
  }

  get bottom(): number {
    return this.pdf.page.height - MARGINS.bottom;
  }

  /** Begins another page where less than this is left. */
  room(height: number): void {
    if (this.pdf.y + height > this.bottom && this.pdf.y > MARGINS.top) this.pdf.addPage();
  }

  /** Adds the text to the structure, and puts it where the last piece ended. */
  write(parent: Struct, type: string, inlines: Inlines, placing: Placing = {}): void {
    const { indent = 0, after = 4 } = placing;
    const shown = inlines.filter(({ text, note }) => text !== '' || note !== undefined);
    if (shown.length === 0) return;
    this.room(BODY_SIZE * 1.5);
    parent.add(this.pdf.struct(type, {}, () => this.runs(shown, { ...placing, indent })));
    this.pdf.y += after;
  }

  /** Puts the text where the last piece ended, as part of no structure of its own. */
  runs(inlines: Inlines, { indent = 0, width, size = BODY_SIZE, color }: Placing): void {
    const runs = inlines.flatMap(runsOf);
    const options = { width: width ?? this.width - indent, lineGap: 1 };
    for (const [index, run] of runs.entries()) {
      const continued = index < runs.length - 1;
      this.pdf
        .font(faceOf(run))
        .fontSize(run.isMark ? size * MARK_SIZE : size)
        .fillColor(run.minor ? COLOUR.minor : (color ?? COLOUR.text));
      const style = { ...options, continued, ...(run.isMark && { baseline: 'middle' as const }) };
      if (index === 0) this.pdf.text(run.text, MARGINS.left + indent, this.pdf.y, style);
      else this.pdf.text(run.text, style);
    }
    // A line is as high as its last run: one that ends with a mark would be lower than its neighbours.
    if (runs.at(-1)?.isMark) this.pdf.y += (size - size * MARK_SIZE) * LINE_HEIGHT;
  }

  /** Of a piece of text; measured in bold, so that it is never less than what is needed. */
  heightOf(inlines: Inlines, { width = this.width, size = BODY_SIZE }: Placing = {}): number {
    this.pdf.font(inlines.some(({ strong }) => strong) ? FACES.strong : FACES.regular).fontSize(size);
    return this.pdf.heightOfString(wellFormed(plainText(inlines)) || ' ', { width, lineGap: 1 });
  }
}

type Run = Inline & { readonly isMark?: true };

/** The mark of a footnote stands apart from its word. */
function runsOf(inline: Inline): Run[] {
  const { note, ...rest } = inline;
  const own: Run[] = rest.text === '' ? [] : [{ ...rest, text: wellFormed(rest.text) }];
  return note === undefined ? own : [...own, { text: ` ${note}`, isMark: true }];
}

function faceOf({ strong, emphasis }: Inline): string {
  if (strong) return emphasis ? FACES.strongEmphasis : FACES.strong;
  return emphasis ? FACES.emphasis : FACES.regular;
}

/** Control characters have no shape, and half a surrogate pair is no character. */
const wellFormed = (text: string): string =>
  text
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/[^\S\n\u00A0\u202F]+/g, ' ')
    .replace(/(?!\n)\p{Cc}/gu, '');
