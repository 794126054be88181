import { once, type EventEmitter } from 'node:events';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import { parseDay, printed, say, worded } from '#domain';
import { wordingIn } from '../labels/index.js';
import { breath } from '../statistics/docket.js';
import { inWords, type Cell, type Table } from './table.js';

/** A sheet ends here; what is more goes on in another. */
const ROWS_PER_SHEET_MAX = 1_000_000;
const ROWS_PER_WAIT = 200;
const CHARACTERS_MAX = 32_767;
const WIDTH = 18;
/** What is told in sentences. */
const WIDE = new Set(['about', 'because', 'sources', 'summary', 'titles', 'what']);
const WIDTH_OF_WIDE = 60;
const FONT = { name: 'Calibri', size: 11 };
const MS_PER_DAY = 86_400_000;
const DAY_STYLE = { numFmt: 'yyyy-mm-dd' };
/** Spreadsheets know no earlier day, and take 1900 for a leap year. */
const FIRST_DAY = '1900-03-01';
/** Entries of the file bear one date, so that the same table is the same bytes. */
const ENTRY_DATE = new Date('1980-01-01T00:00:00Z');

/** An Excel workbook in the words of its language, without formulas, made while it is read; its last sheet names the question. */
export function xlsxOf(table: Table): Readable {
  const out = new PassThrough();
  const left = new AbortController();
  out.once('close', () => left.abort());
  write(table, out, left.signal).catch((error: unknown) => out.destroy(error as Error));
  return out;
}

/** @param left the reader has: nothing more is asked for */
async function write(table: Table, out: PassThrough, left: AbortSignal): Promise<void> {
  const book = bookInto(out);
  const rows = table.rows[Symbol.asyncIterator]();
  const { heads, told } = inWords(table);
  try {
    for (let sheets = 1, isMore = true; isMore; sheets += 1)
      isMore = await fill(sheetOf(book, sheets, { ...table, heads }), { rows, told }, left);
    about(book, table);
    await book.commit();
  } finally {
    await rows.return?.();
  }
}

/** What puts an entry into the file, at the end of the writer's own queue. */
interface Zip {
  append: (source: unknown, entry: object, done: unknown) => unknown;
}

function bookInto(out: Writable): ExcelJS.stream.xlsx.WorkbookWriter {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  for (const date of ['created', 'modified'] as const) book[date] = ENTRY_DATE;
  book.creator = book.lastModifiedBy = 'Habeas';
  const { _module: zip } = (book as unknown as { zip: { _module: Zip } }).zip;
  const append = zip.append.bind(zip);
  zip.append = (source, entry, done) => append(source, { ...entry, date: ENTRY_DATE }, done);
  return book;
}

interface Headed extends Table {
  readonly heads: readonly string[];
}

function sheetOf(book: ExcelJS.stream.xlsx.WorkbookWriter, number: number, table: Headed): ExcelJS.Worksheet {
  const name = worded(number === 1 ? say`Rows` : say`Rows ${number}`, wordingIn(table.language));
  const sheet = book.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  sheet.columns = table.columns.map((name) => ({ width: WIDE.has(name) ? WIDTH_OF_WIDE : WIDTH }));
  const head = sheet.addRow([...table.heads]);
  head.font = { ...FONT, bold: true };
  head.commit();
  return sheet;
}

interface Filling {
  readonly rows: AsyncIterator<readonly Cell[]>;
  readonly told: (row: readonly Cell[]) => readonly Cell[];
}

/** @returns whether there are more rows than a sheet holds */
async function fill(sheet: ExcelJS.Worksheet, { rows, told }: Filling, left: AbortSignal): Promise<boolean> {
  let count = 0;
  for (; count < ROWS_PER_SHEET_MAX; count += 1) {
    const next = await rows.next();
    if (next.done === true) break;
    addRow(sheet, told(next.value));
    if (count % ROWS_PER_WAIT === 0) await taken(sheet, left);
  }
  sheet.commit();
  return count === ROWS_PER_SHEET_MAX;
}

/** The writer itself never waits for its reader: a long table would stand in memory. */
async function taken(sheet: ExcelJS.Worksheet, left: AbortSignal): Promise<void> {
  await breath();
  left.throwIfAborted();
  const { pipes = [] } = (sheet as unknown as { stream: { pipes?: Pipe[] } }).stream;
  for (const pipe of pipes) if (pipe._writableState.needDrain) await once(pipe, 'drain', { signal: left });
}

/** Of an older kind of stream than Node's own, which does not say so by a name of its interface. */
interface Pipe extends EventEmitter {
  readonly _writableState: { readonly needDrain: boolean };
}

function addRow(sheet: ExcelJS.Worksheet, values: readonly Cell[]): void {
  const cells = values.map(cell);
  const row = sheet.addRow(cells);
  for (const [index, value] of cells.entries()) if (value instanceof Date) row.getCell(index + 1).style = DAY_STYLE;
  row.commit();
}

/** One day: what is a month or a range stays as it was said. */
function dayIn(value: Cell): Date | null {
  const day = typeof value === 'string' && value >= FIRST_DAY ? parseDay(value) : null;
  return day === null ? null : new Date(day * MS_PER_DAY);
}

/** A day is a date, which sorts and filters as one; a text stays a text, whatever it begins with. */
function cell(value: Cell): Cell | Date {
  const day = dayIn(value);
  if (day || typeof value !== 'string') return day ?? value;
  const text = value.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu, ' ');
  return text.length > CHARACTERS_MAX ? `${text.slice(0, CHARACTERS_MAX - 1)}…` : text;
}

function about(book: ExcelJS.stream.xlsx.WorkbookWriter, { name, question, language }: Table): void {
  const wording = wordingIn(language);
  const sheet = book.addWorksheet(worded(say`About`, wording));
  sheet.columns = [{ width: WIDTH }, { width: WIDTH * 2 }];
  const { lens, ...echo } = question.echo;
  const told = { report: name, ...echo, lens: worded(printed(lens, 'lenses'), wording) };
  for (const [what, value] of Object.entries(told)) addRow(sheet, [worded(printed(what, 'columns'), wording), value]);
  sheet.commit();
}
