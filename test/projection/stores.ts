import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteRowStore, type StoredRows } from '#read-models';
import { PostgresRowStore } from '../../libs/read-models/src/postgres/postgres-row-store.js';
import { NO_POSTGRES, startPostgres, type TestPostgres } from '../support/postgres.js';

export type TestRows = SqliteRowStore | PostgresRowStore;

/** What keeps rows, as a suite that all of them must pass opens it. */
export interface RowsKind {
  readonly name: string;
  /** Why it cannot be tested here. */
  readonly missing: string | null;
  /** Of what a property is tried with on SQLite. */
  readonly share: number;
  readonly start: () => Promise<RowsHost>;
}

export interface RowsHost {
  /** Where no rows are yet, as HABEAS_READ_MODELS names it. */
  url(): Promise<string>;
  /** Tables without rows, and without a program around them. */
  tables(): Promise<TestRows>;
  readonly postgres: TestPostgres | null;
  close(): Promise<void>;
}

export const openStore = (): Promise<SqliteRowStore> => SqliteRowStore.open(':memory:');

export const ROWS_KINDS: readonly RowsKind[] = [
  { name: 'SQLite', missing: null, share: 1, start: startSqlite },
  { name: 'PostgreSQL', missing: NO_POSTGRES, share: 0.1, start: startOnPostgres },
];

function startSqlite(): Promise<RowsHost> {
  const folder = mkdtempSync(join(tmpdir(), 'habeas-rows-'));
  let files = 0;
  return Promise.resolve({
    url: () => Promise.resolve(`sqlite:${join(folder, `views-${(files += 1)}.db`)}`),
    tables: openStore,
    postgres: null,
    close: () => Promise.resolve().then(() => rmSync(folder, { recursive: true })),
  });
}

async function startOnPostgres(): Promise<RowsHost> {
  const postgres = await startPostgres();
  return {
    url: () => postgres.database(),
    tables: async () => {
      const url = await postgres.database();
      await postgres.query(url, 'CREATE SCHEMA rows');
      const rows = await PostgresRowStore.open({ url, name: 'test', poolMax: 4, timeoutMs: 30_000 }, 'rows');
      await rows.makeTables();
      return rows;
    },
    postgres,
    close: () => postgres.close(),
  };
}

/** A suite for each of them that can be tested here, and a stated skip for the others. */
export function describeRows(name: string, suite: (kind: RowsKind) => void): void {
  for (const kind of ROWS_KINDS)
    if (kind.missing === null) describe(`${name}, on ${kind.name}`, () => suite(kind));
    else describe.skip(`${name}, on ${kind.name} (${kind.missing})`, () => suite(kind));
}

/** As new rows would be, without the time that making their tables takes. */
export async function emptied(stored: StoredRows): Promise<void> {
  const rows = known(stored);
  const tables = await tablesOf(rows);
  await exec(
    rows,
    rows instanceof SqliteRowStore
      ? tables.map((one) => `DELETE FROM ${one}`).join(';')
      : `TRUNCATE ${tables.join(', ')}`,
  );
  rows.cache.clear();
}

/** Everything that the rows say, table by table, in an order that does not depend on when it was written. */
export async function dumpOf(stored: StoredRows): Promise<Record<string, unknown[]>> {
  const rows = known(stored);
  const dump: Record<string, unknown[]> = {};
  for (const table of await tablesOf(rows)) {
    const columns = (await columnsOf(rows, table)).filter((name) => name !== 'id').sort();
    dump[table] = await rows.sql.tuples(`SELECT ${columns.join(', ')} FROM ${table} ORDER BY ${columns.join(', ')}`);
  }
  return dump;
}

/** Behind the back of the program. */
export async function exec(stored: StoredRows, sql: string): Promise<void> {
  const rows = known(stored);
  if (rows instanceof SqliteRowStore) rows.db.exec(sql);
  else for (const one of sql.split(';')) await rows.source.query(one);
}

function known(rows: StoredRows): TestRows {
  if (rows instanceof SqliteRowStore || rows instanceof PostgresRowStore) return rows;
  throw new TypeError('Rows of a kind that this suite does not know');
}

async function tablesOf(rows: TestRows): Promise<string[]> {
  return rows instanceof SqliteRowStore
    ? rows.sql.values(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%!_v1' ESCAPE '!' ORDER BY name",
      )
    : rows.sql.values(
        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() AND table_name LIKE '%!_v1' ESCAPE '!' ORDER BY table_name",
      );
}

async function columnsOf(rows: TestRows, table: string): Promise<string[]> {
  return rows instanceof SqliteRowStore
    ? rows.sql.values('SELECT name FROM pragma_table_info(?)', table)
    : rows.sql.values(
        'SELECT column_name::text FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ?',
        table,
      );
}
