import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { boardAnswer, resolve } from '#domain';
import { openEventStore, type StoredEvent } from '#event-store';
import { openReadModels } from '#read-models';
import { asked, PAGE, rate, spread, timed, type Phase } from './measure.js';
import { scanAndParse } from './raw.js';

/** Where databases may be made, as `postgres://user:password@127.0.0.1:5432/postgres`; without it nothing is measured on PostgreSQL. */
const SERVER = process.env['HABEAS_TEST_POSTGRES'];
const FOLLOWED_EVENTS = 2_000;
const RAW_BOARD = `SELECT subject, certainty FROM segments_v1 WHERE kind = 'person' AND view = 'custody' AND lens = 'working'
  AND listed_under = 'pretrial_detention' AND valid_from <= $1 AND valid_to > $1 AND known_from <= $2 AND known_to > $2`;

/** Rows from zero, beside a scan of the same log and COPY of the same rows into the same tables; then what a board costs beside its plain SQL. */
export const postgres: Phase = async (events, folder) => {
  if (SERVER === undefined) return [];
  const database = `habeas_bench_${randomBytes(4).toString('hex')}`;
  await once(SERVER, `CREATE DATABASE ${database}`);
  const url = new URL(SERVER);
  url.pathname = `/${database}`;
  try {
    return await measured(url.href, { events, folder });
  } finally {
    await once(SERVER, `DROP DATABASE ${database} WITH (FORCE)`);
  }
};

async function measured(url: string, { events, folder }: { events: number; folder: string }) {
  const store = await openEventStore(`sqlite:${join(folder, 'log.db')}`);
  const models = await openReadModels(url, store);
  const ms = await timed(() => models.rebuild());
  const board = await boardTimes(models.reader);
  await models.close();
  await store.close();
  const client = new Client({ connectionString: url });
  await client.connect();
  const { tables, rows } = await unloaded(client, folder);
  const rawMs = await timed(async () => {
    scanAndParse(join(folder, 'log.db'));
    await loaded(client, tables, folder);
  });
  const rawBoard = await rawBoardTimes(client);
  await client.end();
  return [
    {
      what: `rebuild on PostgreSQL (${rows.toLocaleString('en')} rows)`,
      ours: rate(events, ms),
      raw: rate(events, rawMs),
      ratio: rawMs / ms,
    },
    { what: `board on PostgreSQL (counts and a page), p50 / p99`, ours: board, raw: rawBoard, ratio: null },
  ];
}

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

/** As fast as the engine can: in one transaction, frozen, and indexes that are no key when the rows stand. */
async function loaded(client: Client, tables: readonly string[], folder: string): Promise<void> {
  await client.query('BEGIN');
  await client.query("SET LOCAL search_path = raw; SET LOCAL maintenance_work_mem = '256MB'");
  const { rows: indexes } = await client.query<{ name: string; made: string }>(
    `SELECT indexname AS name, indexdef AS made FROM pg_indexes WHERE schemaname = 'raw' AND NOT EXISTS
     (SELECT 1 FROM pg_constraint WHERE conname = indexname AND connamespace = 'raw'::regnamespace)`,
  );
  for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`);
  for (const table of tables) {
    await client.query(`TRUNCATE ${table}`);
    await pipeline(
      createReadStream(join(folder, `${table}.copy`)),
      client.query(copyFrom(`COPY ${table} FROM STDIN (FREEZE)`)),
    );
  }
  for (const { made } of indexes) await client.query(made);
  await client.query('ANALYZE');
  await client.query('COMMIT');
}

async function once(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** Events followed one batch after the other, as a projector that runs does; the raw engine has nothing to set beside it. */
export const follow: Phase = async (_events, folder) => {
  if (SERVER === undefined) return [];
  const database = `habeas_bench_${randomBytes(4).toString('hex')}`;
  await once(SERVER, `CREATE DATABASE ${database}`);
  const url = new URL(SERVER);
  url.pathname = `/${database}`;
  const store = await openEventStore(`sqlite:${join(folder, 'log.db')}`);
  const models = await openReadModels(url.href, store);
  const { Projector } = await import('#read-models');
  const projector = new Projector(await models.current());
  const batches: StoredEvent[][] = [];
  const batch: StoredEvent[] = [];
  for await (const event of store.readAll(null)) {
    batch.push(event);
    if (batch.length === 20) batches.push(batch.splice(0));
    if (batches.length * 20 >= FOLLOWED_EVENTS) break;
  }
  const ms = await timed(async () => {
    for (const one of batches) await projector.project(one);
  });
  await models.close();
  await store.close();
  await once(SERVER, `DROP DATABASE ${database} WITH (FORCE)`);
  return [
    {
      what: 'following on PostgreSQL, 20 events a transaction',
      ours: rate(batches.length * 20, ms),
      raw: '',
      ratio: null,
    },
  ];
};
