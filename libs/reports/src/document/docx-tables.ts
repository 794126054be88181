import { BorderStyle, Table, TableCell, TableLayoutType, TableRow, WidthType, type Paragraph } from 'docx';
import type { Fields, Inlines, Table as TableBlock } from './document.js';

type ParagraphOf = (inlines: Inlines, placing?: { readonly after?: number; readonly size?: number }) => Paragraph;

const LINE = { style: BorderStyle.SINGLE, size: 4, color: 'B8C4D0' };
const BORDERS = { top: LINE, bottom: LINE, left: LINE, right: LINE, insideHorizontal: LINE, insideVertical: LINE };
const HEAD = { fill: 'EEF3F8' };
const CELL_MARGINS = { top: 40, bottom: 40, left: 80, right: 80 };
/** Half points. */
const CELL = { after: 0, size: 17 };
const NAME_SHARE = 0.32;

/** Names on the left, what they hold on the right. */
export function fieldsTable({ rows }: Fields, width: number, paragraph: ParagraphOf): Table {
  const [left, right] = [Math.round(width * NAME_SHARE), Math.round(width * (1 - NAME_SHARE))];
  return tableOf(
    [left, right],
    rows.map(
      ({ name, lines }) =>
        new TableRow({
          cantSplit: true,
          children: [
            cell([paragraph([{ text: name, strong: true }], CELL)], left, HEAD),
            cell(
              lines.map((line) => paragraph(line, CELL)),
              right,
            ),
          ],
        }),
    ),
  );
}

export function plainTable(
  { columns, rows }: TableBlock,
  { width, indent, paragraph }: { width: number; indent: number; paragraph: ParagraphOf },
): Table {
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => Math.round((width * share) / whole));
  const head = new TableRow({
    tableHeader: true,
    children: columns.map(({ title }, at) =>
      cell([paragraph([{ text: title, strong: true }], CELL)], widths[at]!, HEAD),
    ),
  });
  const body = rows.map(
    (cells) =>
      new TableRow({
        cantSplit: true,
        children: cells.map((inlines, at) => cell([paragraph(inlines, CELL)], widths[at]!)),
      }),
  );
  return tableOf(widths, [head, ...body], indent);
}

const tableOf = (widths: readonly number[], rows: readonly TableRow[], indent = 0): Table =>
  new Table({
    rows: [...rows],
    columnWidths: [...widths],
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders: BORDERS,
    ...(indent > 0 && { indent: { size: indent, type: WidthType.DXA } }),
  });

const cell = (children: readonly Paragraph[], width: number, shading?: { readonly fill: string }): TableCell =>
  new TableCell({
    children: [...children],
    width: { size: width, type: WidthType.DXA },
    margins: CELL_MARGINS,
    ...(shading && { shading }),
  });
