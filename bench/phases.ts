import { createReadStream, createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { boardAnswer, checkDevelopment, eventIdOf, resolve, statusAnswer } from '#domain';
import { importFiles, openEventStore, type NewEvent } from '#event-store';
import { openReadModels } from '#read-models';
import { asked, PAGE, peakMiB, perSecond, rate, spread, timed, type Phase } from './measure.js';
import { kurrentdb } from './kurrentdb.js';
import { follow, postgres, rebuildOnServers } from './postgres.js';
import { RawLog, copyRows, scanAndParse } from './raw.js';
import { generateRecord, type Line } from './record.js';

const SINGLE_APPENDS = 4_000;
const SINGLE_APPENDS_A_TURN = 200;
/** Not counted: until the engine has compiled what it runs often. */
const WARM_UP = 2_000;
const WRITERS = 64;
const RAW_BATCH = 1_000;

function newEvents(count: number): { stream: string; event: NewEvent; line: Line }[] {
  return [...generateRecord(count)].map((line) => {
    const { knownSince: _, ...content } = line;
    const checked = checkDevelopment(content, { nowMs: Date.now() });
    if ('faults' in checked) throw new Error(JSON.stringify(checked.faults));
    const { development } = checked;
    const event = {
      eventId: eventIdOf(development.case, development.key),
      type: development.type,
      schemaVersion: 1,
      data: development,
      recordedBy: 'bench',
    };
    return { stream: `case-${development.case}`, event, line };
  });
}

/** One durable append after another, and 64 writers at once: beside single durable commits of the raw engine. */
export const append: Phase = async (_events, folder) => {
  await warmUp(folder);
  const events = newEvents(SINGLE_APPENDS);
  const raw = new RawLog(join(folder, 'raw-append.db'));
  const one = await openEventStore(`sqlite:${join(folder, 'one.db')}`);
  const revisions = new Map<string, number>();
  const next = (stream: string) => {
    const revision = revisions.get(stream) ?? -1;
    revisions.set(stream, revision + 1);
    return revision < 0 ? ('no_stream' as const) : revision;
  };
  let [rawMs, oneMs] = [0, 0];
  // By turns, for a disk that others use too is now quick and now slow.
  for (let from = 0; from < events.length; from += SINGLE_APPENDS_A_TURN) {
    const turn = events.slice(from, from + SINGLE_APPENDS_A_TURN);
    rawMs += await timed(() => turn.forEach(({ line }) => raw.insert(line)));
    oneMs += await timed(async () => {
      for (const { stream, event } of turn) await one.append(stream, next(stream), [event]);
    });
  }
  raw.close();
  await one.close();
  const many = await openEventStore(`sqlite:${join(folder, 'many.db')}`);
  const total = SINGLE_APPENDS * 5;
  const manyMs = await timed(() =>
    Promise.all(
      Array.from({ length: WRITERS }, (_, writer) => write(many, writer, Math.ceil(total / WRITERS), events[0]!.event)),
    ),
  );
  await many.close();
  return [
    {
      what: 'one durable append',
      ours: rate(events.length, oneMs),
      raw: rate(events.length, rawMs),
      ratio: rawMs / oneMs,
    },
    {
      what: '64 concurrent writers, to raw single commits',
      ours: rate(total, manyMs),
      raw: rate(events.length, rawMs),
      ratio: perSecond(total, manyMs) / perSecond(events.length, rawMs),
    },
  ];
};

async function warmUp(folder: string): Promise<void> {
  const { event, line } = newEvents(100)[0]!;
  const raw = new RawLog(join(folder, 'warm-raw.db'));
  const store = await openEventStore(`sqlite:${join(folder, 'warm.db')}`);
  for (let n = 0; n < WARM_UP; n += 1) raw.insert(line);
  await write(store, 0, WARM_UP, event);
  raw.close();
  await store.close();
}

async function write(
  store: Awaited<ReturnType<typeof openEventStore>>,
  writer: number,
  count: number,
  event: NewEvent,
): Promise<void> {
  const stream = `case-W-${String(writer)}`;
  for (let n = 0; n < count; n += 1)
    await store.append(stream, n === 0 ? 'no_stream' : n - 1, [{ ...event, eventId: eventIdOf(stream, String(n)) }]);
}

/** Makes the import file that the later phases use. */
export const generate: Phase = async (events, folder) => {
  const out = createWriteStream(join(folder, 'record.ndjson'));
  for (const line of generateRecord(events))
    if (!out.write(`${JSON.stringify(line)}\n`)) await new Promise((wake) => out.once('drain', () => wake(undefined)));
  out.end();
  await finished(out);
  return [];
};

/** A file of developments into an empty log; the raw engine parses the same lines and writes them 1,000 a transaction. */
export const bulkImport: Phase = async (events, folder) => {
  const file = join(folder, 'record.ndjson');
  await warmUpImport(folder);
  const ms = await importedInto(join(folder, 'log.db'), file);
  const peak = peakMiB();
  const raw = new RawLog(join(folder, 'raw-import.db'));
  const rawMs = await timed(async () => {
    let batch: Line[] = [];
    for await (const text of createInterface({ input: createReadStream(file) })) {
      if (batch.push(JSON.parse(text) as Line) < RAW_BATCH) continue;
      raw.insertAll(batch);
      batch = [];
    }
    raw.insertAll(batch);
  });
  raw.close();
  return [{ what: 'bulk import', ours: rate(events, ms), raw: rate(events, rawMs), ratio: rawMs / ms, peakMiB: peak }];
};

async function warmUpImport(folder: string): Promise<void> {
  const file = join(folder, 'warm.ndjson');
  writeFileSync(file, [...generateRecord(WARM_UP)].map((line) => `${JSON.stringify(line)}\n`).join(''));
  await importedInto(join(folder, 'warm-import.db'), file);
}

/** @returns how many milliseconds it took */
async function importedInto(log: string, file: string): Promise<number> {
  const store = await openEventStore(`sqlite:${log}`, { isBulk: true });
  const ms = await timed(async () => {
    const report = await importFiles(store, [file], { officer: 'bench', now: () => new Date() });
    if (report.stored !== report.lines)
      throw new Error(
        `Imported ${String(report.stored)} of ${String(report.lines)}: ${JSON.stringify(report.faults.slice(0, 3))}`,
      );
  });
  await store.close();
  return ms;
}

/** Rows from zero; the raw engine scans and parses the same log and writes the same rows into the same tables. */
export const rebuild: Phase = async (events, folder) => {
  const views = join(folder, 'views.db');
  const store = await openEventStore(`sqlite:${join(folder, 'log.db')}`);
  const models = await openReadModels(`sqlite:${views}`, store);
  const ms = await timed(() => models.rebuild());
  await models.close();
  await store.close();
  const peak = peakMiB();
  let rows = 0;
  const rawMs = await timed(() => {
    scanAndParse(join(folder, 'log.db'));
    rows = copyRows(views, join(folder, 'raw-views.db'));
  });
  return [
    {
      what: `rebuild (${rows.toLocaleString('en')} rows)`,
      ours: rate(events, ms),
      raw: rate(events, rawMs),
      ratio: rawMs / ms,
      peakMiB: peak,
    },
  ];
};

/** Questions on random days of either clock, answered from the rows as the api answers them. */
export const questions: Phase = async (_events, folder) => {
  const store = await openEventStore(`sqlite:${join(folder, 'log.db')}`);
  const models = await openReadModels(`sqlite:${join(folder, 'views.db')}`, store, { readonly: true });
  const { reader } = models;
  const people = await reader.subjects(await reader.momentAt(null), 'individual');
  const ofPeople = asked().map((one, n) => ({ ...one, person: people[(n * 7907) % people.length]!.reference }));
  const status = await spread(ofPeople, async ({ asOf, knownAt, person }) => {
    const question = await resolve(reader, { asOf, knownAt }, 0);
    await statusAnswer(reader, person, question).catch(() => null);
  });
  const board = await spread(asked(), async ({ asOf, knownAt }) => {
    const question = await resolve(reader, { asOf, knownAt }, 0);
    await boardAnswer(reader, { view: 'custody', value: 'pretrial_detention', limit: PAGE }, question);
  });
  await models.close();
  await store.close();
  return [
    { what: 'one status, p50 / p99', ours: status, raw: '', ratio: null },
    { what: `one board (counts and a page of ${String(PAGE)}), p50 / p99`, ours: board, raw: '', ratio: null },
  ];
};

export const PHASES: Readonly<Record<string, Phase>> = {
  append,
  generate,
  bulkImport,
  rebuild,
  questions,
  postgres,
  follow,
  kurrentdb,
  rebuildOnServers,
};
