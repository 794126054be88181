import { LENSES, PERSON_VIEWS, type Lens } from '#domain';
import { Projector, replayLog, ReplayReader, SqlReader } from '#read-models';
import type { StoredEvent } from '#event-store';
import fc from 'fast-check';
import { DAY_ZERO } from './dates.js';
import { CASES, history, PEOPLE } from './histories.js';
import { describeRows, emptied, type RowsHost, type TestRows } from './stores.js';

const RUNS = Number(process.env['HABEAS_PROPERTY_RUNS'] ?? 10_000);
const SEED = Number(process.env['HABEAS_PROPERTY_SEED'] ?? Date.now() % 1_000_000_000);
const MOMENTS = 5;
const DAYS = 5;
const TRIPLES = MOMENTS * DAYS;

interface Sample {
  readonly events: readonly StoredEvent[];
  readonly cuts: readonly number[];
  readonly moments: readonly number[];
  readonly days: readonly number[];
  readonly lenses: readonly number[];
  readonly views: readonly number[];
}

/** A counterexample as lines that can be read. */
const told = ({ events, cuts, moments, days, lenses, views }: Sample): string =>
  [
    ...events.map(({ stream, knownSince, data }) => {
      const { key, case: _, ...rest } = data as Record<string, unknown>;
      return `${String(key)} ${stream} ${knownSince} ${JSON.stringify(rest)}`;
    }),
    JSON.stringify({ cuts, moments, days, lenses, views }),
  ].join('\n');

const sample: fc.Arbitrary<Sample> = fc.record({
  events: history({ minLength: 4, maxLength: 22 }),
  cuts: fc.array(fc.nat(30), { maxLength: 4 }),
  moments: fc.array(fc.nat(999), { minLength: MOMENTS, maxLength: MOMENTS }),
  days: fc.array(fc.integer({ min: -200, max: 1_400 }), { minLength: DAYS, maxLength: DAYS }),
  lenses: fc.array(fc.nat(8), { minLength: DAYS, maxLength: DAYS }),
  views: fc.array(fc.nat(999), { minLength: DAYS, maxLength: DAYS }),
});

describeRows('the rows', ({ start, share }) => {
  const runs = Math.ceil((RUNS * share) / TRIPLES);
  let store: TestRows;
  let host: RowsHost;
  beforeAll(async () => {
    host = await start();
    store = await host.tables();
  });
  afterAll(async () => {
    await store.close();
    await host.close();
  });

  it(`equal the plain replay for any day, as known on any day, by any lens (${runs * TRIPLES} triples, HABEAS_PROPERTY_SEED=${SEED})`, async () => {
    const property = fc.asyncProperty(sample, async (one) => {
      await emptied(store);
      await projectInPieces(store, one);
      await expectEqual(new SqlReader(store), new ReplayReader(await replayLog(one.events)), one);
    });
    const details = await fc.check(property, {
      numRuns: runs,
      seed: SEED,
      endOnFailure: process.env['HABEAS_PROPERTY_SHRINK'] === undefined,
    });
    if (details.failed) throw new Error(`${String(details.errorInstance)}\n${told(details.counterexample![0])}`);
  }, 600_000);
});

/** In batches cut anywhere, each starting a few events before where the last one ended. */
async function projectInPieces(store: TestRows, { events, cuts }: Sample): Promise<void> {
  const projector = new Projector(store);
  let from = 0;
  for (const cut of [...cuts.toSorted((a, b) => a - b), events.length]) {
    await projector.project(events.slice(Math.max(0, from - 2), cut));
    from = Math.max(from, Math.min(cut, events.length));
  }
}

async function expectEqual(
  rows: SqlReader,
  replay: ReplayReader,
  { events, moments, days, lenses, views }: Sample,
): Promise<void> {
  for (const draw of moments) {
    const position = String((draw % events.length) + 1);
    const moment = (await replay.momentOf(position))!;
    expect(await rows.momentOf(position)).toEqual(moment);
    for (const [index, day] of days.entries()) {
      const lens: Lens = LENSES[lenses[index]!] ?? 'working';
      const query = { moment, asOf: DAY_ZERO + day, lens };
      const view = PERSON_VIEWS[views[index]! % PERSON_VIEWS.length]!;
      const value = views[index]! % 3 === 0 ? view.values[views[index]! % view.values.length] : undefined;
      const board = {
        ...query,
        view: view.name,
        ...(value !== undefined && { value }),
        ...(views[index]! % 5 === 0 && { country: 'NO' }),
      };
      expect(await answers(rows, query, board)).toEqual(await answers(replay, query, board));
      const spell = {
        moment,
        lens,
        view: view.name,
        values: view.values.slice(1 + index),
        from: query.asOf,
        to: query.asOf + [0, 20, 300][(draw + index) % 3]!,
        ...(draw % 2 === 0 && { confirmed: { from: query.asOf - 200, to: query.asOf + 50 } }),
      };
      const after = index % 2 === 0 ? null : 'TST-01';
      expect(await rows.spells(spell, after, 2)).toEqual(await replay.spells(spell, after, 2));
      expect(await rows.turns(spell.from, spell.to, moment)).toEqual(await replay.turns(spell.from, spell.to, moment));
    }
    for (const reference of [...PEOPLE, ...CASES]) {
      expect(await rows.subject(reference, moment)).toEqual(await replay.subject(reference, moment));
      expect((await rows.developmentsOf(reference, moment)).map(({ seq }) => seq)).toEqual(
        (await replay.developmentsOf(reference, moment)).map(({ seq }) => seq),
      );
      expect(await rows.everMembers(reference, moment)).toEqual(await replay.everMembers(reference, moment));
    }
    expect(await rows.subjects(moment)).toEqual(await replay.subjects(moment));
    expect(await rows.developmentsAfter(draw % 7, moment, 5)).toEqual(
      await replay.developmentsAfter(draw % 7, moment, 5),
    );
    for (const party of ['Red', 'Green'])
      expect(await rows.partyCountries(party, moment)).toEqual(await replay.partyCountries(party, moment));
  }
}

const SUBJECTS = [
  ...PEOPLE,
  ...CASES.map((one) => `case:${one}`),
  'case:TST-01',
  'party:IS:Red',
  'party:NO:Green',
  'party:SE:Red',
];

type Reader = SqlReader | ReplayReader;

async function answers(
  reader: Reader,
  query: Parameters<Reader['segments']>[1],
  board: Parameters<Reader['boardRows']>[0],
): Promise<unknown> {
  const statuses: Record<string, unknown> = {};
  for (const subject of SUBJECTS)
    statuses[subject] = Object.fromEntries([...(await reader.segments(subject, query))].sort());
  const all = await reader.boardRows(board, null, 100);
  return {
    statuses,
    counts: await reader.boardCounts(board),
    all,
    page: await reader.boardRows(board, 'TST-01', 2),
    groups: await reader.groups(board),
    among: await reader.boardCounts({ ...board, among: ['TST-02', 'TST-03'] }),
  };
}
