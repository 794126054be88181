import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { DataSource } from 'typeorm';
import { RowsConfigError } from '../errors.js';
import { PROJECTIONS } from '../projections.js';
import { ENTITIES } from '../rows.entities.js';

export const IN_MEMORY = ':memory:';
/** "HBRW": tells a file of rows from the log and from other programs' databases. */
const APPLICATION_ID = 0x48_42_52_57;
const BUSY_TIMEOUT_MS = 5_000;
const CACHE_KIB = 64 * 1024;
const WAL_PAGES = 16 * 1024;

/** One file of rows, with the tables that TypeORM makes from the entities; hot paths use the driver's own connection. */
export interface Connection {
  readonly source: DataSource;
  readonly db: Database;
}

export async function openRows(file: string, { readonly = false } = {}): Promise<Connection> {
  if (readonly && !existsSync(file))
    throw new RowsConfigError(`There are no rows in ${file} yet: start the server, or run a rebuild`);
  if (!readonly && file !== IN_MEMORY) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // They hold what the log holds, names too. SQLite gives its other files the mode of this one.
    if (!existsSync(file)) writeFileSync(file, '', { mode: 0o600 });
  }
  const source = new DataSource({
    type: 'better-sqlite3',
    database: file,
    entities: [...ENTITIES, ...PROJECTIONS.map(({ row }) => row)],
    synchronize: !readonly,
    readonly,
    timeout: BUSY_TIMEOUT_MS,
    prepareDatabase: (db) => prepare(db as Database, file, readonly),
  });
  await source.initialize();
  return { source, db: (source.driver as unknown as { databaseConnection: Database }).databaseConnection };
}

/** Rows may be lost with the last moments before a power cut, since the log can give them again: NORMAL is enough. */
function prepare(db: Database, file: string, readonly: boolean): void {
  requireOwnFile(db, file);
  if (!readonly) {
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma('journal_mode = WAL');
  }
  db.pragma('synchronous = NORMAL');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.pragma('temp_store = MEMORY');
}

/** A file that is thrown away if the machine stops; and what is written again and again goes from the write-ahead log to its place once. */
export function writtenOnce(db: Database): void {
  db.pragma('synchronous = OFF');
  db.pragma(`wal_autocheckpoint = ${WAL_PAGES}`);
  db.pragma(`cache_size = -${CACHE_KIB}`);
}

/** Before anything is written: a log, above all, is left as it is. */
function requireOwnFile(db: Database, file: string): void {
  let id: unknown;
  try {
    id = db.pragma('application_id', { simple: true });
    const isEmpty = id === 0 && db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
    if (id === APPLICATION_ID || isEmpty) return;
  } catch (cause) {
    throw new RowsConfigError(`${file} cannot be read as rows; delete it, and it is built again from the log`, {
      cause,
    });
  }
  throw new RowsConfigError(`${file} is another program's database, or the event log; it was left as it is`);
}
