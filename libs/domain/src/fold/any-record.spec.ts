import fc from 'fast-check';
import { collective, ev, given, opened, type Line } from '../../../../test/support/given.js';
import { entryOf, eventTypes, type EventType } from '../events/catalogue.js';
import { LENSES, VOICES } from '../record/development.js';
import { FIRST_DAY, isoOf, LAST_DAY, parseDay } from '../time/day.js';
import { VIEWS } from '../views/catalogue.js';
import { word } from '../views/word.js';
import { RecordAt } from './record.js';
import { bodyText } from './status-body.js';
import type { Segment } from './cut.js';

/** What begins most things; few events begin something otherwise. */
const BEGINNINGS = new Set([
  'StatusReported',
  'HouseArrestImposed',
  'HouseArrestLifted',
  'DetentionConditionsReported',
  'SupervisionImposed',
  'SupervisionLifted',
  'TravelRestricted',
  'TravelRestored',
]);

const [P, C] = ['TST-01', 'TST-COLL-01'];
const FIRST = parseDay('2018-01-01')!;
const TYPES = (Object.keys(eventTypes) as EventType[]).filter(
  (type) => !entryOf(type).needsTarget && type !== 'CaseOpened' && type !== 'StatusReported',
);

const day = fc.nat(400).map((days) => isoOf(FIRST + days));
const range = fc
  .tuple(fc.nat(400), fc.nat(60))
  .map(([from, length]) => [isoOf(FIRST + from), isoOf(FIRST + from + length)] as const);
const occurredOn = fc.oneof(
  { weight: 3, arbitrary: day },
  range.map(([from, to]) => `[${from}..${to}]`),
  range.map(([from, to]) => `${from}/${to}`),
  day.map((on) => `../${on}`),
  fc.constantFrom('2018', '2018-05', '2018-12', '2018-03-04T10:00', '2018-03-04T09:00'),
);
const assertion = fc.record(
  {
    by: fc.constantFrom(...VOICES),
    stance: fc.constantFrom('alleges' as const, 'denies' as const),
    occurredOn: day,
    place: fc.constant({ text: 'elsewhere' }),
  },
  { requiredKeys: ['by'] },
);
const words = VIEWS.flatMap((view) => view.values.map((value) => [view.name, value] as const));
const told = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(...TYPES).map((type) => [type, { ...entryOf(type).example }] as const),
  },
  fc
    .constantFrom(...words)
    .map(([view, value]) => ['StatusReported', { view, value, details: { name: 'Party' } }] as const),
);
const event = fc.record({
  told,
  occurredOn,
  by: fc.oneof(
    { weight: 3, arbitrary: fc.constant([{ by: 'committee' as const }]) },
    fc.array(assertion, { minLength: 1, maxLength: 3 }),
  ),
  after: fc.option(fc.nat(20), { freq: 6 }),
  still: fc.option(day, { freq: 6 }),
  inferred: fc.boolean(),
});

/** Whatever an officer may log, however contradictory. */
const lines = fc.array(event, { maxLength: 14 }).map((events) =>
  events.flatMap(({ told: [type, facts], occurredOn: on, by, after, still, inferred }, index): Line[] => {
    const more = {
      key: `e${index}`,
      by,
      knownSince: '2020-01-01',
      ...(after !== null && after !== index && { after: `e${after}` }),
    };
    const many = entryOf(type).hits === 'people' && !['partyStatus', 'caseStatus'].includes(word(facts, 'view'));
    const line = ev(C, type, on, facts, {
      ...more,
      ...(many && { appliesTo: { references: [P], ...(inferred && { basis: 'inferred' }) } }),
    });
    return still === null
      ? [line]
      : [
          line,
          ev(C, 'SourceAdded', '2019-12-01', { stillOn: still }, { target: `e${index}`, knownSince: '2020-01-02' }),
        ];
  }),
);

function isInOrder(segments: readonly Segment[]): void {
  let last = FIRST_DAY;
  for (const { from, to } of segments) {
    expect([from >= last, to > from, to <= LAST_DAY]).toEqual([true, true, true]);
    last = to;
  }
}

function isSound({ value, otherwise, certainty, body }: Segment, values: readonly string[]): void {
  expect(values).toEqual(expect.arrayContaining([value, ...otherwise]));
  expect(new Set([value, ...otherwise]).size).toBe(otherwise.length + 1);
  expect(certainty === 'possible').toBe(otherwise.length > 0);
  if (value !== values[0]) expect(body.because.length).toBeGreaterThan(0);
  // Rows keep the text, and are read as JSON.
  expect(bodyText(body)).toBe(JSON.stringify(body));
}

describe('any record', () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000_007);

  it(`has one answer for every day, view and lens, and the same again (SEED=${seed})`, () => {
    fc.assert(
      fc.property(lines, (drawn) => {
        const { log } = given(opened(P), collective(C), ...drawn);
        for (const view of VIEWS) {
          const reference = { person: P, case: C, party: 'IS:Party' }[view.of];
          const kind = view.of;
          for (const lens of LENSES) {
            const segments = new RecordAt(log).segments(kind, reference, view, lens);
            isInOrder(segments);
            for (const segment of segments) isSound(segment, view.values);
            expect(new RecordAt(log).segments(kind, reference, view, lens)).toEqual(segments);
          }
        }
      }),
      { seed, numRuns: 40 },
    );
  });

  it(`tells nothing in a view before something begins in it, whatever else the view reads (SEED=${seed})`, () => {
    fc.assert(
      fc.property(lines, (drawn) => {
        for (const view of VIEWS.filter((one) => one.begunBy)) {
          const { log } = given(
            opened(P),
            collective(C),
            ...drawn.filter((line) => !BEGINNINGS.has(String(line.type))),
          );
          const { begunBy: _, ...readInFull } = view;
          for (const lens of LENSES)
            expect(new RecordAt(log).segments('person', P, readInFull, lens)).toEqual(
              new RecordAt(log).segments('person', P, view, lens),
            );
        }
      }),
      { seed, numRuns: 100 },
    );
  });
});
