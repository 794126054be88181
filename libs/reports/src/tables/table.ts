import { Summary, type Json, type Question } from '#domain';

export type Cell = string | number | boolean | null;

/** Rows that are made while they are read: a table may be longer than memory. */
export interface Table {
  /** Of the file, without its kind. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly Cell[]>;
  /** The question that it answers. */
  readonly question: Question;
}

const STAMP = ['asOf', 'knownAt', 'position', 'lens'] as const;

/** A table of which every row says which question it answers, wherever it is copied to. */
export function tableOf(
  name: string,
  columns: readonly string[],
  question: Question,
  rows: AsyncIterable<readonly Cell[]>,
): Table {
  const stamp = STAMP.map((one) => question.echo[one]);
  return {
    name: `${name}-${question.echo.asOf}-at-${question.echo.position}`.replace(/[^\w.-]+/g, '_'),
    columns: [...columns, ...STAMP],
    question,
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

/** A value of an answer as it stands in one cell; several are set apart by semicolons. */
export function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Summary) return String(value);
  if (!Array.isArray(value)) return JSON.stringify(value);
  return value.map((one: unknown) => String(cellOf(one))).join('; ');
}

/** What events say, in one cell. */
export const summaries = (events: unknown): string =>
  (events as readonly Json[]).map(({ summary }) => String(summary)).join('; ');

/** Who told it, in one cell. */
export const voices = (accounts: unknown): string => {
  const told = (accounts as readonly Json[]).map(({ by, party, source, locator, stance }) => {
    const who = typeof party === 'string' ? `${String(by)} (${party})` : String(by);
    const where = typeof locator === 'string' ? `${String(source)}, ${locator}` : String(source);
    return `${who}${stance === undefined || stance === 'states' ? '' : ` ${String(stance)}`}: ${where}`;
  });
  return [...new Set(told)].join('; ');
};
