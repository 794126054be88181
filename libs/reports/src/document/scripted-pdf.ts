import PDFDocument from 'pdfkit';
import { RIGHT_TO_LEFT } from './pdf-face.js';
import type { Style } from './pdf-fonts.js';
import type { Faces, Run } from './pdf-runs.js';

interface Drawing {
  readonly baseline?: 'top' | 'middle';
}

/** With what pdfkit draws all text, and its types do not tell. */
const Drawn = PDFDocument as unknown as new (options: PDFKit.PDFDocumentOptions) => PDFKit.PDFDocument & {
  readonly _fontSize: number;
  _fragment(text: string, x: number, y: number, options: object): void;
};

/** A PDF whose text is in as many faces as its characters need: measured, broken into lines and drawn by the same runs. */
export class ScriptedPdf extends Drawn {
  private style: Style = 'regular';
  /** The characters of what is being drawn, for readers of the file. */
  private told: string | null = null;

  constructor(
    options: PDFKit.PDFDocumentOptions,
    readonly faces: Faces,
  ) {
    super({ ...options, font: '' });
    for (const { name, font } of faces.all) this.registerFont(name, font as never);
    this.inStyle('regular');
  }

  /** What follows. Its lines are as high as the base has them. */
  inStyle(style: Style): this {
    this.style = style;
    return this.font(this.faces.baseOf(style).name);
  }

  override widthOfString(text: string, options?: object): number {
    return this.faces.runsOf(text, this.style).reduce((sum, run) => sum + this.widthOf(run, options), 0);
  }

  override _fragment(text: string, x: number, y: number, options: Drawing): void {
    const line = text.replaceAll('\n', '');
    const base = this.faces.baseOf(this.style);
    const runs = this.faces.runsOf(line, this.style);
    if (runs.every(({ face, isRightToLeft }) => face === base && !isRightToLeft)) {
      super._fragment(line, x, y, options);
      return;
    }
    // All on one baseline, however high the letters of a face are.
    const { above, below } = base.height;
    const baseline = -(options.baseline === 'middle' ? (above - below) / 2 : above) * this._fontSize;
    let left = x;
    for (const run of runs) {
      this.draw(run, left, y, { ...options, baseline });
      left += this.widthOf(run);
    }
  }

  private widthOf(run: Run, options: object = {}): number {
    return this.inFace(run, () => super.widthOfString(run.text, { ...options, ...directed(run) }));
  }

  private draw(run: Run, x: number, y: number, options: object): void {
    // Glyphs of such scripts stand in another order than their letters. What runs from right to left readers put in order themselves.
    const isTold = run.face !== this.faces.baseOf(this.style) && !run.isRightToLeft;
    this.told = isTold ? run.text.replaceAll('\u200B', '') : null;
    this.inFace(run, () => super._fragment(run.text, x, y, { ...options, ...directed(run) }));
    this.told = null;
  }

  /** What a run says stands close around its text: readers reckon its place where it ends. */
  override addContent(content: string): this {
    if (content === 'BT' && this.told !== null) this.markContent('Span', { actual: this.told });
    super.addContent(content);
    if (content === 'ET' && this.told !== null) this.endMarkedContent();
    return this;
  }

  private inFace<T>({ face }: Run, use: () => T): T {
    this.font(face.name);
    try {
      return use();
    } finally {
      this.font(this.faces.baseOf(this.style).name);
    }
  }
}

const directed = ({ isRightToLeft }: Run): object => (isRightToLeft ? { features: RIGHT_TO_LEFT } : {});
