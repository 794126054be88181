import { renameSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { EventStore } from '#event-store';
import { foldingHere, type Folded, type Folding } from '../folding.js';
import { IncompleteRowsError, RowsInUseError } from '../errors.js';
import { buildRows, writeAll, type RebuildProgress } from '../rebuild.js';
import type { Checkpoint, RowStore } from '../row-store.js';
import { SHAPES, type Shape, type Shaped } from '../shapes.js';
import { IN_MEMORY, openRows, writtenOnce } from './connection.js';
import { foldingThreads } from './folding-threads.js';
import { idsDigest } from './ids-digest.js';
import { SqliteRowStore } from './sqlite-row-store.js';
import { TakingThread } from './taking-thread.js';
import { EVENTS_FOR_THREADS } from './thread.js';

/** Every round sets aside all that it found poisoned, so a few rounds are many. */
export const ROUNDS_MAX = 10;
const SWAP_WAIT_MS = 5_000;
const SWAP_RETRY_MS = 50;

/** Builds the rows from zero beside the ones in use, proves that they are complete, and puts them in their place in one step. */
export async function rebuild(
  store: SqliteRowStore,
  log: EventStore,
  report: (progress: RebuildProgress) => void,
): Promise<Checkpoint> {
  const target = store.file === IN_MEMORY ? IN_MEMORY : `${store.file}.rebuild`;
  const poisons = new Map<string, string>();
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    removeFiles(target);
    const fresh = await SqliteRowStore.open(target);
    const indexes = withoutIndexes(fresh.db);
    const taking = new TakingThread(fresh, poisons);
    const { checkpoint, poisoned } = await buildRows(fresh, {
      log,
      taking,
      report,
      foldingOf: (events) => foldingOf(fresh, events, 'versions'),
      write: (folded) => fresh.transaction((rows) => writeAll(rows, folded)),
    }).catch(async (error: unknown) => {
      await fresh.close();
      throw error;
    });
    if (poisoned.size === 0) {
      for (const sql of indexes) fresh.db.exec(sql);
      proveComplete(fresh.db, checkpoint);
      await swap(store, fresh);
      return checkpoint;
    }
    await fresh.close();
    for (const [eventId, reason] of poisoned) poisons.set(eventId, reason);
  }
  throw new IncompleteRowsError('The fold fails at ever more events; this is a fault of the program, not of the log');
}

export const foldingOf = <S extends Shape>(
  store: RowStore & { readonly file: string },
  events: number,
  shape: S,
): Folding<Shaped<S>> =>
  (events < EVENTS_FOR_THREADS ? null : foldingThreads(store.file, shape)) ??
  foldingHere(store, SHAPES[shape] as (folded: Folded) => Shaped<S>);

/** Indexes that only readers need are made once the rows stand. @returns how to make them again */
export function withoutIndexes(db: Database): string[] {
  writtenOnce(db);
  // In memory, what an index sorts grows with the record.
  db.pragma('temp_store = FILE');
  const found = db
    .prepare(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL
       AND (tbl_name IN ('segments_v1', 'subjects_v1', 'labels_v1') OR sql LIKE '%"known_since_ms"%' OR sql LIKE '%("position")%')`,
    )
    .all() as { name: string; sql: string }[];
  for (const { name } of found) db.exec(`DROP INDEX "${name}"`);
  return found.map(({ sql }) => sql);
}

/** The digest over the ids in the rows is the one that was made while the log was read: none is missing, doubled or out of order. */
function proveComplete(db: Database, { seq, count, digest }: Checkpoint): void {
  const rows = idsDigest(db, seq);
  if (rows.events !== count || rows.digest !== digest)
    throw new IncompleteRowsError(
      `The rows hold ${rows.events} events where the log has ${count}, or others than the log; run a rebuild`,
    );
}

/** Readers have the former rows until the very moment at which they have the new ones. */
async function swap(store: SqliteRowStore, fresh: SqliteRowStore): Promise<void> {
  if (store.file === IN_MEMORY) {
    await store.replaceBy(fresh.connected);
    return;
  }
  fresh.db.pragma('synchronous = FULL');
  await withoutWal(fresh.db, fresh.file);
  await fresh.close();
  await withoutWal(store.db, store.file);
  // Windows renames no file over one that is open.
  if (process.platform === 'win32') await store.close();
  renameSync(fresh.file, store.file);
  await store.replaceBy(await openRows(store.file));
}

/**
 * A write-ahead log belongs to its file by name alone: one that outlived the renaming would be read into the new rows. So it is given up first, for
 * which nobody else may have the file open.
 */
async function withoutWal(db: Database, file: string): Promise<void> {
  const end = Date.now() + SWAP_WAIT_MS;
  for (;;) {
    try {
      db.pragma('wal_checkpoint(TRUNCATE)');
      if (db.pragma('journal_mode = DELETE', { simple: true }) === 'delete') return;
    } catch (error) {
      if (!(error as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw error;
    }
    if (Date.now() > end)
      throw new RowsInUseError(
        `${file} is open elsewhere, so the rebuilt rows cannot take its place: close the other program and repeat`,
      );
    await pause(SWAP_RETRY_MS);
  }
}

function removeFiles(file: string): void {
  if (file === IN_MEMORY) return;
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}
