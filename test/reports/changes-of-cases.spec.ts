import { changesAnswer, type Json } from '#domain';
import { ChangesSince, changesReport, pageOf } from '#reports';
import { asked, line, opened, recordOfLines, type Line, type Loaded } from './record.js';

interface Changed {
  readonly parliamentarian?: string;
  readonly case?: string;
  readonly stated?: readonly { readonly words: string; readonly because: readonly { readonly type: string }[] }[];
  readonly opened?: { readonly type: string; readonly occurredOn: string; readonly summary: unknown };
  readonly view: string;
  readonly why: string;
  readonly from: { readonly value: string };
  readonly to: {
    readonly value: string;
    readonly closure?: unknown;
    readonly because: readonly { readonly summary: unknown }[];
  };
}
interface Report {
  readonly counts: Readonly<Record<string, number>>;
  readonly byCase: readonly Readonly<Record<string, unknown>>[];
  readonly byCountry: readonly Readonly<Record<string, unknown>>[];
  readonly happened: readonly Changed[];
  readonly learned: readonly Changed[];
  readonly time: readonly Changed[];
}
type Pair = readonly [asOf: string, knownAt?: string];

const between = async (record: Loaded, from: Pair, to: Pair, scope = {}, reader = record.rows): Promise<Report> =>
  (await changesReport(reader, await asked(reader, ...from), await asked(reader, ...to), scope)) as unknown as Report;

/** Whose, which view, from what to what; of a group in the words of the source. */
function told(changes: readonly Changed[]): string[] {
  return changes.map(({ parliamentarian, case: reference, stated, opened: by, view, from, to }) => {
    const whose = stated
      ? `${reference!}, ${stated.map(({ words }) => words).join()},`
      : (parliamentarian ?? reference!);
    return `${whose} ${view}: ${by ? `opened by ${by.type} ${by.occurredOn}, ` : ''}${from.value} > ${to.value}`;
  });
}
const toldByWhy = async (...question: Parameters<typeof between>): Promise<Record<string, string[]>> => {
  const { happened, learned, time } = await between(...question);
  return { happened: told(happened), learned: told(learned), time: told(time) };
};

const collective = (reference: string, day: string, facts: Line = {}, more: Line = {}): Line =>
  line(reference, 'CaseOpened', day, { kind: 'collective', country: 'IS', title: `Case ${reference}`, ...facts }, more);
const complaint = (reference: string, day: string): Line => line(reference, 'ComplaintSubmitted', day);
const closed = (reference: string, day: string, more: Line = {}): Line =>
  line(reference, 'CaseClosed', day, { kind: 'satisfactory_settlement', form: 'release' }, { key: 'closed', ...more });

const [MARCH, JUNE]: [Pair, Pair] = [
  ['2019-03-01', '2019-03-01'],
  ['2019-06-01', '2019-06-01'],
];

describe('the status of a case', () => {
  let record: Loaded;
  const of = async (lines: readonly Line[], from: Pair = MARCH, to: Pair = JUNE, scope = {}) => {
    record = await recordOfLines(lines);
    return toldByWhy(record, from, to, scope);
  };
  afterEach(() => record.close());
  const nothing = { happened: [], learned: [], time: [] };
  const known = [collective('TST-C', '2018-01-01'), complaint('TST-C', '2018-02-01')];

  it('happened where the case was closed, reopened or declared admissible after the first day', async () => {
    const lines = [
      ...known,
      collective('TST-D', '2018-01-01'),
      collective('TST-E', '2018-01-01'),
      closed('TST-D', '2018-05-01'),
      line('TST-E', 'AdmissibilityDecided', '2019-04-01', { outcome: 'admissible' }),
      line('TST-D', 'CaseReopened', '2019-04-10'),
      closed('TST-C', '2019-05-01'),
    ];
    expect(await of(lines)).toEqual({
      ...nothing,
      happened: [
        'TST-C caseStatus: received > closed',
        'TST-D caseStatus: closed > reopened',
        'TST-E caseStatus: none_recorded > admissible',
      ],
    });
    const { happened } = await between(record, MARCH, JUNE);
    expect(happened[0]!.to).toMatchObject({
      value: 'closed',
      closure: { kind: 'satisfactory_settlement', form: 'release' },
      because: [{ type: 'CaseClosed', occurredOn: '2019-05-01' }],
    });
  });

  it('is learned where a closure before the first day was told only after it', async () => {
    const lines = [...known, closed('TST-C', '2019-02-20', { knownSince: '2019-05-01' })];
    expect(await of(lines)).toEqual({ ...nothing, learned: ['TST-C caseStatus: received > closed'] });
  });

  it('is learned where a closure is withdrawn: the case was never closed', async () => {
    const lines = [
      ...known,
      closed('TST-C', '2019-02-20'),
      line('TST-C', 'Retracted', '2019-05-01', { reason: 'another case' }, { target: 'closed' }),
    ];
    expect(await of(lines)).toEqual({ ...nothing, learned: ['TST-C caseStatus: closed > received'] });
  });

  it('is learned where the kind of the closure is corrected', async () => {
    const facts = { field: '/facts/form', old: 'release', new: 'compensation', reason: 'misread' };
    const lines = [
      ...known,
      closed('TST-C', '2019-02-20'),
      line('TST-C', 'Rectified', '2019-05-01', facts, { target: 'closed' }),
    ];
    expect(await of(lines)).toEqual({ ...nothing, learned: ['TST-C caseStatus: closed > closed'] });
  });

  it('changes by time alone where a vague closure may have come by the first day, and by the second has', async () => {
    const lines = [...known, closed('TST-C', '2019-02', { knownSince: '2019-03-10' })];
    expect(await of(lines, ['2019-02-10', '2019-04-01'], ['2019-04-01', '2019-04-01'])).toEqual({
      ...nothing,
      time: ['TST-C caseStatus: closed > closed'],
    });
    const { time } = await between(record, ['2019-02-10', '2019-04-01'], ['2019-04-01', '2019-04-01']);
    expect(time).toMatchObject([
      { from: { certainty: 'possible', otherwise: ['received'] }, to: { certainty: 'established' } },
    ]);
  });

  it('is that of a merged case, closed into another', async () => {
    const merged = line('TST-C', 'CasesMerged', '2019-05-01', { into: 'TST-D' });
    expect(await of([...known, collective('TST-D', '2018-01-01'), merged])).toEqual({
      ...nothing,
      happened: ['TST-C caseStatus: received > closed'],
    });
  });

  it('is told of a case that is new, whatever is recorded of it, with what opened it', async () => {
    const lines = [
      ...known,
      collective('TST-D', '2019-05-01'),
      collective('TST-E', '2019-02-01', {}, { knownSince: '2019-05-01' }),
    ];
    expect(await of(lines)).toEqual({
      ...nothing,
      happened: ['TST-D caseStatus: opened by CaseOpened 2019-05-01, none_recorded > none_recorded'],
      learned: ['TST-E caseStatus: opened by CaseOpened 2019-02-01, none_recorded > none_recorded'],
    });
    // By what is known today, on days before and after it was opened.
    expect(await toldByWhy(record, ['2019-01-01'], ['2019-03-01'])).toEqual({
      ...nothing,
      happened: ['TST-E caseStatus: opened by CaseOpened 2019-02-01, none_recorded > none_recorded'],
    });
  });

  it('is new on the day on which it was opened, whatever voice is asked', async () => {
    record = await recordOfLines([...known, collective('TST-D', '2019-05-01')]);
    const [from, to] = await Promise.all(
      ['2019-03-01', '2019-06-01'].map((day) => asked(record.rows, day, undefined, 'authorities')),
    );
    const { happened } = (await changesReport(record.rows, from!, to!, {})) as unknown as Report;
    expect(told(happened)).toEqual([
      'TST-D caseStatus: opened by CaseOpened 2019-05-01, none_recorded > none_recorded',
    ]);
  });

  it('is new by its complaint where that came before the case was opened', async () => {
    const lines = [
      ...known,
      collective('TST-D', '../2019-05-01', {}, { knownSince: '2019-05-01' }),
      line('TST-D', 'ComplaintSubmitted', '2019-04-01', {}, { knownSince: '2019-05-02' }),
      closed('TST-D', '2019-05-20'),
    ];
    expect((await of(lines)).happened).toEqual([
      'TST-D caseStatus: opened by ComplaintSubmitted 2019-04-01, none_recorded > closed',
    ]);
    // Whoever knew of the complaint, knew the case.
    expect((await toldByWhy(record, ['2019-04-10'], ['2019-05-10'])).happened).toEqual([]);
  });

  it('is told beside what changed for the parliamentarian, where the case is individual', async () => {
    const lines = [
      opened('TST-01', '2018-01-01'),
      line('TST-01', 'Released', '2019-04-01', { ends: 'all' }),
      closed('TST-01', '2019-05-01'),
    ];
    expect(await of(lines)).toEqual({
      ...nothing,
      happened: ['TST-01 caseStatus: none_recorded > closed', 'TST-01 custody: none_recorded > released'],
    });
  });
});

describe('what changed for cases and people', () => {
  let record: Loaded;
  beforeAll(async () => {
    record = await recordOfLines([
      opened('TST-01', '2018-01-01'),
      opened('TST-02', '2018-01-01'),
      opened('NOR-01', '2018-01-01', { country: 'NO' }),
      collective('TST-C', '2018-01-01'),
      collective('NOR-C', '2018-01-01', { country: 'NO' }),
      line('TST-C', 'MembersAdded', '2018-01-02', {}, { appliesTo: ['TST-01'] }),
      line('NOR-01', 'Fled', '2019-04-01', { to: 'SE' }),
      line('TST-01', 'Fled', '2019-04-01', { to: 'SE' }),
      line('TST-02', 'Fled', '2019-04-01', { to: 'SE' }),
      closed('TST-02', '2019-04-20'),
      closed('NOR-C', '2019-05-01'),
      closed('TST-C', '2019-05-01'),
      collective('TST-D', '2019-05-02'),
    ]);
  });
  afterAll(() => record.close());

  const all = [
    'NOR-01 exile: none_recorded > in_exile',
    'NOR-C caseStatus: none_recorded > closed',
    'TST-01 exile: none_recorded > in_exile',
    'TST-02 caseStatus: none_recorded > closed',
    'TST-02 exile: none_recorded > in_exile',
    'TST-C caseStatus: none_recorded > closed',
    'TST-D caseStatus: opened by CaseOpened 2019-05-02, none_recorded > none_recorded',
  ];

  it('is told in the order of references, of the whole docket, of one country, or of one case with its members', async () => {
    expect((await toldByWhy(record, MARCH, JUNE))['happened']).toEqual(all);
    expect((await toldByWhy(record, MARCH, JUNE, { country: 'no' }))['happened']).toEqual(all.slice(0, 2));
    expect((await toldByWhy(record, MARCH, JUNE, { case: 'TST-C' }))['happened']).toEqual([all[2], all[5]]);
    expect((await toldByWhy(record, MARCH, JUNE, { case: 'TST-02' }))['happened']).toEqual([all[3], all[4]]);
    expect((await toldByWhy(record, MARCH, JUNE, { case: 'NOR-01' }))['happened']).toEqual([all[0]]);
  });

  it('is counted with its case and its country', async () => {
    const { counts, byCase, byCountry } = await between(record, MARCH, JUNE);
    expect(counts['happened']).toBe(all.length);
    expect(byCase).toContainEqual(expect.objectContaining({ case: 'TST-02', happened: 2 }));
    expect(byCase).toContainEqual(expect.objectContaining({ case: 'TST-C', happened: 1 }));
    expect(byCountry).toEqual([
      expect.objectContaining({ country: 'IS', happened: 5 }),
      expect.objectContaining({ country: 'NO', happened: 2 }),
    ]);
  });

  it('comes in pages that together are the whole', async () => {
    const [from, to] = [await asked(record.rows, ...MARCH), await asked(record.rows, ...JUNE)];
    const found: Changed[] = [];
    let pages = 0;
    for (let after: string | undefined; ; pages += 1) {
      const page = await changesAnswer(record.rows, from, to, { after, limit: 2 });
      found.push(...(page['statuses'] as Changed[]));
      if (page['next'] === null) break;
      after = String(page['next']);
    }
    expect([told(found), pages]).toEqual([all, 2]);
    const whole = (await between(record, MARCH, JUNE)) as unknown as Json;
    const parts = [undefined, '3', '6'].map((cursor) => pageOf(whole, { cursor, limit: 3 }));
    expect(told(parts.flatMap((part) => part['happened'] as Changed[]))).toEqual(all);
  });

  it('is the same by the rows and by the log alone, and for a case asked for by another spelling', async () => {
    const report = await between(record, MARCH, JUNE);
    expect(JSON.stringify(await between(record, MARCH, JUNE, {}, record.replay))).toBe(JSON.stringify(report));
    const [from, to] = [await asked(record.rows, ...MARCH), await asked(record.rows, ...JUNE)];
    const [one, other] = await Promise.all(
      ['TST-C', 'tstc'].map((reference) => changesAnswer(record.rows, from, to, { case: reference, limit: 9 })),
    );
    expect(JSON.stringify(other)).toBe(JSON.stringify(one));
    expect(one!['developments']).toMatchObject([{ type: 'CaseClosed' }]);
  });

  it('is told in French with the same codes', async () => {
    const { happened } = await between(record, MARCH, JUNE, { language: 'fr' });
    expect(told(happened)).toEqual(all);
    expect(String(happened[5]!.to.because[0]!.summary)).toMatch(/^Clôture du cas/);
    expect(String(happened[6]!.opened!.summary)).toMatch(/^Ouverture d’un cas collectif/);
  });
});

describe('a group that a source counts without naming it', () => {
  const nine = { references: [], totals: [{ words: 'nine members', atLeast: 9, atMost: 9 }] };
  const ban = { authority: 'Court', duration: 'P1Y' };

  it('has its statuses told on the case on which it is counted, as those of a person are', async () => {
    const record = await recordOfLines([
      collective('TST-C', '2018-01-01'),
      opened('TST-01', '2018-01-01'),
      line('TST-C', 'PoliticalBanImposed', '2019-04-01', ban, { appliesTo: nine, key: 'ban' }),
      line('TST-C', 'Retracted', '2021-01-01', { reason: 'a rumour' }, { target: 'ban' }),
    ]);
    const banned = 'TST-C, nine members, politicalBan';
    expect((await toldByWhy(record, MARCH, JUNE))['happened']).toEqual([`${banned}: none_recorded > banned`]);
    const { happened } = await between(record, MARCH, JUNE, { case: 'TST-C' });
    expect(happened[0]!.stated).toMatchObject([
      { words: 'nine members', atLeast: 9, because: [{ type: 'PoliticalBanImposed' }] },
    ]);
    expect((await toldByWhy(record, JUNE, ['2020-06-01', '2020-06-01']))['time']).toEqual([
      `${banned}: banned > expired`,
    ]);
    expect((await toldByWhy(record, JUNE, ['2021-06-01', '2021-06-01']))['learned']).toEqual([
      `${banned}: banned > none_recorded`,
    ]);
    expect((await toldByWhy(record, MARCH, JUNE, { case: 'TST-01' }))['happened']).toEqual([]);
    await record.close();
  });

  it('is not told of once all of it are named, for whom their own statuses are told', async () => {
    const both = { references: ['TST-01'], totals: [{ words: 'two members', atLeast: 2, atMost: 2 }] };
    const record = await recordOfLines([
      collective('TST-C', '2018-01-01'),
      opened('TST-01', '2018-01-01'),
      opened('TST-02', '2018-01-01'),
      line('TST-C', 'PoliticalBanImposed', '2019-04-01', ban, { appliesTo: both, key: 'ban' }),
      line('TST-C', 'ParticipantsIdentified', '2019-05-01', {}, { target: 'ban', appliesTo: ['TST-02'] }),
    ]);
    const named = ['TST-01 politicalBan: none_recorded > banned'];
    expect((await toldByWhy(record, MARCH, ['2019-04-30', '2019-04-30']))['happened']).toEqual([
      ...named,
      'TST-C, two members, politicalBan: none_recorded > banned',
    ]);
    expect((await toldByWhy(record, MARCH, JUNE))['happened']).toEqual([
      ...named,
      'TST-02 politicalBan: none_recorded > banned',
    ]);
    await record.close();
  });
});

describe('an issued report', () => {
  const lines = [
    collective('TST-C', '2018-01-01'),
    complaint('TST-C', '2018-02-01'),
    closed('TST-C', '2019-02-20', { knownSince: '2019-05-01' }),
  ];
  const withdrawn = line('TST-C', 'Retracted', '2019-07-01', { reason: 'another case' }, { target: 'closed' });

  it.each([
    ['changed once a closure before its day is learned', lines, '2019-03-01', 'changed'],
    ['did not change where it knew of the closure', lines, '2019-05-01', 'unchanged'],
    ['changed once a closure that it tells is withdrawn', [...lines, withdrawn], '2019-05-01', 'changed'],
    ['did not change where a closure came and was withdrawn', [...lines, withdrawn], '2019-03-01', 'unchanged'],
  ])('%s', async (_, logged, knownAt, state) => {
    const record = await recordOfLines(logged);
    const { position } = (await asked(record.rows, '2019-03-01', knownAt)).echo;
    const issued = { case: 'TST-C', asOf: '2019-03-01', lens: 'working', position };
    const since = await new ChangesSince(record.rows).of(issued as Parameters<ChangesSince['of']>[0]);
    expect(since.state).toBe(state);
    expect(since.parts).toEqual(state === 'changed' ? expect.arrayContaining(['card', 'chronology']) : []);
    await record.close();
  });
});
