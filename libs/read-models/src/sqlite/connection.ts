import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { DataSource } from 'typeorm';
import { RowsConfigError } from '../errors.js';
import { PROJECTIONS } from '../projections.js';
import { ENTITIES } from '../rows.entities.js';

export const IN_MEMORY = ':memory:';
const BUSY_TIMEOUT_MS = 5_000;
const CACHE_KIB = 64 * 1024;

/** One file of rows, with the tables that TypeORM makes from the entities; hot paths use the driver's own connection. */
export interface Connection {
  readonly source: DataSource;
  readonly db: Database;
}

export async function openRows(file: string, { readonly = false } = {}): Promise<Connection> {
  if (readonly && !existsSync(file))
    throw new RowsConfigError(`There are no rows in ${file} yet: start the server, or run a rebuild`);
  const source = new DataSource({
    type: 'better-sqlite3',
    database: file,
    entities: [...ENTITIES, ...PROJECTIONS.map((projection) => projection.row)],
    synchronize: !readonly,
    readonly,
    timeout: BUSY_TIMEOUT_MS,
    prepareDatabase: (db) => prepare(db as Database, readonly),
  });
  await source.initialize();
  return { source, db: (source.driver as unknown as { databaseConnection: Database }).databaseConnection };
}

/** Rows may be lost with the last moments before a power cut, since the log can give them again: NORMAL is enough. */
function prepare(db: Database, readonly: boolean): void {
  if (!readonly) db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.pragma('temp_store = MEMORY');
}
