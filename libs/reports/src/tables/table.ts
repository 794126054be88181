import { printed, say, worded, type Json, type Question, type Wording } from '#domain';
import { summaryIn, wordingIn, type Language } from '../labels/index.js';

export type Cell = string | number | boolean | null;

/** Rows that are made while they are read: a table may be longer than memory. */
export interface Table {
  /** Of the file, without its kind. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly Cell[]>;
  /** The question that it answers. */
  readonly question: Question;
  /** Of its texts; where people read it, of its heads and codes too. */
  readonly language: Language;
  /** Columns that hold codes, and the list that has words for them; in some it depends on the row. */
  readonly codes: Codes;
}

export type Codes = Readonly<Record<string, string | ((row: readonly Cell[]) => string)>>;

const STAMP = ['asOf', 'knownAt', 'position', 'lens'] as const;

/** A table of which every row says which question it answers, wherever it is copied to. */
export function tableOf(
  name: string,
  columns: readonly string[],
  { question, language, codes }: { readonly question: Question; readonly language: Language; readonly codes?: Codes },
  rows: AsyncIterable<readonly Cell[]>,
): Table {
  const stamp = STAMP.map((one) => question.echo[one]);
  return {
    name: `${name}-${question.echo.asOf}-at-${question.echo.position}`.replace(/[^\w.-]+/g, '_'),
    columns: [...columns, ...STAMP],
    question,
    language,
    codes: { ...codes, lens: 'lenses' },
    rows: stamped(rows, stamp),
  };
}

async function* stamped(rows: AsyncIterable<readonly Cell[]>, stamp: readonly Cell[]): AsyncGenerator<readonly Cell[]> {
  for await (const row of rows) yield [...row, ...stamp];
}

/** Asks for the first row before anything is sent, so that what is wrong with the question is still an answer of its own. */
export async function begun(table: Table): Promise<Table> {
  const rows = table.rows[Symbol.asyncIterator]();
  const first = await rows.next();
  return { ...table, rows: resumed(first, rows) };
}

async function* resumed<T>(first: IteratorResult<T>, rest: AsyncIterator<T>): AsyncGenerator<T> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** Heads and codes in the words of the table's language, for people: in English they are the names that programs know. */
export function inWords({ columns, codes, language }: Table): {
  readonly heads: readonly string[];
  readonly told: (row: readonly Cell[]) => readonly Cell[];
} {
  if (language === undefined || language === 'en') return { heads: columns, told: (row) => row };
  const wording = wordingIn(language);
  const lists = columns.map((column) => codes[column]);
  const wordFor = (cell: Cell, list: string): Cell =>
    typeof cell === 'string'
      ? cell
          .split(BETWEEN)
          .map((code) => worded(printed(code, list), wording))
          .join(BETWEEN)
      : cell;
  return {
    heads: columns.map((column) => worded(printed(column, 'columns'), wording)),
    told: (row) =>
      row.map((cell, at) => {
        const list = lists[at];
        return list === undefined ? cell : wordFor(cell, typeof list === 'string' ? list : list(row));
      }),
  };
}

export const BETWEEN = '; ';

/** A value of an answer as it stands in one cell; several are set apart by semicolons. */
export function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (!Array.isArray(value)) return JSON.stringify(value);
  return value.map((one: unknown) => String(cellOf(one))).join(BETWEEN);
}

/** What events say, in one cell. */
export const summaries = (events: unknown, wording: Wording): string =>
  (events as readonly Json[]).map(({ summary }) => summaryIn(summary, wording)).join(BETWEEN);

interface Told {
  readonly by: string;
  readonly party?: string | null;
  readonly source: string;
  readonly locator?: string | null;
  readonly stance?: string;
}

/** Who told it, in one cell. */
export const voices = (accounts: unknown, wording: Wording): string => {
  const told = (accounts as readonly Told[]).map(({ by, party, source, locator, stance }) => {
    const voice = printed(by, 'voices');
    const who = say`${voice} (${party})` ?? voice;
    const where = [source, locator];
    const said =
      stance === undefined || stance === 'states'
        ? say`${who}: ${where}`
        : say`${who} ${printed(stance, 'stances')}: ${where}`;
    return worded(said, wording);
  });
  return [...new Set(told)].join(BETWEEN);
};
