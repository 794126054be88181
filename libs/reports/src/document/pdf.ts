import type { Block, Heading, Inlines, ReportDocument } from './document.js';
import { codePointOf, Faces } from './pdf-runs.js';
import { PdfTables } from './pdf-tables.js';
import { BODY_SIZE, COLOUR, MARGINS, PdfText, printable, type Struct } from './pdf-text.js';
import { ScriptedPdf } from './scripted-pdf.js';

const TITLE_SIZE = 17;
const HEADING_SIZE = { 2: 13, 3: 11 } as const;
const INDENT = 16;
/** A heading stays with the lines after it, and with the table that they lead to. */
const KEEP_WITH_NEXT = 70;
const COLUMNS = 2;
const COLUMN_GAP = 18;

/** A tagged file with its fonts inside. A character that no font has is printed as its code point, and the first page says so. */
export async function toPdf(document: ReportDocument, fonts: readonly string[]): Promise<Uint8Array> {
  const { language, title, subtitle, blocks, stamp, pageNumber, dated } = document;
  const faces = await Faces.of(JSON.stringify(document), fonts);
  const options: PDFKit.PDFDocumentOptions = {
    size: 'A4',
    margins: MARGINS,
    bufferPages: true,
    tagged: true,
    lang: language,
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: title, Author: 'Habeas', Creator: 'Habeas', CreationDate: dated, ModDate: dated },
  };
  const pdf = new ScriptedPdf(options, faces);
  const bytes = collected(pdf);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const writer = new PdfWriter(pdf, document);
  writer.text.write(root, 'H1', [{ text: title, strong: true }], { size: TITLE_SIZE, after: 6 });
  for (const line of subtitle) writer.text.write(root, 'P', line, { after: 2 });
  if (faces.missing.length > 0) writer.text.write(root, 'P', [{ text: lacking(document, faces), emphasis: true }]);
  for (const [at, block] of blocks.entries()) writer.block(root, block, 0, blocks.slice(at + 1));
  writer.feet(root);
  root.end();
  footers(pdf, stamp, pageNumber);
  pdf.end();
  return bytes;
}

const LACKING_TOLD_MAX = 20;

function lacking({ lackingFont }: ReportDocument, { missing }: Faces): string {
  const told = missing.slice(0, LACKING_TOLD_MAX).map(codePointOf);
  const rest = missing.length > LACKING_TOLD_MAX ? ', …' : '';
  return lackingFont.replace('{characters}', told.join(', ') + rest);
}

class PdfWriter {
  readonly text: PdfText;
  private readonly tables: PdfTables;
  private readonly notes = new Map<number, Struct>();

  constructor(
    private readonly pdf: ScriptedPdf,
    private readonly document: ReportDocument,
  ) {
    this.text = new PdfText(pdf, document.notes);
    this.tables = new PdfTables(pdf, this.text);
  }

  block(parent: Struct, block: Block, indent: number, following: readonly Block[] = []): void {
    switch (block.kind) {
      case 'heading':
        this.heading(parent, block, following);
        break;
      case 'paragraph':
        this.text.write(parent, 'P', block.inlines, { indent, after: 3 });
        break;
      case 'list':
        if (block.style === 'columns') this.columns(parent, block.items);
        else this.list(parent, block.items, block.style === 'ticked' ? '✓' : '•', indent);
        break;
      case 'fields':
        this.tables.fields(parent, block);
        break;
      case 'table':
        this.tables.table(parent, block, indent);
        break;
      case 'entries':
        for (const { term, pieces } of block.items) {
          this.text.room(KEEP_WITH_NEXT / 2);
          this.text.write(parent, 'P', [{ text: term, strong: true }], { indent, after: 1, color: COLOUR.heading });
          for (const blocks of pieces) this.piece(parent, blocks, indent + INDENT);
        }
        break;
      case 'notes':
        this.notesIn(parent);
    }
  }

  private piece(parent: Struct, blocks: readonly Block[], indent: number): void {
    for (const one of blocks) this.block(parent, one, indent);
    this.pdf.y += 4;
  }

  /** The footnotes of every page, once it is known what each page calls. */
  feet(root: Struct): void {
    if (this.notes.size === 0) this.notesIn(root);
    this.text.writeFeet(this.notes);
    for (const struct of this.notes.values()) struct.end();
  }

  private heading(parent: Struct, { level, text }: Heading, following: readonly Block[]): void {
    this.pdf.y += level === 2 ? 12 : 6;
    const [first, second] = following;
    const led = first?.kind === 'paragraph' ? second : first;
    this.text.room(KEEP_WITH_NEXT + (led?.kind === 'table' ? this.tables.leastOf(led, 0) : 0));
    const size = HEADING_SIZE[level];
    this.text.write(parent, `H${level}`, [{ text, strong: true }], { size, after: 4, color: COLOUR.heading });
  }

  private list(parent: Struct, items: readonly Inlines[], mark: string, indent: number): void {
    const list = this.pdf.struct('L');
    parent.add(list);
    for (const item of items) {
      const line = this.pdf.struct('LI');
      list.add(line);
      this.text.roomFor(item, { indent: indent + INDENT }, BODY_SIZE * 2);
      const top = this.pdf.y;
      this.text.write(line, 'Lbl', [{ text: mark, strong: true }], { indent, after: 0, width: INDENT });
      this.pdf.y = top;
      this.text.write(line, 'LBody', item, { indent: indent + INDENT, after: 2 });
    }
    list.end();
  }

  /** Short items beside each other, read down the first column, then down the next. */
  private columns(parent: Struct, items: readonly Inlines[]): void {
    const list = this.pdf.struct('L');
    parent.add(list);
    const width = (this.text.width - COLUMN_GAP) / COLUMNS;
    const rows = Math.ceil(items.length / COLUMNS);
    for (let from = 0; from < rows;) from = this.columnsOfPage(list, items, { from, rows, width });
    list.end();
  }

  /** As many rows as this page holds. @returns the first row of the next page */
  private columnsOfPage(
    list: Struct,
    items: readonly Inlines[],
    { from, rows, width }: { from: number; rows: number; width: number },
  ): number {
    const inRow = (row: number): Inlines[] => [items[row], items[row + rows]].filter((item) => item !== undefined);
    const heightOf = (row: number) => Math.max(...inRow(row).map((item) => this.text.heightOf(item, { width }))) + 2;
    this.text.room(heightOf(from) + this.text.footingOf(inRow(from)));
    let to = from;
    let bottom = this.pdf.y;
    const isRoom = (row: number): boolean =>
      bottom + heightOf(row) + this.text.footingOf(inRow(row)) <= this.text.bottom;
    const top = this.pdf.y;
    for (; to < rows && (to === from || isRoom(to)); to += 1) {
      bottom += heightOf(to);
      this.text.call(inRow(to));
    }
    for (let column = 0; column < COLUMNS; column += 1) {
      let y = top;
      for (let row = from; row < to; row += 1) {
        const item = items[row + column * rows];
        this.pdf.y = y;
        y += heightOf(row);
        if (item) this.text.write(list, 'LI', item, { indent: column * (width + COLUMN_GAP), width, after: 0 });
      }
    }
    this.pdf.y = bottom;
    return to;
  }

  /** Where they are read aloud: those of the pages, and here those that are too long for a page. */
  private notesIn(parent: Struct): void {
    const elsewhere = this.text.notesElsewhere;
    if (elsewhere.length > 0) this.pdf.y += 4;
    for (const note of this.document.notes.keys()) {
      const struct = this.pdf.struct('Note');
      parent.add(struct);
      this.notes.set(note + 1, struct);
      if (elsewhere.includes(note + 1)) this.text.writeNote(struct, note + 1);
    }
  }
}

/** The stamp and the number of every page, outside the text that is read aloud. */
function footers(pdf: ScriptedPdf, stamp: string, pageNumber: string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    // Text below the margin would begin another page.
    pdf.page.margins.bottom = 0;
    const number = pageNumber.replace('{page}', String(page + 1)).replace('{pages}', String(count));
    const width = pdf.page.width - MARGINS.left - MARGINS.right;
    const y = pdf.page.height - MARGINS.bottom + 14;
    pdf.markContent('Artifact', { type: 'Pagination' });
    pdf.inStyle('regular').fontSize(6.5).fillColor(COLOUR.minor);
    pdf.text(printable(stamp, pdf), MARGINS.left, y, { width: width - 80, height: 20, ellipsis: true });
    pdf.text(number, MARGINS.left + width - 75, y, { width: 75, height: 10, align: 'right' });
    pdf.endMarkedContent();
  }
}

function collected(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    pdf.on('data', (part: Buffer) => parts.push(part));
    pdf.on('end', () => resolve(Buffer.concat(parts)));
    pdf.on('error', reject);
  });
}
