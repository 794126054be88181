import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolve, type Question, type RecordReader } from '#domain';
import { importFiles, openEventStore } from '#event-store';
import { openReadModels, replayLog, ReplayReader } from '#read-models';

export const SAMPLE = 'samples/cambodia.ndjson';
export const ABROAD = 'test/checks-abroad/histories.ndjson';

/** A record read from import files: by its rows, and by the replay of its log. */
export interface Loaded {
  readonly rows: RecordReader;
  readonly replay: RecordReader;
  close(): Promise<void>;
}

export async function recordOf(...files: readonly string[]): Promise<Loaded> {
  const store = await openEventStore('sqlite::memory:');
  const report = await importFiles(store, files, { officer: 'test', now: () => new Date('2026-11-22T12:00:00Z') });
  if (report.stored !== report.lines) throw new Error(JSON.stringify(report.faults.slice(0, 3)));
  const models = await openReadModels('sqlite::memory:', store);
  await models.catchUp(60_000);
  return {
    rows: models.reader,
    replay: new ReplayReader(await replayLog(store.readAll(null))),
    close: async () => {
      await models.close();
      await store.close();
    },
  };
}

export const asked = (reader: RecordReader, asOf: string, knownAt?: string, lens?: string): Promise<Question> =>
  resolve(reader, { asOf, knownAt, lens }, 0);

export type Line = Readonly<Record<string, unknown>>;
export const linesOf = (file: string): Line[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Line);

const vouchedFor = { assertions: [{ by: 'committee', source: 'made up' }] };

/** A development as an import file has it, known since the day on which it happened unless it says otherwise. */
export const line = (reference: string, type: string, occurredOn: string, facts: Line = {}, more: Line = {}): Line => ({
  case: reference,
  type,
  occurredOn,
  facts,
  knownSince: occurredOn,
  ...vouchedFor,
  ...more,
});

export const opened = (reference: string, day: string, facts: Line = {}): Line =>
  line(reference, 'CaseOpened', day, { kind: 'individual', country: 'IS', name: `Person ${reference}`, ...facts });

export async function recordOfLines(lines: readonly Line[]): Promise<Loaded> {
  const folder = mkdtempSync(join(tmpdir(), 'habeas-reports-'));
  const file = join(folder, 'lines.ndjson');
  writeFileSync(file, lines.map((one) => JSON.stringify(one)).join('\n'));
  try {
    return await recordOf(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
