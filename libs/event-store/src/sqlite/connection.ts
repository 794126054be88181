import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { EventStoreError, UnusableEventStoreError } from '../errors.js';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.js';

export const IN_MEMORY = ':memory:';
/** Before it, a WAL reset could corrupt the file. */
const SQLITE_OLDEST = [3, 51, 3] as const;
const SYNCHRONOUS_FULL = 2;
const CACHE_KIB = 64 * 1024;
/** Of the write-ahead log, before it is moved into the file: 8 MB and 32 MB. */
const PAGES_IN_COMPANY = 2_000;
const PAGES_IN_BULK = 8_000;
/** Blocks the event loop, so it is short; the append queue waits longer without blocking. */
const BUSY_TIMEOUT_MS = 50;
const STARTUP_BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens the log, creating it where there is none, and refuses whatever could not keep the promises made on it.
 * @param isBulk much will be stored, and nothing else done
 */
export function openConnection(path: string, isBulk = false): Database.Database {
  if (path !== IN_MEMORY) createPrivateFile(path);
  const db = load(() => new Database(path, { timeout: STARTUP_BUSY_TIMEOUT_MS }));
  try {
    requireOwnFile(db, path);
    configure(db, isBulk);
    requireDurability(db);
    createSchema(db, path);
    db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    return db;
  } catch (cause) {
    db.close();
    if (cause instanceof EventStoreError) throw cause;
    throw new UnusableEventStoreError(`${path} cannot be used as the event log: ${messageOf(cause)}`, { cause });
  }
}

/** Read back, not assumed: better-sqlite3 compiles WAL to `synchronous=NORMAL`, with which an acknowledged commit may vanish at power loss. */
export function requireDurability(db: Database.Database): void {
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
  if (isOlder(version, SQLITE_OLDEST)) {
    throw new UnusableEventStoreError(
      `SQLite ${version} is older than ${SQLITE_OLDEST.join('.')}, which may corrupt a log`,
    );
  }
  if (db.pragma('synchronous', { simple: true }) !== SYNCHRONOUS_FULL) {
    throw new UnusableEventStoreError('SQLite does not take synchronous=FULL: what it acknowledges could be lost');
  }
  if (!db.memory && db.pragma('journal_mode', { simple: true }) !== 'wal') {
    throw new UnusableEventStoreError('SQLite does not take journal_mode=WAL here; put the log on a local disk');
  }
}

export function isOlder(version: string, oldest: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  const differing = oldest.findIndex((part, i) => parts[i] !== part);
  return differing >= 0 && (parts[differing] ?? 0) < (oldest[differing] ?? 0);
}

/** Says what to install where better-sqlite3 came without its native part. */
export function load<T>(open: () => T): T {
  try {
    return open();
  } catch (cause) {
    const { code } = cause as { code?: string };
    const native =
      code === 'ERR_DLOPEN_FAILED' || code === 'MODULE_NOT_FOUND' || /bindings file/.test(messageOf(cause));
    const advice =
      'The native part of better-sqlite3 is missing or was built for another Node. Install a C++ compiler, make and python3, ' +
      'then run: npm rebuild better-sqlite3';
    throw new UnusableEventStoreError(native ? advice : messageOf(cause), { cause });
  }
}

function createPrivateFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
  } catch (cause) {
    throw new UnusableEventStoreError(`The event log cannot be opened: ${messageOf(cause)}`, { cause });
  }
}

/** Before anything is written: a foreign file is left as it is. */
function requireOwnFile(db: Database.Database, path: string): void {
  let id: unknown;
  try {
    id = db.pragma('application_id', { simple: true });
  } catch (cause) {
    if ((cause as { code?: string }).code !== 'SQLITE_NOTADB') throw cause;
    throw new UnusableEventStoreError(`${path} is not a Habeas event log, nor any SQLite file; it was left as it is`, {
      cause,
    });
  }
  if (id === APPLICATION_ID) return;
  const isEmpty = id === 0 && db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (!isEmpty) throw new UnusableEventStoreError(`${path} is another program's database; it was left as it is`);
}

function configure(db: Database.Database, isBulk: boolean): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  // Without these macOS leaves a synced write in the cache of the disk. Elsewhere they do nothing.
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma('recursive_triggers = ON');
  // What is written over and over syncs sooner than what grows; but an import would spend its time moving it into the file.
  db.pragma(`wal_autocheckpoint = ${isBulk ? PAGES_IN_BULK : PAGES_IN_COMPANY}`);
  // Event ids fall anywhere in their index: of a long log its pages are not to be read again for each.
  db.pragma(`cache_size = -${CACHE_KIB}`);
}

function createSchema(db: Database.Database, path: string): void {
  db.transaction(() => {
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > SCHEMA_VERSION) {
      throw new UnusableEventStoreError(
        `${path} was written by a newer Habeas (format ${version}, this one knows ${SCHEMA_VERSION})`,
      );
    }
    db.exec(SCHEMA);
    if (version === SCHEMA_VERSION) return;
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  }).immediate();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
