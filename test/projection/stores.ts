import { SqliteRowStore } from '#read-models';

export const openStore = (): Promise<SqliteRowStore> => SqliteRowStore.open(':memory:');

/** As a new file would be, without the time that making its tables takes. */
export function emptied(store: SqliteRowStore): void {
  for (const table of tablesOf(store)) store.db.exec(`DELETE FROM ${table}`);
  store.statements.cache.clear();
}

/** Everything that the rows say, table by table, in an order that does not depend on when it was written. */
export function dumpOf(store: SqliteRowStore): Record<string, unknown[]> {
  return Object.fromEntries(tablesOf(store).map((table) => [table, rowsOf(store, table)]));
}

function tablesOf({ db }: SqliteRowStore): string[] {
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%_v1' ORDER BY name");
  return names.pluck().all() as string[];
}

function rowsOf({ db }: SqliteRowStore, table: string): unknown[] {
  const columns = db.pragma(`table_info(${table})`) as { name: string }[];
  const own = columns.map(({ name }) => name).filter((name) => name !== 'id');
  return db
    .prepare(`SELECT ${own.join(', ')} FROM ${table} ORDER BY ${own.join(', ')}`)
    .raw()
    .all();
}
