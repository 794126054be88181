import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Table } from './table.js';

export interface CsvOptions {
  /** Begin with a byte order mark. */
  readonly bom?: boolean;
}

/**
 * RFC 4180, in UTF-8. A text that a spreadsheet would run as a formula is written behind an apostrophe: what sources say must not act.
 * Rows are asked for as they are read.
 */
export function csvOf({ columns, rows }: Table, { bom = false }: CsvOptions = {}): Readable {
  const text = stringify({
    header: true,
    columns: [...columns],
    bom,
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: (is) => String(is) },
  });
  // Whoever reads is told of a fault by the stream itself.
  pipeline(Readable.from(rows), text, () => undefined);
  return text;
}
