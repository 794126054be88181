import type { Difference } from '#read-models';
import { table } from './table.js';

/** How the new rows differ from those that they replaced: what, how many, and the first few. */
export function* differenceLines({ seq, rows, tables }: Difference, width: number): Generator<string> {
  if (tables.length === 0) {
    yield `They say what the former ones said: ${rows} rows compared, up to event ${seq}`;
    return;
  }
  yield `They differ from the former ones, compared up to event ${seq}:`;
  yield* table(
    ['what', 'before', 'after', 'gone', 'new'],
    tables.map(({ what, ...counts }) => [
      what,
      ...[counts.before, counts.after, counts.onlyBefore, counts.onlyAfter].map(String),
    ]),
    width,
  );
  for (const { what, rows: shown } of tables)
    for (const { only, row } of shown) yield `${only === 'before' ? '-' : '+'} ${what} ${JSON.stringify(row)}`;
}
