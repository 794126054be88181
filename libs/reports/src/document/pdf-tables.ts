import type { Fields, Inlines, Table } from './document.js';
import { COLOUR, MARGINS, type PdfText, type Struct } from './pdf-text.js';
import type { ScriptedPdf } from './scripted-pdf.js';

const SIZE = 8.5;
const PADDING = 4;
/** A caption, its head and the first row stay together. */
const CAPTION_HEIGHT = 28;
const NAME_SHARE = 0.32;

interface Cell {
  readonly type: 'TH' | 'TD';
  readonly lines: readonly Inlines[];
  readonly width: number;
  readonly isHead: boolean;
}

/** Tables whose rows stay whole; one too tall for a page is told as text, cell after cell. */
export class PdfTables {
  constructor(
    private readonly pdf: ScriptedPdf,
    private readonly text: PdfText,
  ) {}

  fields(parent: Struct, { rows }: Fields): void {
    const widths = [this.text.width * NAME_SHARE, this.text.width * (1 - NAME_SHARE)];
    const table = this.begin(parent);
    for (const { name, lines } of rows)
      this.row(table, 0, [
        { type: 'TH', lines: [[{ text: name, strong: true }]], width: widths[0]!, isHead: true },
        { type: 'TD', lines, width: widths[1]!, isHead: false },
      ]);
    this.end(table);
  }

  table(parent: Struct, { caption, columns, rows }: Table, indent: number): void {
    const whole = columns.reduce((sum, { share }) => sum + share, 0);
    const widths = columns.map(({ share }) => ((this.text.width - indent) * share) / whole);
    const head = columns.map(({ title }, at) => headCell(title, widths[at]!));
    const body = rows.map((row) =>
      row.map((inlines, at): Cell => ({
        type: at === 0 ? 'TH' : 'TD',
        lines: [inlines],
        width: widths[at]!,
        isHead: false,
      })),
    );
    const [first = []] = body;
    const footing = this.text.footingOf(linesOf(first));
    this.text.room(CAPTION_HEIGHT + this.heightOf(head) + this.heightOf(first) + footing);
    this.text.write(parent, 'P', [{ text: caption, strong: true }], { indent, size: SIZE + 0.5, after: 2 });
    const table = this.begin(parent);
    this.row(table, indent, head);
    for (const cells of body) this.row(table, indent, cells, head);
    this.end(table);
  }

  private begin(parent: Struct): Struct {
    const table = this.pdf.struct('Table');
    parent.add(table);
    return table;
  }

  private end(table: Struct): void {
    table.end();
    this.pdf.y += 8;
  }

  /** @param head what is drawn again at the top where the row begins another page */
  private row(table: Struct, indent: number, cells: readonly Cell[], head?: readonly Cell[]): void {
    const height = this.heightOf(cells);
    const again = head ? this.heightOf(head) : 0;
    const footing = (): number => this.text.footingOf(linesOf(cells));
    if (again + height + footing() > this.text.pageHeight) {
      this.stacked(table, indent, cells, head);
      return;
    }
    if (this.pdf.y + height + footing() > this.text.bottom) {
      this.pdf.addPage();
      if (head) this.artifact(() => this.draw(null, indent, head));
    }
    this.text.call(linesOf(cells));
    const row = this.pdf.struct('TR');
    table.add(row);
    this.draw(row, indent, cells);
    row.end();
  }

  private draw(row: Struct | null, indent: number, cells: readonly Cell[]): void {
    const height = this.heightOf(cells);
    const top = this.pdf.y;
    let left = indent;
    for (const cell of cells) {
      if (row) this.artifact(() => this.frame(left, top, cell, height));
      else this.frame(left, top, cell, height);
      this.pdf.y = top + PADDING;
      this.fill(row, cell, left);
      left += cell.width;
    }
    this.pdf.y = top + height;
    this.pdf.x = MARGINS.left;
  }

  private fill(row: Struct | null, { type, lines, width, isHead }: Cell, left: number): void {
    const placing = { indent: left + PADDING, width: width - 2 * PADDING, size: SIZE, after: 0 };
    if (!row) {
      for (const line of lines) this.text.runs(line, placing);
      return;
    }
    const scope = type === 'TH' ? { scope: isHead ? ('Column' as const) : ('Row' as const) } : {};
    const struct = this.pdf.struct(type, scope as never);
    row.add(struct);
    for (const line of lines) this.text.write(struct, 'P', line, placing);
    struct.end();
  }

  private frame(left: number, top: number, { width, isHead }: Cell, height: number): void {
    this.pdf.rect(MARGINS.left + left, top, width, height).lineWidth(0.5);
    if (isHead) this.pdf.fillAndStroke(COLOUR.head, COLOUR.line);
    else this.pdf.stroke(COLOUR.line);
  }

  private artifact(draw: () => void): void {
    this.pdf.markContent('Artifact', { type: 'Layout' });
    draw();
    this.pdf.endMarkedContent();
  }

  private stacked(table: Struct, indent: number, cells: readonly Cell[], head: readonly Cell[] = []): void {
    const row = this.pdf.struct('TR');
    table.add(row);
    for (const [at, { type, lines }] of cells.entries()) {
      const cell = this.pdf.struct(type);
      row.add(cell);
      const [title = []] = head[at]?.lines ?? [];
      if (title.length > 0) this.text.write(cell, 'P', title, { indent, size: SIZE, after: 1 });
      for (const line of lines) this.text.write(cell, 'P', line, { indent: indent + PADDING, size: SIZE, after: 2 });
      cell.end();
    }
    row.end();
  }

  private heightOf(cells: readonly Cell[]): number {
    const heights = cells.map(({ lines, width }) =>
      lines.reduce((sum, line) => sum + this.text.heightOf(line, { width: width - 2 * PADDING, size: SIZE }), 0),
    );
    return Math.max(0, ...heights) + 2 * PADDING;
  }
}

const linesOf = (cells: readonly Cell[]): readonly Inlines[] => cells.flatMap(({ lines }) => lines);

const headCell = (title: string, width: number): Cell => ({
  type: 'TH',
  lines: [[{ text: title, strong: true }]],
  width,
  isHead: true,
});
