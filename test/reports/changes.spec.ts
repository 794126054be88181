import { changesReport, pageOf } from '#reports';
import { ABROAD, asked, line, opened, recordOf, recordOfLines, SAMPLE, type Line, type Loaded } from './record.js';

interface Changed {
  readonly parliamentarian: string;
  readonly view: string;
  readonly from: { readonly value: string };
  readonly to: { readonly value: string };
}
interface Report {
  readonly counts: Readonly<Record<string, number>>;
  readonly byCase: readonly Readonly<Record<string, unknown>>[];
  readonly byCountry: readonly Readonly<Record<string, unknown>>[];
  readonly developments: readonly { readonly case: string; readonly type: string }[];
  readonly happened: readonly Changed[];
  readonly learned: readonly Changed[];
  readonly time: readonly Changed[];
  readonly deadlines: readonly { readonly kind: string; readonly due: string; readonly outcome: string }[];
}
type Pair = readonly [asOf: string, knownAt?: string];

const between = async (record: Loaded, from: Pair, to: Pair, scope = {}, reader = record.rows): Promise<Report> =>
  (await changesReport(reader, await asked(reader, ...from), await asked(reader, ...to), scope)) as unknown as Report;
const told = (changes: readonly Changed[]): string[] =>
  changes.map(({ parliamentarian, view, from, to }) => `${parliamentarian} ${view}: ${from.value} > ${to.value}`);

describe('what changed', () => {
  let record: Loaded;
  beforeAll(async () => {
    record = await recordOfLines([
      opened('TST-01', '2019-01-01'),
      opened('NOR-01', '2019-01-01', { country: 'NO' }),
      line('TST-01', 'PoliticalBanImposed', '2019-01-05', { authority: 'Court', duration: 'P1Y' }),
      line('TST-01', 'CommunicationSent', '2019-01-06', { with: 'authorities', replyDue: '2019-03-01' }),
      line('NOR-01', 'Fled', '2019-02-01', { to: 'SE' }),
      line('TST-01', 'Arrested', '2019-01-20', {}, { knownSince: '2019-04-01' }),
    ]);
  });
  afterAll(() => record.close());

  it('is sorted by why: it happened, we learned of it, or time passed', async () => {
    const report = await between(record, ['2019-01-31', '2019-01-31'], ['2020-01-31', '2019-12-31']);
    expect(report.developments.map(({ type }) => type)).toEqual(['Fled', 'Arrested']);
    expect(told(report.happened)).toEqual(['NOR-01 exile: none_recorded > in_exile']);
    expect(told(report.learned)).toEqual(['TST-01 custody: none_recorded > arrested']);
    expect(told(report.time)).toEqual(['TST-01 politicalBan: banned > expired']);
  });

  it('says of each development whom it concerns, and what it is about, which may be older than the first day', async () => {
    const members = { appliesTo: ['TST-01'] };
    const told = await recordOfLines([
      opened('TST-01', '2019-01-01'),
      opened('TST-COLL-01', '2019-01-01', { kind: 'collective', title: 'Members' }),
      line('TST-COLL-01', 'MembersAdded', '2019-01-02', {}, members),
      line('TST-COLL-01', 'Fled', '2019-01-03', {}, { ...members, key: 'fled' }),
      line(
        'TST-COLL-01',
        'Arrested',
        '2019-03-01',
        {},
        { appliesTo: { references: ['TST-01'], totals: [{ words: 'two others' }] } },
      ),
      line('TST-COLL-01', 'Retracted', '2019-03-02', { reason: 'It was another.' }, { target: 'fled' }),
    ]);
    for (const scope of [{}, { country: 'is' }, { case: 'TST-COLL-01' }]) {
      const { developments } = await between(told, ['2019-02-01', '2019-02-01'], ['2019-04-01'], scope);
      expect(developments).toMatchObject([
        { type: 'Arrested', concerns: ['TST-01'], unnamed: ['two others'], about: null },
        {
          type: 'Retracted',
          concerns: [],
          about: { case: 'TST-COLL-01', type: 'Fled', occurredOn: '2019-01-03', concerns: ['TST-01'] },
        },
      ]);
    }
    await told.close();
  });

  it('calls a deadline overdue only where something is still open', async () => {
    const graded = await recordOfLines([
      opened('TST-01', '2019-01-01'),
      line(
        'TST-01',
        'RecommendationIssued',
        '2019-01-02',
        { addressee: 'a', text: 'One', due: '2019-02-10' },
        { key: 'one' },
      ),
      line('TST-01', 'RecommendationIssued', '2019-01-02', { addressee: 'a', text: 'Two', due: '2019-02-10' }),
      line('TST-01', 'RecommendationAssessed', '2019-02-20', { grade: 'A' }, { target: 'one' }),
    ]);
    const { deadlines } = await between(graded, ['2019-02-01'], ['2019-03-01']);
    expect(deadlines).toHaveLength(2);
    expect(deadlines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ what: 'One', outcome: 'over', overdue: false }),
        expect.objectContaining({ what: 'Two', outcome: 'open', overdue: true }),
      ]),
    );
    await graded.close();
  });

  it('happened where what decides it lies between the days, whenever the record knew of it', async () => {
    const asked: [Pair, Pair] = [['2018-12-31'], ['2020-01-31']];
    const report = await between(record, ...asked);
    expect(told(report.happened)).toEqual(
      expect.arrayContaining(['NOR-01 exile: none_recorded > in_exile', 'TST-01 custody: none_recorded > arrested']),
    );
    expect(told(report.learned)).toEqual([]);
    const later = await between(record, ['2019-01-31'], ['2020-01-31']);
    expect(told(later.happened)).toEqual(['NOR-01 exile: none_recorded > in_exile']);
    expect(told(later.time)).toEqual(['TST-01 politicalBan: banned > expired']);
  });

  it('happened where it is disputed since by what is only alleged, of which no status follows', async () => {
    const alleged = await recordOfLines([
      opened('TST-01', '2019-01-01'),
      line(
        'TST-01',
        'TortureReported',
        '2019-03-01',
        {},
        {
          assertions: [
            { by: 'complainant', source: 'a letter', stance: 'alleges' },
            { by: 'authorities', source: 'a letter', stance: 'denies' },
          ],
        },
      ),
    ]);
    const report = await between(alleged, ['2019-02-01'], ['2019-04-01']);
    expect(told(report.happened)).toEqual(['TST-01 accountability: none_recorded > none_recorded']);
    expect(report.counts).toMatchObject({ happened: 1, learned: 0, time: 0 });
    const learned = await between(alleged, ['2019-03-15', '2019-02-01'], ['2019-04-01']);
    expect(told(learned.learned)).toEqual(['TST-01 accountability: none_recorded > none_recorded']);
    await alleged.close();
  });

  it('is learned, and did not happen, where only a correction or a further source came after the first day', async () => {
    const moved = (target: string, old: string, day: string): Line =>
      line('TST-01', 'Rectified', '2019-10-01', { field: '/occurredOn', old, new: day, reason: 'misread' }, { target });
    const corrected = await recordOfLines([
      opened('TST-01', '2019-01-01'),
      opened('TST-02', '2019-01-01'),
      line('TST-01', 'Arrested', '2019-02-01', {}, { key: 'arrest' }),
      line('TST-02', 'Arrested', '2019-02-01', {}, { key: 'arrest', assertions: [{ by: 'complainant', source: 's' }] }),
      line('TST-01', 'Fled', '2019-09-01', {}, { key: 'flight' }),
      line(
        'TST-02',
        'SourceAdded',
        '2019-09-02',
        {},
        { target: 'arrest', assertions: [{ by: 'authorities', source: 'a letter', stance: 'denies' }] },
      ),
      moved('arrest', '2019-02-01', '2019-01-30'),
      moved('flight', '2019-09-01', '2019-02-20'),
    ]);
    const report = await between(corrected, ['2019-03-01', '2019-03-01'], ['2019-10-02', '2019-10-02']);
    expect([told(report.happened), told(report.learned)]).toEqual([
      [],
      [
        'TST-01 custody: arrested > arrested',
        'TST-01 exile: none_recorded > in_exile',
        'TST-02 custody: arrested > none_recorded',
      ],
    ]);
    await corrected.close();
  });

  it('happened where it lies after the first day as the voice tells it that counts, which only a further source gave', async () => {
    const by = (voice: string, occurredOn?: string): Line => ({
      assertions: [{ by: voice, source: 'a letter', ...(occurredOn && { occurredOn }) }],
    });
    const vouched = await recordOfLines([
      opened('TST-01', '2019-01-01'),
      opened('TST-02', '2019-01-01'),
      line('TST-01', 'Arrested', '2019-02-10', {}, { key: 'arrest', ...by('complainant') }),
      line('TST-02', 'Arrested', '2019-05-10', {}, { key: 'arrest', ...by('complainant') }),
      line('TST-01', 'SourceAdded', '2019-05-20', {}, { target: 'arrest', ...by('committee', '2019-05-01') }),
      line('TST-02', 'SourceAdded', '2019-05-20', {}, { target: 'arrest', ...by('authorities') }),
    ]);
    const whys = async (lens?: string) => {
      const [from, to] = await Promise.all(
        ['2019-03-01', '2019-06-01'].map((day) => asked(vouched.rows, day, undefined, lens)),
      );
      const { happened, learned, time } = (await changesReport(vouched.rows, from!, to!, {})) as unknown as Report;
      return [told(happened), told(learned), told(time)];
    };
    const arrested = ['TST-01 custody: none_recorded > arrested', 'TST-02 custody: none_recorded > arrested'];
    expect(await whys()).toEqual([arrested, [], []]);
    expect(await whys('authorities')).toEqual([arrested.slice(1), [], []]);
    await vouched.close();
  });

  it('is learned where a report after the first day does not tell since when it was so', async () => {
    const reported = await recordOfLines([
      opened('TST-01', '2019-01-01'),
      line('TST-01', 'StatusReported', '2019-06-01', { view: 'exile', value: 'in_exile' }),
      line(
        'TST-01',
        'StatusReported',
        '2019-06-10/2019-06-20',
        { view: 'travel', value: 'restricted' },
        { knownSince: '2019-06-20' },
      ),
    ]);
    const report = await between(reported, ['2019-03-01', '2019-03-01'], ['2019-07-01', '2019-07-01']);
    expect([told(report.happened), told(report.learned)]).toEqual([
      ['TST-01 travel: none_recorded > restricted'],
      ['TST-01 exile: none_recorded > in_exile'],
    ]);
    await reported.close();
  });

  it('is told in French where that is asked for, and is the same but for the words', async () => {
    const pairs: [Pair, Pair] = [
      ['2019-01-31', '2019-01-31'],
      ['2020-01-31', '2019-12-31'],
    ];
    const [english, french] = [await between(record, ...pairs), await between(record, ...pairs, { language: 'fr' })];
    const texts = (report: Report): unknown[] => [
      ...report.developments.map((one) => String((one as { summary?: unknown }).summary)),
      ...report.deadlines.map((one) => (one as { what?: unknown }).what),
    ];
    expect(texts(english)).toEqual([
      'Fled the country, to SE',
      'Arrested',
      'Answer of the authorities',
      'Political ban ends',
      'Liberty: arrested, last confirmed 20 January 2019',
    ]);
    expect(texts(french)).toEqual([
      'Fuite à l’étranger, destination\u00A0: SE',
      'Arrestation',
      'Réponse des autorités',
      'Fin de l’interdiction d’activité politique',
      'Liberté\u00A0: arrestation, dernière confirmation\u00A0: 20 janvier 2019',
    ]);
    const wordless = (report: Report): unknown =>
      JSON.parse(JSON.stringify(report), (name, value: unknown) =>
        ['summary', 'what', 'who'].includes(name) ? undefined : value,
      );
    expect(wordless(french)).toEqual(wordless(english));
  });

  it('holds the deadlines that passed, and whether anything is still open', async () => {
    const { deadlines } = await between(record, ['2019-01-31', '2019-01-31'], ['2020-01-31', '2019-12-31']);
    expect(deadlines.map(({ due, kind, outcome }) => `${due} ${kind} ${outcome}`)).toEqual([
      '2019-03-01 reply open',
      '2020-01-05 ban over',
      '2020-01-21 confirmation open',
    ]);
  });

  it('is told of one case, of one country, or of the whole docket with counts of each', async () => {
    const whole = await between(record, ['2019-01-31', '2019-01-31'], ['2020-01-31', '2019-12-31']);
    const counts = { developments: 1, happened: 0, learned: 1, time: 1, deadlines: 3 };
    expect(whole.byCase).toContainEqual({ case: 'TST-01', ...counts });
    expect(whole.byCountry.map(({ country }) => country)).toEqual(['IS', 'NO']);
    const country = await between(record, ['2019-01-31', '2019-01-31'], ['2020-01-31', '2019-12-31'], {
      country: 'is',
    });
    expect(country.counts).toEqual(counts);
    const one = await between(record, ['2019-01-31', '2019-01-31'], ['2020-01-31', '2019-12-31'], { case: 'TST-01' });
    expect(one.counts).toEqual(counts);
    expect(one.byCountry).toEqual([{ country: 'IS', ...counts }]);
  });

  it('is nothing between a pair of days and itself', async () => {
    const { counts } = await between(record, ['2019-06-01'], ['2019-06-01']);
    expect(Object.values(counts)).toEqual([0, 0, 0, 0, 0]);
  });

  it('comes in pages that together are the whole, each with all the counts', async () => {
    const [from, to]: [Pair, Pair] = [
      ['2019-01-31', '2019-01-31'],
      ['2020-01-31', '2019-12-31'],
    ];
    const whole = await between(record, from, to);
    const pages: (Report & { readonly next: string | null })[] = [];
    for (let cursor: string | undefined; pages.length < 10; cursor = pages.at(-1)!.next ?? undefined) {
      pages.push(pageOf(whole as never, { cursor, limit: 2 }) as unknown as (typeof pages)[number]);
      if (pages.at(-1)!.next === null) break;
    }
    expect(pages.length).toBe(2);
    for (const list of ['developments', 'happened', 'learned', 'time', 'deadlines', 'byCase'] as const)
      expect(pages.flatMap((page): readonly unknown[] => page[list])).toEqual(whole[list]);
    for (const { counts } of pages) expect(counts).toEqual(whole.counts);
    for (const cursor of ['x', '0', '999'])
      expect(() => pageOf(whole as never, { cursor, limit: 2 })).toThrow(
        'cursor must be the `next` of the page before',
      );
  });

  it('is not told backwards: the earlier pair comes first, on both clocks', async () => {
    await expect(between(record, ['2020-01-31'], ['2019-01-31'])).rejects.toMatchObject({
      code: 'invalid-parameter',
      parameter: 'toAsOf',
      message: 'toAsOf must not be before that of the first pair, 2020-01-31: give the earlier pair first',
    });
    await expect(between(record, ['2019-06-01', '2019-12-31'], ['2019-06-01', '2019-01-31'])).rejects.toMatchObject({
      parameter: 'toKnownAt',
    });
  });
});

describe('the changes of a record', () => {
  it.each([
    [SAMPLE, ['2017-10-18', '2017-10-18'], ['2018-10-18', '2018-10-18']],
    [SAMPLE, ['2022-11-01', '2018-10-24'], ['2022-12-01', '2018-10-24']],
    [ABROAD, ['2018-01-01', '2018-01-01'], ['2021-01-01', '2021-01-01']],
  ] as const)('%s from %j to %j are the same by the rows and by the log alone', async (file, from, to) => {
    const record = await recordOf(file);
    const report = await between(record, from, to);
    expect(JSON.stringify(await between(record, from, to, {}, record.replay))).toBe(JSON.stringify(report));
    const { happened, learned, time } = report;
    expect(happened.length + learned.length + time.length).toBeGreaterThan(10);
    expect(report.counts).toMatchObject({ happened: happened.length, learned: learned.length, time: time.length });
    await record.close();
  });
});
