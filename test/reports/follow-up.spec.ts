import { followUpAnswer, followUpCalendar } from '#reports';
import { ABROAD, asked, line, opened, recordOf, recordOfLines, SAMPLE, type Loaded } from './record.js';

interface Item {
  readonly kind: string;
  readonly case: string | null;
  readonly parliamentarian: string | null;
  readonly due: string | null;
  readonly overdue: boolean;
  readonly what: string;
  readonly state: string;
}

const CASE = 'TST-COLL-01';
const LINES = [
  opened('TST-01', '2019-01-01'),
  line(CASE, 'CaseOpened', '2019-01-01', { kind: 'collective', country: 'IS', title: 'Case' }),
  line(CASE, 'MembersAdded', '2019-01-02', {}, { appliesTo: ['TST-01'] }),
  line(
    CASE,
    'RecommendationIssued',
    '2019-02-01',
    { addressee: 'Parliament', text: 'Seat them.', due: '2019-06' },
    { key: 'seat' },
  ),
  line(CASE, 'RecommendationIssued', '2019-02-01', { addressee: 'Courts', text: 'Hear them.' }, { key: 'hear' }),
  line(CASE, 'CommunicationSent', '2019-03-01', {
    with: 'authorities',
    correspondent: 'The Speaker',
    replyDue: '2019-04-01',
  }),
  line(CASE, 'MissionRequested', '2019-03-05', {}),
  line('TST-01', 'PoliticalBanImposed', '2019-03-10', { authority: 'Court', duration: 'P1Y' }),
  line('TST-01', 'Arrested', '2019-03-12', {}),
  line(CASE, 'RecommendationAssessed', '2019-07-01', { grade: 'C' }, { target: 'hear' }),
  line(CASE, 'MissionRefused', '2019-07-02', {}),
  line(CASE, 'RecommendationAssessed', '2019-09-01', { grade: 'A' }, { target: 'hear' }),
  line(CASE, 'CommunicationReceived', '2019-09-02', { with: 'authorities', replyDue: '2019-10-01' }),
  line(CASE, 'MissionAccepted', '2019-09-03', {}),
  line(CASE, 'CaseClosed', '2021-01-01', { kind: 'satisfactory_settlement' }),
];

const itemsOn = async (record: Loaded, asOf: string, more = {}): Promise<Item[]> => {
  const answer = await followUpAnswer(record.rows, more, await asked(record.rows, asOf));
  return answer['items'] as Item[];
};
const told = (items: readonly Item[]): string[] =>
  items.map(({ kind, due, state, overdue }) => `${due ?? 'no day'} ${kind} ${state}${overdue ? ' overdue' : ''}`);

describe('what is due', () => {
  let record: Loaded;
  beforeAll(async () => void (record = await recordOfLines(LINES)));
  afterAll(() => record.close());

  it('is one list by day: the last day that a date allows counts, and what has no day comes last', async () => {
    expect(told(await itemsOn(record, '2019-05-01'))).toEqual([
      '2019-04-01 reply awaited overdue',
      '2019-06-30 recommendation ungraded',
      '2020-03-10 ban established',
      'no day recommendation ungraded',
      'no day mission requested',
    ]);
  });

  it('stays due with the grade that it was given, and is over with an A, an answer or an acceptance', async () => {
    expect(told(await itemsOn(record, '2019-07-15'))).toEqual([
      '2019-04-01 reply awaited overdue',
      '2019-06-30 recommendation ungraded overdue',
      '2020-03-10 ban established',
      'no day recommendation grade C',
      'no day mission refused',
    ]);
    expect(told(await itemsOn(record, '2019-09-15'))).toEqual([
      '2019-06-30 recommendation ungraded overdue',
      '2019-10-01 reply owed',
      '2020-03-10 ban established',
    ]);
  });

  it('holds a status from the day on which nothing has confirmed it for a year', async () => {
    const onTheEve = await itemsOn(record, '2020-03-12');
    expect(onTheEve.filter(({ kind }) => kind === 'confirmation')).toEqual([]);
    const [one] = (await itemsOn(record, '2020-03-13')).filter(({ kind }) => kind === 'confirmation');
    expect(one).toMatchObject({
      parliamentarian: 'TST-01',
      due: '2020-03-13',
      what: 'Liberty: arrested, last confirmed 12 March 2019',
    });
  });

  it('is nothing once the case is closed, and nothing of another country or case', async () => {
    expect(await itemsOn(record, '2021-02-01')).toEqual([]);
    expect(await itemsOn(record, '2019-05-01', { country: 'NO' })).toEqual([]);
    expect(told(await itemsOn(record, '2019-05-01', { case: 'TST-01' }))).toEqual(['2020-03-10 ban established']);
  });

  it('refuses a case that nobody knows', async () => {
    await expect(itemsOn(record, '2019-05-01', { case: 'NIX-1' })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a status that nothing has confirmed for a year', () => {
  let record: Loaded;
  const inParty = (reference: string, party: string) =>
    line(reference, 'StatusReported', '2018-01-01', { view: 'party', value: 'member', details: { name: party } });
  beforeAll(async () => {
    record = await recordOfLines([
      ...['TST-1', 'TST-2', 'TST-3', 'TST-4'].map((reference) => opened(reference, '2018-01-01')),
      ...['TST-1', 'TST-2', 'TST-3'].map((reference) => inParty(reference, 'Rescue')),
      inParty('TST-4', 'Reform'),
      line('TST-1', 'HouseArrestImposed', '2018-02-01', { title: 'order' }),
      line('TST-2', 'Charged', '2018-02-01', { proceeding: 'p', labels: [] }),
      line('TST-2', 'Fled', '2018-02-02', {}),
      line('TST-2', 'Died', '2018-02-03', {}),
      line('TST-1', 'PartyDissolved', '2018-06-01', { party: 'Rescue' }),
    ]);
  });
  afterAll(() => record.close());

  const whatOf = async (reference: string, asOf: string): Promise<string[]> =>
    (await itemsOn(record, asOf))
      .filter((one) => one.kind === 'confirmation' && one.parliamentarian === reference)
      .map(({ what }) => what.replace(/, last confirmed.*/, ''));

  it('is asked of once, though two views say it', async () =>
    expect(await whatOf('TST-1', '2019-03-01')).toEqual(['Liberty: house arrest']));

  it('is not asked of the dead, whatever it is', async () => expect(await whatOf('TST-2', '2019-03-01')).toEqual([]));

  it('is not a membership that ended with the party; one of a party that stands is', async () => {
    expect(await whatOf('TST-4', '2019-05-01')).toEqual(['Party: member']);
    expect(await whatOf('TST-3', '2019-05-01')).toEqual([]);
  });
});

describe('the calendar of what is due', () => {
  it('has each item with a day once, under an id and a stamp that another day of asking does not change', async () => {
    const record = await recordOfLines(LINES);
    const events = async (asOf: string) => {
      const text = await followUpCalendar(record.rows, {}, await asked(record.rows, asOf));
      expect(text.split('\r\n').every((one) => Buffer.byteLength(one) <= 75)).toBe(true);
      // Each line ends in CRLF, the last one too (RFC 5545, 3.1).
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
      return new Map(
        text
          .split('BEGIN:VEVENT')
          .slice(1)
          .map((one) => [/UID:(\S+)/.exec(one)![1]!, one.split('END:VEVENT')[0]!]),
      );
    };
    const [may, june] = [await events('2019-05-01'), await events('2019-06-01')];
    expect(may.size).toBe(3);
    expect([...june]).toEqual([...may]);
    expect([...may.values()].join()).toMatch(/DTSTAMP:20190310T000000Z\r\nDTSTART;VALUE=DATE:20200310/);
    for (const event of may.values()) expect(event).toContain('\r\nTRANSP:TRANSPARENT\r\n');
    await record.close();
  });
});

describe('what is due on one day, or on none', () => {
  const people = ['TST-2', 'TST-10', 'ABC-3'];
  const lines = [
    ...people.map((reference) => opened(reference, '2019-01-01')),
    line(CASE, 'CaseOpened', '2019-01-01', { kind: 'collective', country: 'IS', title: 'Case' }),
    line(CASE, 'MembersAdded', '2019-01-02', {}, { appliesTo: people }),
    ...['third', 'first', 'second'].map((text) =>
      line(CASE, 'RecommendationIssued', '2019-02-01', { addressee: 'Courts', text }, { key: text }),
    ),
    ...['TST-10', 'ABC-3', 'TST-2'].map((reference) => line(reference, 'Fled', '2019-02-01', {})),
    ...['TST-10', 'TST-2'].map((reference) => line(reference, 'Arrested', '2019-02-01', {})),
    line(CASE, 'CommunicationSent', '2019-02-01', { with: 'complainant', replyDue: '2020-02-02' }),
  ];

  it('is in the order of kinds, then of whom it is about by number, then of the record: in the calendar too', async () => {
    const record = await recordOfLines(lines);
    const question = await asked(record.rows, '2020-06-01');
    const items = (await followUpAnswer(record.rows, {}, question))['items'] as readonly Item[];
    expect(
      items.map((one) => `${one.due ?? 'no day'} ${one.kind} ${one.parliamentarian ?? one.case ?? ''} ${one.what}`),
    ).toEqual([
      '2020-02-02 reply TST-COLL-01 Answer of the complainant',
      '2020-02-02 confirmation ABC-3 Exile: in exile, last confirmed 1 February 2019',
      '2020-02-02 confirmation TST-2 Exile: in exile, last confirmed 1 February 2019',
      '2020-02-02 confirmation TST-2 Liberty: arrested, last confirmed 1 February 2019',
      '2020-02-02 confirmation TST-10 Exile: in exile, last confirmed 1 February 2019',
      '2020-02-02 confirmation TST-10 Liberty: arrested, last confirmed 1 February 2019',
      'no day recommendation TST-COLL-01 third',
      'no day recommendation TST-COLL-01 first',
      'no day recommendation TST-COLL-01 second',
    ]);
    const calendar = (await followUpCalendar(record.rows, {}, question)).replaceAll('\r\n ', '');
    expect([...calendar.matchAll(/SUMMARY:([^:]*)/g)].map(([, who]) => who)).toEqual(
      items.filter(({ due }) => due !== null).map((one) => one.parliamentarian ?? one.case),
    );
    await record.close();
  });
});

describe('the calendar in French', () => {
  it('tells the same events by the same ids, in French', async () => {
    const record = await recordOfLines(LINES);
    const question = await asked(record.rows, '2019-07-15');
    const text = await followUpCalendar(record.rows, { language: 'fr' }, question);
    const english = await followUpCalendar(record.rows, {}, question);
    const idsIn = (calendar: string) => calendar.match(/^(?:UID|DTSTAMP|DTSTART).*$/gm);
    expect(idsIn(text)).toEqual(idsIn(english));
    expect(text.split('\r\n').every((one) => Buffer.byteLength(one) <= 75)).toBe(true);
    const unfolded = text.replaceAll('\r\n ', '').replaceAll('\u00A0', ' ');
    expect(unfolded).toContain('PRODID:-//Habeas//follow-up//FR');
    expect(unfolded).toContain('SUMMARY:TST-COLL-01 : Réponse attendue : Réponse des autorités\r\n');
    expect(unfolded).toContain('SUMMARY:TST-COLL-01 : Échéance d’une recommandation : Seat them.\r\n');
    expect(unfolded).toContain(
      'Destinataire : Parliament\\nÉtat : non évaluée\\nÉchéance : juin 2019\\nCas : TST-COLL-01',
    );
    await record.close();
  });

  it('and the list has French words for every kind of what is due, and its codes as they are', async () => {
    const record = await recordOfLines(LINES);
    for (const day of ['2019-05-01', '2019-07-15', '2019-09-15', '2020-03-13']) {
      const [english, french] = [await itemsOn(record, day), await itemsOn(record, day, { language: 'fr' })];
      expect(told(french)).toEqual(told(english));
      const ours = english.filter(({ kind }) => kind !== 'recommendation').map(({ what }) => what);
      const same = french.filter(({ what }) => ours.includes(what) && what !== 'Mission');
      expect(same).toEqual([]);
    }
    await record.close();
  });
});

describe('the follow-up of a record', () => {
  it.each([
    [SAMPLE, '2018-10-18', '2018-10-24'],
    [SAMPLE, '2022-02-01', undefined],
    [ABROAD, '2020-06-30', undefined],
  ])('%s as of %s is the same by the rows and by the log alone', async (file, asOf, knownAt) => {
    const record = await recordOf(file);
    const answers = [record.rows, record.replay].map(async (reader) =>
      JSON.stringify(await followUpAnswer(reader, {}, await asked(reader, asOf, knownAt))),
    );
    const [rows, replay] = await Promise.all(answers);
    expect(replay).toBe(rows);
    expect((JSON.parse(rows!) as { count: number }).count).toBeGreaterThan(10);
    await record.close();
  });
});
