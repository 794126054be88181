import { readFileSync } from 'node:fs';
import {
  cardLabel,
  CLOSURE_KINDS,
  countriesByRegion,
  DIMENSIONS,
  LANGUAGES,
  labelsIn,
  openedFigure,
  questionOfYear,
  REGION_LABELS,
  regionOf,
  statisticsAnswer,
  VIOLATION_CODES,
  yearlyLabel,
  type StatisticsAsked,
} from '#reports';
import { ENGLISH, parseDay, resolve, worded, type Question, type RecordReader } from '#domain';
import { ABROAD, line, opened, recordOf, recordOfLines, SAMPLE, type Line, type Loaded } from './record.js';

interface Figure {
  readonly id: string;
  readonly of: string;
  readonly count: number | null;
  readonly possible: number | null;
  readonly atLeast: number | null;
  readonly atMost: number | null;
  readonly suppressed: boolean;
  readonly open: string | null;
  readonly stated?: readonly Line[];
}
interface Answer {
  readonly asOf: string;
  readonly position: string;
  readonly period: { readonly from: string | null; readonly to: string };
  readonly note: string | null;
  readonly figures: readonly Figure[];
  readonly groups: readonly { readonly key: string; readonly label: string; readonly figures: readonly Figure[] }[];
}
interface Row {
  readonly reference: string;
  readonly certain: boolean;
  readonly days?: { readonly certain: number; readonly possible: number; readonly confirmed: number };
}

interface When extends StatisticsAsked {
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly today?: string;
}

async function questionOf(reader: RecordReader, { year, asOf, knownAt, today }: When): Promise<Question> {
  const question = await resolve(reader, { asOf, knownAt }, parseDay(today ?? '2026-11-22')!);
  return year === undefined ? question : questionOfYear(reader, question, { year, asOf, knownAt });
}

async function statistics(reader: RecordReader, when: When): Promise<Answer> {
  return (await statisticsAnswer(reader, when, await questionOf(reader, when))) as unknown as Answer;
}

async function rowsOf(reader: RecordReader, when: When, open: string): Promise<readonly Row[]> {
  return (await openedFigure(reader, { ...when, open }, await questionOf(reader, when)))['rows'] as readonly Row[];
}

const figure = (answer: Answer, id: string): Figure =>
  [...answer.figures, ...answer.groups.flatMap(({ figures }) => figures)].find((one) => one.id === id)!;
const brief = ({ count, possible, atLeast, atMost }: Figure) => [count, possible, atLeast, atMost];

const verdict = (reference: string, day: string) =>
  line(reference, 'VerdictDelivered', day, {
    proceeding: 'p',
    outcome: 'convicted',
    inAbsentia: 'yes',
    term: 'P5Y',
    execution: 'prison',
  });

const LINES = [
  opened('TST-01', '2019-01-01', { gender: 'female', chamber: 'Upper' }),
  opened('TST-02', '2019-02-01', { gender: 'male' }),
  opened('NOR-03', '2019-03-01', { gender: 'male', country: 'NO' }),
  line('TST-01', 'Arrested', '2019-05-01', {}),
  line('TST-01', 'DetentionOrdered', '2019-05-03', { title: 'pretrial_order', proceeding: 'p' }),
  line('TST-01', 'Released', '2019-05-10', { ends: 'all' }),
  line('TST-02', 'Fled', '[2019-12-20..2020-01-10]', {}, { knownSince: '2020-02-01' }),
  line('NOR-03', 'CommunicationSent', '2020-03-01', { with: 'authorities' }),
  verdict('TST-02', '2020-03-05'),
  line('NOR-03', 'Killed', '2020-06-01', { motive: 'political' }),
  line('NOR-03', 'CaseClosed', '2020-12-01', { kind: 'death_and_resolved' }),
];

describe('the statistics', () => {
  let record: Loaded;
  beforeAll(async () => void (record = await recordOfLines(LINES)));
  afterAll(() => record.close());

  it('count whoever was before the Committee on some day of the year, and what was so on some day of it', async () => {
    const of2019 = await statistics(record.rows, { year: '2019' });
    expect(brief(figure(of2019, 'persons'))).toEqual([3, 0, 3, 3]);
    expect(brief(figure(of2019, 'newCases'))).toEqual([3, 0, 3, 3]);
    expect(brief(figure(of2019, 'detained'))).toEqual([1, 0, 1, 1]);
    expect(brief(figure(of2019, 'killed'))).toEqual([0, 0, 0, 0]);
    const of2020 = await statistics(record.rows, { year: '2020' });
    expect(brief(figure(of2020, 'detained'))).toEqual([0, 0, 0, 0]);
    expect(brief(figure(of2020, 'sentencedInAbsentia'))).toEqual([1, 0, 1, 1]);
    expect(brief(figure(of2020, 'killed'))).toEqual([1, 0, 1, 1]);
    expect(brief(figure(of2020, 'closedCases'))).toEqual([1, 0, 1, 1]);
    expect(brief(figure(of2020, 'closedCases.death_and_resolved'))).toEqual([1, 0, 1, 1]);
    const of2021 = await statistics(record.rows, { year: '2021' });
    expect(brief(figure(of2021, 'persons'))).toEqual([2, 0, 2, 2]);
  });

  it('count a closure of any kind that an officer gave it, even one that every object inherits something by', async () => {
    const odd = await recordOfLines([
      opened('TST-01', '2019-01-01'),
      line('TST-01', 'CaseClosed', '2020-12-01', { kind: 'constructor' }),
    ]);
    for (const language of LANGUAGES) {
      const of2020 = await statistics(odd.rows, { year: '2020', language });
      expect(figure(of2020, 'closedCases.constructor')).toMatchObject({
        count: 1,
        about: expect.stringMatching(/: constructor$/) as string,
      });
    }
    await odd.close();
  });

  it('count apart what may have been so', async () => {
    expect(brief(figure(await statistics(record.rows, { year: '2019' }), 'inExile'))).toEqual([0, 1, 0, 1]);
    expect(brief(figure(await statistics(record.rows, { year: '2020' }), 'inExile'))).toEqual([1, 0, 1, 1]);
  });

  it('of a day count what is so on that day, and what began and ended until then', async () => {
    const day = await statistics(record.rows, { asOf: '2019-05-05' });
    expect(brief(figure(day, 'detained'))).toEqual([1, 0, 1, 1]);
    expect(brief(figure(day, 'daysInDetention'))).toEqual([5, 0, 5, 5]);
    const later = await statistics(record.rows, { asOf: '2020-12-31' });
    expect(brief(figure(later, 'detained'))).toEqual([0, 0, 0, 0]);
    expect(brief(figure(later, 'newCases'))).toEqual([3, 0, 3, 3]);
  });

  it('count days in detention, both ends as the views do, and how many of them a source confirms', async () => {
    const of2019 = figure(await statistics(record.rows, { year: '2019' }), 'daysInDetention');
    expect(brief(of2019)).toEqual([9, 0, 9, 9]);
    // As it was known while the detention went on: carried forward to that day, confirmed until the order.
    const then = figure(await statistics(record.rows, { year: '2019', knownAt: '2019-05-04' }), 'daysInDetention');
    expect([then.count, then.atLeast]).toEqual([4, 3]);
  });

  it('count the silence of the authorities from the first letter that they left without an answer', async () => {
    const day = await statistics(record.rows, { asOf: '2020-03-31' });
    expect(brief(figure(day, 'silentCases')).slice(0, 2)).toEqual([1, 0]);
    expect(figure(day, 'daysOfSilence').count).toBe(30);
  });

  it('count each day of silence in the year in which it fell, so that the years add up to the whole', async () => {
    const silent = await recordOfLines([
      opened('TST-01', '2018-01-01'),
      line('TST-01', 'CommunicationSent', '2018-11-30', { with: 'authorities' }),
    ]);
    const days = async (when: When) => figure(await statistics(silent.rows, when), 'daysOfSilence').count;
    const years = [await days({ year: '2018' }), await days({ year: '2019' }), await days({ year: '2020' })];
    expect(years).toEqual([31, 365, 366]);
    expect(await days({ asOf: '2020-12-31' })).toBe(31 + 365 + 366);
    await silent.close();
  });

  it('count no day of silence on which the case was not before the Committee', async () => {
    const reopened = await recordOfLines([
      opened('TST-01', '2018-01-01'),
      line('TST-01', 'CommunicationSent', '2018-11-30', { with: 'authorities' }),
      line('TST-01', 'CaseClosed', '2019-01-11', { kind: 'no_further_action' }),
      line('TST-01', 'CaseReopened', '2021-12-22', {}),
    ]);
    const days = async (when: When) => brief(figure(await statistics(reopened.rows, when), 'daysOfSilence'));
    expect(await days({ year: '2019' })).toEqual([10, 0, 10, 10]);
    expect(await days({ year: '2020' })).toEqual([0, 0, 0, 0]);
    expect(await days({ year: '2021' })).toEqual([10, 0, 10, 10]);
    expect(await days({ asOf: '2021-12-31' })).toEqual([51, 0, 51, 51]);
    await reopened.close();
  });

  it.each([
    ['country', { IS: 2, NO: 1 }],
    ['region', { europe: 3 }],
    ['sex', { female: 1, male: 2 }],
    ['chamber', { Upper: 1, not_stated: 2 }],
    ['side', { not_stated: 3 }],
  ] as const)('are broken down by %s', async (by, counts) => {
    const { groups } = await statistics(record.rows, { year: '2019', by });
    const told = groups.map(({ key, figures }) => [key, figures.find(({ id }) => id === `persons/${key}`)?.count]);
    expect(Object.fromEntries(told)).toEqual(counts);
  });

  it('answer a year that they know as a year, with the record of any moment', async () => {
    const before = await statistics(record.rows, { year: '2019', knownAt: '2019-01-15' });
    expect(figure(before, 'persons').count).toBe(1);
  });

  it('refuse to open what is no figure of theirs', async () => {
    await expect(rowsOf(record.rows, { year: '2019' }, 'detained/female')).rejects.toMatchObject({ parameter: 'open' });
  });
});

describe('the statistics of a year that is not over', () => {
  let record: Loaded;
  beforeAll(
    async () =>
      void (record = await recordOfLines([
        opened('TST-01', '2019-01-01', { gender: 'female' }),
        line('TST-01', 'Arrested', '2019-05-01'),
        line('TST-01', 'CommunicationSent', '2019-05-02', { with: 'authorities' }),
        line('TST-01', 'Released', '2019-11-01', { ends: 'all' }),
        line('TST-01', 'Killed', '2020-02-03'),
      ])),
  );
  afterAll(() => record.close());

  const told = async (when: When) => {
    const answer = await statistics(record.rows, when);
    const count = (id: string) => figure(answer, id).count;
    return [answer.period.to, count('daysInDetention'), count('daysOfSilence')];
  };

  it('count no day that had not come by what is known at: nobody was detained on it, and nobody was silent', async () => {
    expect(await told({ year: '2019', knownAt: '2019-05-11' })).toEqual(['2019-05-11', 11, 9]);
    expect(await told({ year: '2019', knownAt: '2019-05-11T23:30:00-05:00' })).toEqual(['2019-05-12', 12, 10]);
    expect(await told({ year: '2019', knownAt: '2020-01-02' })).toEqual(['2019-12-31', 184, 243]);
  });

  it('count no day that has not come', async () => {
    expect(await told({ year: '2020', today: '2020-02-04' })).toEqual(['2020-02-04', 0, 35]);
    expect(await told({ year: '2020', today: '2020-02-04', knownAt: '2030-01-01' })).toEqual(['2020-02-04', 0, 35]);
  });

  it('are those of a position until the next event was known, or of today where there is none yet', async () => {
    const { position } = await statistics(record.rows, { year: '2019', knownAt: '2019-05-11' });
    expect(await told({ year: '2019', knownAt: position })).toEqual(['2019-11-01', 185, 183]);
    const today = '2020-02-04';
    const whole = await statistics(record.rows, { year: '2020', today });
    expect(await statistics(record.rows, { year: '2020', today, knownAt: whole.position })).toEqual(whole);
  });

  it('may be asked of the days up to one of them, and open so: the same at any time', async () => {
    const then = await statistics(record.rows, { year: '2019', knownAt: '2019-05-11' });
    expect(figure(then, 'daysInDetention').open).toContain('year=2019&asOf=2019-05-11&knownAt=');
    const again = { year: '2019', asOf: '2019-05-11', knownAt: then.position };
    expect(figure(await statistics(record.rows, again), 'daysInDetention')).toEqual(figure(then, 'daysInDetention'));
    const other = { year: '2019', asOf: '2018-05-11' };
    await expect(statistics(record.rows, other)).rejects.toMatchObject({ parameter: 'asOf' });
  });

  it('open into what they count also where they are asked to the end of a year that the record does not reach', async () => {
    const whole = { year: '2019', asOf: '2019-12-31' };
    const then = figure(await statistics(record.rows, { ...whole, knownAt: '2019-05-11' }), 'daysInDetention');
    const link = Object.fromEntries(new URLSearchParams(then.open!.split('?')[1])) as unknown as When;
    const [row] = await rowsOf(record.rows, link, 'daysInDetention');
    expect([then.count, row!.days!.certain]).toEqual([245, 245]);
  });

  it('say up to which day they count, those of a whole year nothing', async () => {
    const when = { year: '2019', knownAt: '2019-05-01' } as const;
    expect((await statistics(record.rows, when)).note).toBe(
      'Counted up to 1 May 2019: later days of 2019 are not counted',
    );
    expect((await statistics(record.rows, { ...when, language: 'fr' })).note).toBe(
      'Compté jusqu’au 1er mai 2019\u00A0: les jours ultérieurs de 2019 ne sont pas comptés',
    );
    expect((await statistics(record.rows, { year: '2019' })).note).toBeNull();
  });

  it('are refused where none of its days had come, with what may be asked instead', async () => {
    await expect(statistics(record.rows, { year: '2020', knownAt: '2019-05-11' })).rejects.toMatchObject({
      parameter: 'year',
      message:
        'year must have begun: no day of 2020 had come by 2019-05-11. Ask about an earlier year, or as of a day of it',
    });
  });
});

describe('a figure', () => {
  it.each([
    [SAMPLE, { year: '2018' }, ['sex', 'violation']],
    [SAMPLE, { asOf: '2018-10-18', knownAt: '2018-10-18' }, ['chamber']],
    [SAMPLE, { asOf: '2026-02-18' }, ['side', 'yearlyLabel']],
    [ABROAD, { year: '2019' }, ['country', 'region']],
    [ABROAD, { asOf: '2021-06-30' }, ['sex']],
  ] as const)(
    'of %s %j opens into exactly what it counts, by %j too',
    async (file, when, dimensions) => {
      const record = await recordOf(file);
      let opened_ = 0;
      for (const by of [undefined, ...dimensions]) {
        const answer = await statistics(record.rows, { ...when, by });
        for (const one of [...answer.figures, ...answer.groups.flatMap(({ figures }) => figures)]) {
          if (by !== undefined && answer.figures.includes(one)) continue;
          const rows = await rowsOf(record.rows, { ...when, by }, one.id);
          const certain = rows.filter((row) => row.certain);
          const days = (pick: 'certain' | 'possible') => rows.reduce((sum, row) => sum + row.days![pick], 0);
          const listed =
            one.of === 'days' ? [days('certain'), days('possible')] : [certain.length, rows.length - certain.length];
          expect([one.id, one.count, one.possible]).toEqual([one.id, ...listed]);
          expect(one.atLeast!).toBeLessThanOrEqual(one.atMost ?? Infinity);
          opened_ += 1;
        }
      }
      expect(opened_).toBeGreaterThan(20);
      await record.close();
    },
    120_000,
  );

  it('of whom sources count without naming them is a bound, and nobody in the rows', async () => {
    const record = await recordOf(SAMPLE);
    const when = { asOf: '2026-02-18' };
    const exile = figure(await statistics(record.rows, when), 'inExile');
    expect(exile.stated!.map(({ words }) => words)).toContain('seventeen former parliamentarians');
    expect((await rowsOf(record.rows, when, 'inExile')).length).toBe(exile.count! + exile.possible!);
    const absentia = figure(await statistics(record.rows, when), 'sentencedInAbsentia');
    expect(absentia.atLeast).toBe(17);
    expect(absentia.count).toBeLessThan(17);
    await record.close();
  });

  it('that is small is suppressed, with what it could be computed from', async () => {
    const people = Array.from({ length: 12 }, (_, n) =>
      opened(`TST-${n + 10}`, '2019-01-01', { gender: n < 2 ? 'female' : n < 6 ? 'other' : 'male' }),
    );
    const record = await recordOfLines(people);
    const when: When = { year: '2019', by: 'sex', suppressBelow: 3 };
    const answer = await statistics(record.rows, when);
    expect(figure(answer, 'persons')).toMatchObject({ count: 12, suppressed: false });
    expect(figure(answer, 'persons/female')).toMatchObject({ count: null, atMost: null, suppressed: true, open: null });
    expect(figure(answer, 'persons/other')).toMatchObject({ count: null, suppressed: true });
    expect(figure(answer, 'persons/male')).toMatchObject({ count: 6, suppressed: false });
    expect(await rowsOf(record.rows, when, 'persons/female')).toEqual([]);
    await record.close();
  });
});

describe('the statistics of a record', () => {
  it.each([
    [SAMPLE, { year: '2018', by: 'violation' }],
    [ABROAD, { year: '2019', by: 'region' }],
  ] as const)('%s %j are the same by the rows and by the log alone', async (file, when) => {
    const record = await recordOf(file);
    const [rows, replay] = [await statistics(record.rows, when), await statistics(record.replay, when)];
    expect(JSON.stringify(replay)).toBe(JSON.stringify(rows));
    await record.close();
  });

  it('count the members of the sample under the labels of the card and of the yearly statistics', async () => {
    const record = await recordOf(SAMPLE);
    const card = await statistics(record.rows, { asOf: '2026-02-18', by: 'violation' });
    expect(figure(card, 'persons').count).toBe(38);
    expect(figure(card, 'persons/impunity').count).toBe(2);
    expect(card.groups.find(({ key }) => key === 'impunity')!.label).toBe('Impunity');
    const yearly = await statistics(record.rows, { asOf: '2026-02-18', by: 'yearlyLabel' });
    expect(yearly.groups.map(({ key }) => key)).toContain('Lack of fair trial and other unfair proceedings');
    await record.close();
  });
});

/** [certain, possible, at least, at most], each counted by hand from the decisions and their rosters. */
describe('the figures of the sample', () => {
  let record: Loaded;
  beforeAll(async () => {
    record = await recordOf(SAMPLE);
  });
  afterAll(() => record.close());

  it.each([
    // Roster of the decision; one visited in jail in 2016 and never told of again; Kem Sokha at home since 10 September.
    ['2018-10-18', 'persons', [56, 0, 56, 56]],
    ['2018-10-18', 'detained', [1, 0, 1, 1]],
    ['2018-10-18', 'houseArrest', [1, 0, 1, 1]],
    ['2018-10-18', 'inExile', [2, 0, 2, null]],
    ['2018-10-18', 'sentencedInAbsentia', [0, 0, 0, 0]],
    // 975 days since the visit, of which one is confirmed, and 411 of Kem Sokha since 3 September 2017.
    ['2018-10-18', 'daysInDetention', [975 + 411, 0, 1 + 411, 975 + 411]],
    // "Seventeen other parliamentarians in all, all in exile", two of whom are named as such elsewhere.
    ['2026-02-18', 'persons', [38, 0, 38, 38]],
    ['2026-02-18', 'inExile', [2, 0, 17, null]],
    ['2026-02-18', 'sentencedInAbsentia', [0, 0, 17, 17]],
    ['2026-02-18', 'killed', [1, 0, 1, 1]],
    // 3,091 days of Kem Sokha, 2,008 of them until the verdict that last confirmed it.
    ['2026-02-18', 'daysInDetention', [3_091, 0, 2_008, 3_091]],
    ['2026-02-18', 'cases', [1, 0, 1, 1]],
  ] as const)('as of %s: %s', async (asOf, id, figures) => {
    expect(brief(figure(await statistics(record.rows, { asOf }), id))).toEqual(figures);
  });

  it('a violation alleged on some day of a year counts in that year, and what may go on possibly counts in the next', async () => {
    const [year, next] = [{ year: '2018', by: 'violation' } as const, { year: '2019', by: 'violation' } as const];
    expect(brief(figure(await statistics(record.rows, year), 'persons/expression'))).toEqual([56, 0, 56, 56]);
    // Eighteen of the 56 left the case on a day that nobody tells, between October 2018 and February 2026.
    expect(brief(figure(await statistics(record.rows, next), 'persons/expression'))).toEqual([38, 18, 38, 56]);
  });

  it('a box of violations of an unknown day may be alleged from its first day on, and the box before it until its last', async () => {
    const box = (day: string, code: string) =>
      line('TST-01', 'ViolationsListed', day, { lines: [{ label: code, codes: [code], currently: 'all' }] });
    const record = await recordOfLines([
      opened('TST-01', '2019-01-01'),
      box('2019-02-01', 'torture'),
      { ...box('[2020-06-01..2021-06-30]', 'impunity'), knownSince: '2021-07-01' },
    ]);
    const of = async (year: string) => {
      const { groups } = await statistics(record.rows, { year, by: 'violation' });
      return Object.fromEntries(
        groups.map(({ key, figures }) => [key, brief(figures.find(({ id }) => id === `persons/${key}`)!).slice(0, 2)]),
      );
    };
    expect(await of('2019')).toEqual({ torture: [1, 0] });
    expect(await of('2020')).toEqual({ torture: [1, 0], impunity: [0, 1] });
    expect(await of('2021')).toEqual({ torture: [0, 1], impunity: [1, 0] });
    await record.close();
  });
});

describe('the vocabulary', () => {
  it('puts every country in one region', () => {
    const all = Object.values(countriesByRegion).flat();
    expect(new Set(all).size).toBe(all.length);
    expect([regionOf('KH'), regionOf('TN'), regionOf('VE'), regionOf('ZZ')]).toEqual([
      'asia',
      'mena',
      'americas',
      'not_listed',
    ]);
  });

  it('is that of the sample', () => {
    const read = (name: string) => JSON.parse(readFileSync(`samples/vocabulary/${name}.json`, 'utf8')) as Line[];
    expect(VIOLATION_CODES.map((code) => ({ code, label: cardLabel(code), statistics: yearlyLabel(code) }))).toEqual(
      read('violations').map(({ code, label, statistics: yearly }) => ({ code, label, statistics: yearly })),
    );
    expect(Object.entries(CLOSURE_KINDS).map(([code, label]) => ({ code, label }))).toEqual(read('closure-kinds'));
  });
});

/** Told as the record has it: a chamber by its name, a violation by what a decision printed. */
const AS_RECORDED = new Set<string>(['chamber', 'violation']);

describe('the statistics in French', () => {
  let record: Loaded;
  beforeAll(async () => void (record = await recordOf(SAMPLE)));
  afterAll(() => record.close());

  it('have the same figures under the same ids, and words for every figure and group', async () => {
    for (const by of DIMENSIONS.filter((one) => !AS_RECORDED.has(one))) {
      const [english, french] = await Promise.all(
        (['en', 'fr'] as const).map((language) => statistics(record.rows, { year: '2018', by, language })),
      );
      const figures = (answer: Answer) => [answer.figures, ...answer.groups.map((group) => group.figures)].flat();
      expect(figures(french!).map((one) => [one.id, ...brief(one)])).toEqual(
        figures(english!).map((one) => [one.id, ...brief(one)]),
      );
      const abouts = (answer: Answer) =>
        new Set(figures(answer).map((one) => (one as unknown as { about: string }).about));
      expect([...abouts(french!)].filter((about) => abouts(english!).has(about))).toEqual([]);
      const same = french!.groups.filter(({ label }, at) => label === english!.groups[at]!.label);
      expect([by, same.map(({ label }) => label)]).toEqual([by, by === 'side' ? ['opposition'] : []]);
    }
  });

  it('say of whom no chamber is stated in the words of the language', async () => {
    const record = await recordOfLines(LINES);
    const { groups } = await statistics(record.rows, { year: '2019', by: 'chamber', language: 'fr' });
    expect(groups.map(({ key, label }) => [key, label])).toEqual([
      ['Upper', 'Upper'],
      ['not_stated', 'non indiqué'],
    ]);
    await record.close();
  });

  it('open into rows that are told in French, by a link that keeps the language', async () => {
    const question = await questionOf(record.rows, { year: '2018' });
    const { figures } = (await statisticsAnswer(
      record.rows,
      { year: '2018', language: 'fr' },
      question,
    )) as unknown as Answer;
    expect(figures.every(({ open }) => /&lang=fr&open=/.test(open!))).toBe(true);
    const opened = await openedFigure(record.rows, { year: '2018', open: 'silentCases', language: 'fr' }, question);
    expect(JSON.stringify(opened)).toMatch(/"summary":"Communication adressée \(destinataire\u00A0: /);
  });

  it('name every region and every yearly label', () => {
    const { phrases, words } = labelsIn('fr') as unknown as {
      phrases: Record<string, string>;
      words: { yearlyLabels: Record<string, string> };
    };
    const regions = Object.values(REGION_LABELS).map((label) => worded(label, ENGLISH));
    expect(regions.filter((label) => !(label in phrases))).toEqual([]);
    const yearly = VIOLATION_CODES.flatMap((code) => yearlyLabel(code) ?? []);
    expect(yearly.filter((label) => !(label in words.yearlyLabels))).toEqual([]);
  });
});
