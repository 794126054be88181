import { cutInlines, type Fields, type Inlines, type Table } from './document.js';
import { COLOUR, MARGINS, type PdfText, type Struct } from './pdf-text.js';
import type { ScriptedPdf } from './scripted-pdf.js';

const SIZE = 8.5;
const PADDING = 4;
/** A caption, its head and the first row stay together. */
const CAPTION_HEIGHT = 28;
const NAME_SHARE = 0.32;
/** Of a page: what may stay empty below a row that does not fit, and what a head may take that is drawn on every page. */
const EMPTY_SHARE = 0.15;

interface Cell {
  readonly type: 'TH' | 'TD';
  readonly lines: readonly Inlines[];
  readonly width: number;
  readonly isHead: boolean;
}

/** Tables. A row stays whole where that leaves little of a page empty, or where it calls footnotes; else it goes on where the next page begins. */
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

  /** The least of a table that may stand at the end of a page: its caption, its head and a part of its first row. */
  leastOf(table: Table, indent: number): number {
    const { head, body } = this.laidOut(table, indent);
    const first = body[0] ?? [];
    const least = this.fits(first, this.emptyAtMost) ? this.wholeHeightOf(first) : this.emptyAtMost;
    return CAPTION_HEIGHT + this.heightOf(head) + least;
  }

  table(parent: Struct, table: Table, indent: number): void {
    const { caption } = table;
    const { head, body } = this.laidOut(table, indent);
    this.text.room(this.leastOf(table, indent));
    this.text.write(parent, 'P', [{ text: caption, strong: true }], { indent, size: SIZE + 0.5, after: 2 });
    const struct = this.begin(parent);
    this.row(struct, indent, head);
    const again = this.heightOf(head) > this.emptyAtMost ? undefined : head;
    for (const cells of body) this.row(struct, indent, cells, again);
    this.end(struct);
  }

  private laidOut(
    { columns, rows }: Table,
    indent: number,
  ): { head: readonly Cell[]; body: readonly (readonly Cell[])[] } {
    const whole = columns.reduce((sum, { share }) => sum + share, 0);
    const widths = columns.map(({ share }) => ((this.text.width - indent) * share) / whole);
    return {
      head: columns.map(({ title }, at) => headCell(title, widths[at]!)),
      body: rows.map((row) =>
        row.map((inlines, at): Cell => ({
          type: at === 0 ? 'TH' : 'TD',
          lines: [inlines],
          width: widths[at]!,
          isHead: false,
        })),
      ),
    };
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

  private get emptyAtMost(): number {
    return this.text.pageHeight * EMPTY_SHARE;
  }

  /** @param head what is drawn again at the top where the row goes on another page */
  private row(table: Struct, indent: number, cells: readonly Cell[], head?: readonly Cell[]): void {
    const row = this.pdf.struct('TR');
    table.add(row);
    const structs = cells.map((cell) => this.cellOf(row, cell));
    const callsNotes = linesOf(cells).some((line) => line.some(({ note }) => note !== undefined));
    let rest = cells;
    for (let isNewPage = false; !this.fits(rest, this.text.bottom - this.pdf.y); isNewPage = true) {
      if (isNewPage || (!callsNotes && this.text.bottom - this.pdf.y > this.emptyAtMost)) {
        this.text.call(linesOf(cells));
        const [part, more] = this.cut(rest);
        this.draw(structs, indent, part);
        rest = more;
      }
      this.pdf.addPage();
      if (head) this.artifact(() => this.draw(null, indent, head));
    }
    this.text.call(linesOf(cells));
    this.draw(structs, indent, rest);
    for (const struct of structs) struct.end();
    row.end();
  }

  private cellOf(row: Struct, { type, isHead }: Cell): Struct {
    const scope = type === 'TH' ? { scope: isHead ? ('Column' as const) : ('Row' as const) } : {};
    const struct = this.pdf.struct(type, scope as never);
    row.add(struct);
    return struct;
  }

  /** What of a row this page holds, and the rest. */
  private cut(cells: readonly Cell[]): [Cell[], Cell[]] {
    const height = this.text.bottom - this.pdf.y - 2 * PADDING;
    const parts = cells.map((cell) => this.cutCell(cell, height));
    return [parts.map(([part]) => part), parts.map(([, more]) => more)];
  }

  private cutCell(cell: Cell, height: number): [Cell, Cell] {
    const placing = { width: cell.width - 2 * PADDING, size: SIZE };
    const part: Inlines[] = [];
    let left = height;
    for (const [at, line] of cell.lines.entries()) {
      if (!this.text.fits(line, left, placing)) {
        const [begin, more] = cutInlines(line, (some) => this.text.fits(some, left, placing));
        const rest = more.length === 0 ? [] : [more];
        return [
          { ...cell, lines: [...part, begin] },
          { ...cell, lines: [...rest, ...cell.lines.slice(at + 1)] },
        ];
      }
      part.push(line);
      left -= this.text.heightOf(line, placing);
    }
    return [cell, { ...cell, lines: [] }];
  }

  private draw(structs: readonly Struct[] | null, indent: number, cells: readonly Cell[]): void {
    const height = this.heightOf(cells);
    const top = this.pdf.y;
    let left = indent;
    for (const [at, cell] of cells.entries()) {
      if (structs) this.artifact(() => this.frame(left, top, cell, height));
      else this.frame(left, top, cell, height);
      this.pdf.y = top + PADDING;
      this.fill(structs?.[at] ?? null, cell, left);
      left += cell.width;
    }
    this.pdf.y = top + height;
    this.pdf.x = MARGINS.left;
  }

  private fill(struct: Struct | null, { lines, width }: Cell, left: number): void {
    const placing = { indent: left + PADDING, width: width - 2 * PADDING, size: SIZE, after: 0 };
    for (const line of lines) {
      if (struct) this.text.write(struct, 'P', line, placing);
      else this.text.runs(line, placing);
    }
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

  /** With the footnotes that it calls. */
  private fits(cells: readonly Cell[], height: number): boolean {
    const room = height - 2 * PADDING - this.text.footingOf(linesOf(cells));
    return room >= 0 && cells.every((cell) => this.fitsCell(cell, room));
  }

  private fitsCell({ lines, width }: Cell, height: number): boolean {
    let left = height;
    for (const line of lines) {
      const placing = { width: width - 2 * PADDING, size: SIZE };
      if (!this.text.fits(line, left, placing)) return false;
      left -= this.text.heightOf(line, placing);
    }
    return true;
  }

  /** With the footnotes that it calls. */
  private wholeHeightOf(cells: readonly Cell[]): number {
    return this.heightOf(cells) + this.text.footingOf(linesOf(cells));
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
