import { request } from 'node:http';
import { confirmedBeforeStale, emptyStatus, parseDay, staleFrom, viewNamed, type RecordReader } from '#domain';
import { endOf, Feed, placeOf, type FeedEntry } from '#reports';
import { startServer, type Server } from '../e2e/server.js';
import { ABROAD, line, linesOf, opened, recordOf, recordOfLines, SAMPLE } from './record.js';

const SEED = Number(process.env['HABEAS_PROPERTY_SEED'] ?? Date.now() % 1_000_000);
const day = (iso: string): number => parseDay(iso)!;

async function entriesFrom(reader: RecordReader, after: string, today: string): Promise<FeedEntry[]> {
  const entries: FeedEntry[] = [];
  const place = await placeOf(reader, { text: after, parameter: 'after', today: day(today) });
  const feed = new Feed(reader, place);
  for await (const entry of feed.upTo(day(today))) entries.push(entry);
  return entries;
}
const brief = ({ kind, data }: FeedEntry): string =>
  kind === 'development'
    ? String(data['type'])
    : `${String(data['day'])} ${String(data['parliamentarian'])} ${String(data['view'])} ${kind}`;

it('whoever grows stale on some days was last confirmed on the days that are looked through, and no other', () => {
  const view = viewNamed('custody')!;
  for (let confirmed = day('2019-02-20'); confirmed <= day('2020-03-05'); confirmed += 1) {
    const stale = staleFrom(view, {
      ...emptyStatus(view),
      value: 'arrested',
      body: { ...emptyStatus(view).body, confirmed },
    })!;
    for (let from = stale - 3; from <= stale + 3; from += 1)
      for (const to of [from, from + 2]) {
        const days = confirmedBeforeStale(view, from, to);
        expect([from, to, days.from <= confirmed && confirmed <= days.to]).toEqual([
          from,
          to,
          from <= stale && stale <= to,
        ]);
      }
  }
});

describe('the feed', () => {
  const LINES = [
    opened('TST-01', '2019-01-01'),
    opened('TST-02', '2019-01-01'),
    line('TST-01', 'PoliticalBanImposed', '2019-01-10', { authority: 'Court', duration: 'P1Y' }),
    line('TST-02', 'Fled', '2019-01-20', { to: 'SE' }),
    line('TST-02', 'Arrested', '2019-02-01', {}, { knownSince: '2020-01-15' }),
  ];

  it('tells each development, and on its day what changed by time alone', async () => {
    const record = await recordOfLines(LINES);
    const told = await entriesFrom(record.rows, '0', '2020-03-01');
    expect(told.map(brief)).toEqual([
      'CaseOpened',
      'CaseOpened',
      'PoliticalBanImposed',
      'Fled',
      '2020-01-10 TST-01 politicalBan status',
      'Arrested',
      '2020-01-21 TST-02 exile stale',
      '2020-02-02 TST-02 custody stale',
    ]);
    const [ban] = told.filter(({ kind }) => kind === 'status');
    expect(ban!.data).toMatchObject({ from: { value: 'banned' }, to: { value: 'expired' } });
    expect((await entriesFrom(record.rows, '0', '2020-01-09')).map(brief)).toHaveLength(5);
    await record.close();
  });

  it('begins with what comes where no place is named', async () => {
    const record = await recordOfLines(LINES);
    const feed = new Feed(record.rows, await endOf(record.rows, day('2020-02-01')));
    const told: string[] = [];
    for await (const entry of feed.upTo(day('2020-02-02'))) told.push(brief(entry));
    expect(told).toEqual(['2020-02-02 TST-02 custody stale']);
    await record.close();
  });

  it.each([
    ['a view that there is not', '4~2020-01-10~TST-01.bogus'],
    ['a person who is not known', '4~2020-01-10~TST-03.custody'],
    ['somebody who is known only later', '1~2020-01-10~TST-02.custody'],
    ['nothing of the day', '4~2020-01-10~'],
    ['more than an entry has', '4~2020-01-10~TST-01.custody.stale.more'],
    ['a day before its position', '4~2018-12-31'],
    ['a day that is still to come', '4~2020-03-03'],
    ['no day of the calendar', '4~2020-02-30'],
    ['no position', '999'],
    ['no position, with a day', '999~2020-01-10'],
  ])('refuses a place that names %s', async (_, after) => {
    const record = await recordOfLines(LINES);
    await expect(entriesFrom(record.rows, after, '2020-03-01')).rejects.toMatchObject({
      code: 'invalid-parameter',
      parameter: 'after',
      message: 'after must be the id of an entry of this feed, or a position of this record',
    });
    await record.close();
  });

  it('goes on after an entry that a server told whose clock was past midnight already', async () => {
    const record = await recordOfLines(LINES);
    expect((await entriesFrom(record.rows, '5~2020-03-02', '2020-03-01')).map(brief)).toEqual([]);
    await record.close();
  });

  it.each([SAMPLE, ABROAD])(
    'of %s goes on after every id with exactly what is left',
    async (file) => {
      const record = await recordOf(file);
      const all = (await entriesFrom(record.rows, '0', '2026-11-22')).map(({ id }) => id);
      expect(new Set(all).size).toBe(all.length);
      expect(all.length).toBeGreaterThan(linesOf(file).length);
      for (let n = 0; n < all.length; n += 1 + ((n * 7 + SEED) % 150)) {
        const rest = await entriesFrom(record.rows, all[n]!, '2026-11-22');
        expect(rest.map(({ id }) => id)).toEqual(all.slice(n + 1));
      }
      await record.close();
    },
    120_000,
  );

  it('is the same by the rows and by the log alone', async () => {
    const record = await recordOf('test/checks/scenarios.ndjson');
    const [rows, replay] = [
      await entriesFrom(record.rows, '0', '2026-11-22'),
      await entriesFrom(record.replay, '0', '2026-11-22'),
    ];
    expect(JSON.stringify(replay)).toBe(JSON.stringify(rows));
    await record.close();
  }, 120_000);
});

interface Told {
  readonly id: string;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Follows over HTTP until `enough`, or until so many bytes have come. Only what arrived whole counts. */
function follow(
  port: number,
  {
    lastEventId,
    bytes = Infinity,
    enough,
  }: { lastEventId?: string; bytes?: number; enough: (told: readonly Told[]) => boolean },
): Promise<Told[]> {
  return new Promise((resolve, reject) => {
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    const sent = request({ port, host: '127.0.0.1', path: '/feed?after=0', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
        if (text.length < bytes && !enough(wholeIn(text))) return;
        sent.destroy();
        resolve(wholeIn(text.slice(0, bytes)));
      });
      answer.on('end', () => resolve(wholeIn(text)));
      answer.on('error', () => resolve(wholeIn(text)));
    });
    sent.on('error', reject);
    sent.end();
  });
}

const wholeIn = (text: string): Told[] =>
  text
    .split('\n\n')
    .slice(0, -1)
    .flatMap((block) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      const id = field('id');
      return id === undefined ? [] : [{ id, event: field('event')!, data: JSON.parse(field('data')!) as Told['data'] }];
    });

describe('the feed over HTTP', () => {
  let server: Server;
  let now: Date;
  beforeEach(async () => {
    now = new Date('2019-01-05T12:00:00Z');
    server = await startServer({}, () => now);
  });
  afterEach(() => server.close());

  const log = async (lines: readonly Readonly<Record<string, unknown>>[]): Promise<void> => {
    await server.logAll(lines);
    await server.caughtUp();
  };
  const people = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => opened(`TST-${from + n + 100}`, '2019-01-01'));

  it(`cut anywhere it goes on with nothing lost and nothing doubled (HABEAS_PROPERTY_SEED=${SEED})`, async () => {
    await log(people(0, 40));
    await log([line('TST-100', 'PoliticalBanImposed', '2019-01-02', { authority: 'Court', duration: 'P1D' })]);
    await log(people(40, 20).map((one) => ({ ...one, knownSince: '2019-01-05' })));
    now = new Date('2020-01-20T12:00:00Z');
    const port = await server.port();
    let random = SEED;
    const next = (): number => (random = (random * 48_271 + 11) % 2_147_483_647);
    const told: Told[] = [];
    const isWhole = (more: readonly Told[]): boolean => told.length + more.length >= 61;
    for (let cuts = 0; !isWhole([]) && cuts < 500; cuts += 1) {
      const last = told.at(-1)?.id;
      told.push(
        ...(await follow(port, {
          ...(last !== undefined && { lastEventId: last }),
          bytes: 40 + (next() % 9_000),
          enough: isWhole,
        })),
      );
    }
    const positions = told.map(({ data }) => data['position']);
    const events = told.filter(({ event }) => event === 'development');
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
    expect(events.map(({ data }) => data['eventId'])).toEqual(await logged(server));
    expect(positions).toEqual(positions.toSorted((a, b) => Number(a) - Number(b)));
  }, 60_000);

  it('tells what is logged while it is followed', async () => {
    await log(people(0, 1));
    const port = await server.port();
    const following = follow(port, { enough: (told) => told.length === 3 });
    await log([line('TST-100', 'Arrested', '2019-01-03', {})]);
    await log([line('TST-100', 'Released', '2019-01-04', { ends: 'all' })]);
    expect((await following).map(({ data }) => data['type'])).toEqual(['CaseOpened', 'Arrested', 'Released']);
  });

  it('tells a status that changes by time alone once its day has come', async () => {
    await log([
      ...people(0, 1),
      line('TST-100', 'PoliticalBanImposed', '2019-01-03', { authority: 'Court', duration: 'P1M' }),
    ]);
    const port = await server.port();
    const following = follow(port, { enough: (told) => told.some(({ event }) => event === 'status') });
    now = new Date('2019-02-03T00:02:00Z');
    expect((await following).at(-1)).toMatchObject({
      event: 'status',
      data: { day: '2019-02-03', parliamentarian: 'TST-100', to: { value: 'expired' } },
    });
  });

  it('ends when the server stops', async () => {
    await log(people(0, 1));
    const port = await server.port();
    const following = follow(port, { enough: () => false });
    const first = await follow(port, { enough: (told) => told.length === 1 });
    await server.close();
    expect(await following).toEqual(first);
  });

  it('is answered without an end only to GET', async () => {
    const { statusCode, body } = await server.send({ method: 'HEAD', url: '/feed' });
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: '' });
  });
});

async function logged({ store }: Server): Promise<string[]> {
  const ids: string[] = [];
  for await (const { eventId } of store.readAll(null)) ids.push(eventId);
  return ids;
}
