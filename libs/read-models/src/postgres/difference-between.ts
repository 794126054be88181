import type { Difference, TableDifference } from '../difference.js';
import { OPEN } from '../rows.entities.js';
import type { Statements } from '../sql/statements.js';
import type { PostgresRowStore } from './postgres-row-store.js';

const ROWS_SHOWN_MAX = 5;

interface Compared {
  readonly table: string;
  /** What each line of the comparison is about. */
  readonly group: string;
  readonly columns: readonly string[];
  /** The column that says since which event a row holds; rows of later events are left out. */
  readonly since: string;
}

/** All that an answer is made of. A row closed by a later event counts as open, as it was at the event up to which they are compared. */
const COMPARED: readonly Compared[] = [
  {
    table: 'segments_v1',
    group: 'view',
    columns: ['subject', 'kind', 'view', 'lens', 'valid_from', 'valid_to', 'known_from', 'known_to', 'value', 'certainty', 'listed_under', 'apart', 'otherwise', 'body'],
    since: 'known_from',
  },
  { table: 'subjects_v1', group: "'subjects'", columns: ['reference', 'kind', 'country', 'name', 'known_from', 'known_to'], since: 'known_from' },
  { table: 'labels_v1', group: "'labels'", columns: ['label', 'reference', 'known_from', 'known_to'], since: 'known_from' },
  { table: 'developments_v1', group: "'developments'", columns: ['seq', 'event_id', 'stream', 'revision', 'key', 'root', 'json'], since: 'seq' },
  { table: 'parked_v1', group: "'quarantine'", columns: ['stream', 'revision', 'seq', 'reason'], since: 'seq' },
  { table: 'concerns_v1', group: "'concerns'", columns: ['subject', 'seq'], since: 'seq' },
  { table: 'members_v1', group: "'members'", columns: ['case_ref', 'person', 'root'], since: 'root' },
]; // prettier-ignore

/** What the new rows say otherwise than the former ones, up to the last event that both have seen. The new ones' connections do the work. */
export async function differenceBetween(before: PostgresRowStore, after: PostgresRowStore): Promise<Difference | null> {
  const [was, is] = [await before.checkpoint(), await after.checkpoint()];
  if (!was || !is) return null;
  const seq = Math.min(was.seq, is.seq);
  const tables: TableDifference[] = [];
  let rows = 0;
  for (const compared of COMPARED) {
    const digests = (schema: string) => digestsOf(after.sql, schema, { compared, seq });
    const [old, fresh] = [await digests(before.schema), await digests(after.schema)];
    for (const what of new Set([...old.keys(), ...fresh.keys()])) {
      rows += fresh.get(what)?.count ?? 0;
      if (old.get(what)?.digest === fresh.get(what)?.digest) continue;
      tables.push(await differing(compared, what, { before, after, seq }));
    }
  }
  return { seq, rows, tables };
}

/** By group: how many rows, and a digest that does not depend on their order. */
async function digestsOf(
  statements: Statements,
  schema: string,
  { compared, seq }: { compared: Compared; seq: number },
) {
  const sql = `SELECT "group", count(*), sum(hashtextextended(one, 0)::numeric)::text
    FROM (SELECT ${compared.group} AS "group", ROW(${asOf(compared, seq).join(', ')})::text AS one FROM ${schema}.${compared.table}
      WHERE ${compared.since} <= ${seq}) AS compared GROUP BY 1`;
  const found = await statements.tuples<[group: string, count: number, digest: string]>(sql);
  return new Map(found.map(([group, count, sum]) => [group, { count, digest: `${count} ${sum}` }]));
}

async function differing(
  compared: Compared,
  what: string,
  { before, after, seq }: { before: PostgresRowStore; after: PostgresRowStore; seq: number },
): Promise<TableDifference> {
  const rowsOf = ({ schema }: PostgresRowStore): string =>
    `SELECT ${asOf(compared, seq)
      .map((one, index) => `${one} AS ${compared.columns[index]!}`)
      .join(', ')} FROM ${schema}.${compared.table} WHERE ${compared.since} <= ${seq} AND ${compared.group} = ?`;
  const only = async (one: PostgresRowStore, other: PostgresRowStore) => {
    const sql = `${rowsOf(one)} EXCEPT ALL ${rowsOf(other)}`;
    const counted = `SELECT count(*) FROM (${sql}) AS missing`;
    const shown = `SELECT * FROM (${sql}) AS missing ORDER BY ${compared.columns.join(', ')} LIMIT ${ROWS_SHOWN_MAX}`;
    return {
      count: (await after.sql.value<number>(counted, what, what))!,
      rows: await after.sql.all<Readonly<Record<string, unknown>>>(shown, what, what),
    };
  };
  const count = async ({ schema }: PostgresRowStore) =>
    (await after.sql.value<number>(
      `SELECT count(*) FROM (${rowsOf({ schema } as PostgresRowStore)}) AS all_of`,
      what,
    ))!;
  const [gone, come] = [await only(before, after), await only(after, before)];
  return {
    what,
    before: await count(before),
    after: await count(after),
    onlyBefore: gone.count,
    onlyAfter: come.count,
    rows: [
      ...gone.rows.map((row) => ({ only: 'before' as const, row })),
      ...come.rows.map((row) => ({ only: 'after' as const, row })),
    ],
  };
}

const asOf = ({ columns }: Compared, seq: number): string[] =>
  columns.map((column) =>
    column === 'known_to' ? `CASE WHEN known_to > ${seq} THEN ${OPEN} ELSE known_to END` : column,
  );
