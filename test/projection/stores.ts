import { SqliteRowStore } from '#read-models';

export const openStore = (): Promise<SqliteRowStore> => SqliteRowStore.open(':memory:');

/** As a new file would be, without the time that making its tables takes. */
export function emptied(store: SqliteRowStore): void {
  const tables = store.db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%_v1'")
    .pluck()
    .all() as string[];
  for (const table of tables) store.db.exec(`DELETE FROM ${table}`);
  store.statements.cache.clear();
}
