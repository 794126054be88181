import { randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { boardAnswer, resolve } from '#domain';
import { copyLog, openEventStore, type StoredEvent } from '#event-store';
import { openReadModels, Projector } from '#read-models';
import { aServer, Bare } from './kurrentdb.js';
import { asked, PAGE, peakMiB, percentiles, rate, spread, timed, type Figure, type Phase } from './measure.js';
import { scanAndParse } from './raw.js';

/** Where databases may be made, as `postgres://user:password@127.0.0.1:5432/postgres`; without it nothing is measured on PostgreSQL. */
const SERVER = process.env['HABEAS_TEST_POSTGRES'];
const FOLLOWED_EVENTS = 2_000;
const BATCH = 20;
const EVENTS_PER_SECOND = 50;
const STEADY_EVENTS = 500;
const LAG_MS_MAX = 60_000;
const RAW_BOARD = `SELECT subject, certainty FROM segments_v1 WHERE kind = 'person' AND view = 'custody' AND lens = 'working'
  AND listed_under = 'pretrial_detention' AND valid_from <= $1 AND valid_to > $1 AND known_from <= $2 AND known_to > $2`;

/** Rows from zero, beside a scan of the same log and COPY of the same rows into the same tables; then what a board costs beside its plain SQL. */
export const postgres: Phase = async (events, folder) => {
  if (SERVER === undefined) return [];
  const { url, drop } = await databaseOn(SERVER);
  try {
    return await measured(url, { events, folder });
  } finally {
    await drop();
  }
};

/** One that is there for the measuring alone. */
async function databaseOn(server: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `habeas_bench_${randomBytes(4).toString('hex')}`;
  await once(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => once(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function measured(url: string, { events, folder }: { events: number; folder: string }) {
  const log = join(folder, 'log.db');
  const [rebuilt, ours] = await rebuiltFrom({
    what: 'rebuild on PostgreSQL',
    log: `sqlite:${log}`,
    rows: url,
    events,
    folder,
    readRaw: () => void scanAndParse(log),
    then: (models) => boardTimes(models.reader),
  });
  const client = new Client({ connectionString: url });
  await client.connect();
  const raw = await rawBoardTimes(client);
  await client.end();
  return [...rebuilt, { what: 'board on PostgreSQL (counts and a page), p50 / p99', ours, raw, ratio: null }];
}

interface Rebuilding<T> {
  readonly what: string;
  readonly log: string;
  readonly rows: string;
  readonly events: number;
  readonly folder: string;
  /** Every event of the log, read and parsed by the bare engine. */
  readonly readRaw: () => Promise<void> | void;
  readonly then: (models: Awaited<ReturnType<typeof openReadModels>>) => Promise<T>;
}

async function rebuiltFrom<T>(from: Rebuilding<T>): Promise<[Figure[], T]> {
  const store = await openEventStore(from.log);
  const models = await openReadModels(from.rows, store);
  const ms = await timed(() => models.rebuild());
  const peak = peakMiB();
  const answer = await from.then(models);
  await models.close();
  await store.close();
  const client = new Client({ connectionString: from.rows });
  await client.connect();
  const { tables, rows } = await unloaded(client, from.folder);
  const readMs = await timed(from.readRaw);
  const beside = async (how: keyof typeof LOADS): Promise<Figure> => {
    const rawMs = readMs + (await timed(() => LOADS[how](client, tables, from.folder)));
    return {
      what: `${from.what} (${rows.toLocaleString('en')} rows), to ${how}`,
      ours: rate(from.events, ms),
      raw: rate(from.events, rawMs),
      ratio: rawMs / ms,
      peakMiB: peak,
    };
  };
  const figures = [await beside('COPY'), await beside('COPY, indexes last')];
  await client.end();
  return [figures, answer];
}

/** Both on servers: rows from zero from a log on KurrentDB, beside a bare subscription to the same events and COPY of the same rows. */
export const rebuildOnServers: Phase = async (events, folder) => {
  if (SERVER === undefined) return [];
  const [log, rows] = [await aServer(), await databaseOn(SERVER)];
  try {
    const prefix = `bench-${randomUUID()}-`;
    const url = `${log.url}${log.url.includes('?') ? '&' : '?'}streamPrefix=${prefix}`;
    const [source, target] = [await openEventStore(`sqlite:${join(folder, 'log.db')}`), await openEventStore(url)];
    await copyLog(source, target);
    await Promise.all([source.close(), target.close()]);
    const bare = new Bare(log.url, prefix);
    const [figures] = await rebuiltFrom({
      what: 'KurrentDB to PostgreSQL: rebuild',
      log: url,
      rows: rows.url,
      events,
      folder,
      readRaw: () => bare.follow(events),
      then: () => Promise.resolve(),
    });
    await bare.close();
    return figures;
  } finally {
    await rows.drop();
    await log.stop();
  }
};

type Reader = Parameters<typeof boardAnswer>[0];

async function boardTimes(reader: Reader): Promise<string> {
  return spread(asked(), async ({ asOf, knownAt }) => {
    const question = await resolve(reader, { asOf, knownAt }, 0);
    await boardAnswer(reader, { view: 'custody', value: 'pretrial_detention', limit: PAGE }, question);
  });
}

/** The same days on the last state of the record: counted, and a page of names. */
async function rawBoardTimes(client: Client): Promise<string> {
  const { rows } = await client.query<{ seq: string }>('SELECT max(seq) AS seq FROM raw.developments_v1');
  await client.query('SET search_path = raw');
  return spread(asked(), async ({ asOf }) => {
    const values = [Math.floor(Date.parse(asOf) / 86_400_000), rows[0]!.seq];
    await client.query({
      name: 'count',
      text: `SELECT count(*), count(*) FILTER (WHERE certainty = 'possible') FROM (${RAW_BOARD}) AS listed`,
      values,
    });
    await client.query({
      name: 'page',
      text: `SELECT DISTINCT subject FROM (${RAW_BOARD}) AS listed ORDER BY subject LIMIT ${String(PAGE)}`,
      values,
    });
  });
}

/** The rows as files, so that reading them costs the raw engine as good as nothing. */
async function unloaded(client: Client, folder: string): Promise<{ tables: string[]; rows: number }> {
  const { rows: schemas } = await client.query<{ schema: string }>(
    "SELECT 'habeas_rows_' || number AS schema FROM habeas.versions WHERE state = 'active'",
  );
  await client.query(`SET search_path = ${schemas[0]!.schema}`);
  const { rows: found } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = '${schemas[0]!.schema}'`,
  );
  const tables = found.map(({ name }) => name);
  await client.query('CREATE SCHEMA raw');
  let rows = 0;
  for (const table of tables) {
    await client.query(`CREATE TABLE raw.${table} (LIKE ${table} INCLUDING ALL)`);
    const out = client.query(copyTo(`COPY ${table} TO STDOUT`));
    await pipeline(out, createWriteStream(join(folder, `${table}.copy`)));
    rows += out.rowCount;
  }
  return { tables, rows };
}

/** The same rows into the same tables; the second as fast as the engine can: frozen, and indexes that are no key when the rows stand. */
const LOADS = { COPY: copied, 'COPY, indexes last': copiedWithoutIndexes };

async function copied(client: Client, tables: readonly string[], folder: string, options = ''): Promise<void> {
  for (const table of tables) {
    await client.query(`TRUNCATE raw.${table}`);
    await pipeline(
      createReadStream(join(folder, `${table}.copy`)),
      client.query(copyFrom(`COPY raw.${table} FROM STDIN ${options}`)),
    );
  }
}

async function copiedWithoutIndexes(client: Client, tables: readonly string[], folder: string): Promise<void> {
  await client.query('BEGIN');
  await client.query("SET LOCAL maintenance_work_mem = '256MB'");
  const { rows: indexes } = await client.query<{ name: string; made: string }>(
    `SELECT indexname AS name, indexdef AS made FROM pg_indexes WHERE schemaname = 'raw' AND NOT EXISTS
     (SELECT 1 FROM pg_constraint WHERE conname = indexname AND connamespace = 'raw'::regnamespace)`,
  );
  for (const { name } of indexes) await client.query(`DROP INDEX raw."${name}"`);
  await copied(client, tables, folder, '(FREEZE)');
  for (const { made } of indexes) await client.query(made);
  await client.query(`ANALYZE ${tables.map((table) => `raw.${table}`).join(', ')}`);
  await client.query('COMMIT');
}

async function once(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** Events followed in batches, as a projector does that is behind; and how late rows are that follow a log written to at a steady pace. */
export const follow: Phase = async (_events, folder) => {
  if (SERVER === undefined) return [];
  const [behind, steady] = [await databaseOn(SERVER), await databaseOn(SERVER)];
  try {
    return [await followed(behind.url, folder), await lag(steady.url, folder)];
  } finally {
    for (const { drop } of [behind, steady]) await drop();
  }
};

async function followed(url: string, folder: string): Promise<Figure> {
  const store = await openEventStore(`sqlite:${join(folder, 'log.db')}`);
  const models = await openReadModels(url, store);
  const projector = new Projector(await models.current());
  const events: StoredEvent[] = [];
  for await (const event of store.readAll(null)) if (events.push(event) === FOLLOWED_EVENTS) break;
  const ms = await timed(async () => {
    for (let from = 0; from < events.length; from += BATCH) await projector.project(events.slice(from, from + BATCH));
  });
  await models.close();
  await store.close();
  return {
    what: `following on PostgreSQL, ${String(BATCH)} events a transaction`,
    ours: rate(events.length, ms),
    raw: '',
    ratio: null,
  };
}

/** From the answer to the append until the rows have it. */
async function lag(url: string, folder: string): Promise<Figure> {
  const source = await openEventStore(`sqlite:${join(folder, 'log.db')}`);
  const store = await openEventStore(`sqlite:${join(folder, 'steady.db')}`);
  const models = await openReadModels(url, store);
  await models.start();
  const times: Promise<number>[] = [];
  for await (const event of source.readAll(null)) {
    const { stream, revision, data, eventId, type, schemaVersion, recordedBy } = event;
    const next = { eventId, type, schemaVersion, recordedBy, data: data as object };
    const { events } = await store.append(stream, revision === 0 ? 'no_stream' : revision - 1, [next]);
    times.push(timed(() => models.projected(events[0]!.position, LAG_MS_MAX)));
    if (times.length === STEADY_EVENTS) break;
    await pause(1_000 / EVENTS_PER_SECOND);
  }
  const ours = percentiles(await Promise.all(times));
  await models.close();
  await store.close();
  await source.close();
  return {
    what: `rows on PostgreSQL late at ${String(EVENTS_PER_SECOND)} events/s, p50 / p99`,
    ours,
    raw: '',
    ratio: null,
  };
}
