import type { Client } from 'pg';
import type { EventStore } from '#event-store';
import { digestOf } from '../completeness.js';
import { IncompleteRowsError } from '../errors.js';
import { buildRows, writeAll, type RebuildProgress } from '../rebuild.js';
import type { Checkpoint } from '../row-store.js';
import { SEGMENT_INSERTED } from '../sql/segment-rows.js';
import { foldingOf, ROUNDS_MAX } from '../sqlite/build-file.js';
import { TakingThread } from '../sqlite/taking-thread.js';
import { ownClient } from './connection.js';
import { Copy } from './copy.js';
import { DeskCopy, SEGMENTS } from './desk-copy.js';
import type { PostgresRowStore } from './postgres-row-store.js';
import { reaching } from './reaching.js';
import { openScratch, type Scratch } from './scratch.js';
import type { PostgresSettings } from './settings.js';

const INDEX_MEMORY = '128MB';
const INDEXES_AT_ONCE = 2;

/** Fills the empty tables of a new version with rows from zero, and proves that they are complete. */
export async function buildVersion(
  store: PostgresRowStore,
  settings: PostgresSettings,
  log: EventStore,
  report: (progress: RebuildProgress) => void,
): Promise<Checkpoint> {
  const indexes = await withoutIndexes(store);
  const poisons = new Map<string, string>();
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const { checkpoint, poisoned } = await buildOnce(store, settings, { log, poisons, report });
    if (poisoned.size === 0) {
      await allDone([makeIndexes(store, settings, indexes), proveComplete(store, checkpoint)]);
      return checkpoint;
    }
    for (const [eventId, reason] of poisoned) poisons.set(eventId, reason);
  }
  throw new IncompleteRowsError('The fold fails at ever more events; this is a fault of the program, not of the log');
}

interface From {
  readonly log: EventStore;
  readonly poisons: ReadonlyMap<string, string>;
  readonly report: (progress: RebuildProgress) => void;
}

/** Timelines stream to the database as they are folded; on a second connection goes what they are folded from. */
async function buildOnce(store: PostgresRowStore, settings: PostgresSettings, from: From) {
  const clients: Client[] = [];
  let scratch: Scratch | undefined;
  let copying: DeskCopy | undefined;
  try {
    for (let client = 0; client < 2; client += 1) clients.push(await begun(settings, store.schema));
    const [folds, others] = clients as [Client, Client];
    const segments = await Copy.into(folds, SEGMENTS, SEGMENT_INSERTED);
    scratch = await openScratch();
    const { desk } = scratch;
    const copy = (copying = await DeskCopy.begin(desk.file, others, store.source));
    const built = await buildRows(desk, {
      ...from,
      taking: copy.along(new TakingThread(desk, from.poisons)),
      foldingOf: (events) => {
        copy.allTaken();
        return foldingOf(desk, events, 'copied');
      },
      write: async (copied) => {
        copy.requireNoFailure();
        for (const { lines } of copied) segments.addLines(lines);
        await segments.drained();
        const folded = copied.map((one) => one.folded);
        return desk.transaction((rows) => writeAll(rows, folded));
      },
    });
    await copy.allFolded();
    await segments.end();
    if (built.poisoned.size === 0) for (const client of clients) await reaching(() => client.query('COMMIT'));
    return built;
  } finally {
    // What was not committed is undone by the end of the connection.
    for (const client of clients) await client.end().catch(() => undefined);
    await copying?.close();
    await scratch?.close();
  }
}

async function begun(settings: PostgresSettings, schema: string): Promise<Client> {
  const client = ownClient(settings, schema, 0);
  // Told by the statement that was running.
  client.on('error', () => undefined);
  await reaching(() => client.connect());
  await reaching(() => client.query('BEGIN'));
  return client;
}

/** Indexes are made faster once the rows stand. @returns how to make them again */
async function withoutIndexes(store: PostgresRowStore): Promise<string[]> {
  const found = await store.sql.tuples<[name: string, made: string]>(
    `SELECT indexname::text, indexdef FROM pg_indexes WHERE schemaname = ?
     AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname AND connamespace = schemaname::regnamespace)`,
    store.schema,
  );
  for (const [name] of found) await reaching(() => store.source.query(`DROP INDEX "${name}"`));
  return found.map(([, made]) => made);
}

/** Side by side, since one of them takes as long as all others. */
async function makeIndexes(
  store: PostgresRowStore,
  settings: PostgresSettings,
  indexes: readonly string[],
): Promise<void> {
  const left = indexes.toSorted((a, b) => b.length - a.length);
  const makeOnes = async (client: Client): Promise<void> => {
    await client.query(`SET LOCAL maintenance_work_mem = '${INDEX_MEMORY}'`);
    for (let made = left.shift(); made !== undefined; made = left.shift()) await client.query(made);
  };
  const inTransaction = async (work: (client: Client) => Promise<unknown>): Promise<void> => {
    const client = await begun(settings, store.schema);
    try {
      await reaching(() => work(client));
      await reaching(() => client.query('COMMIT'));
    } finally {
      await client.end();
    }
  };
  await allDone(Array.from({ length: INDEXES_AT_ONCE }, () => inTransaction(makeOnes)));
  const tables = store.source.entityMetadatas.map(({ tableName }) => tableName);
  await inTransaction((client) => client.query(`ANALYZE ${tables.join(', ')}`));
}

/** None is at work any more when the first failure is told. */
async function allDone(works: readonly Promise<void>[]): Promise<void> {
  for (const done of await Promise.allSettled(works)) if (done.status === 'rejected') throw done.reason;
}

/** The digest over the ids in the database is the one that was made while the log was read: none is missing, doubled or out of order. */
async function proveComplete(store: PostgresRowStore, { seq, count, digest }: Checkpoint): Promise<void> {
  const rows = await digestOf(store.ids(seq));
  if (rows.events !== count || rows.digest !== digest)
    throw new IncompleteRowsError(
      `The new rows hold ${rows.events} events where the log has ${count}, or others than the log; they were not put in place`,
    );
}
