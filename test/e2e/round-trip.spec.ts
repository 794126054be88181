import { development, opening } from './lines.js';
import { startServer, type Answer, type Server } from './server.js';

let server: Server;
beforeAll(async () => (server = await startServer()));
afterAll(() => server.close());

const positionOf = (answer: Answer): string => String(answer.json()['position']);

/** Logs on the case as it is now, as an officer does who has just read it. */
async function log(reference: string, line: object) {
  const seen = await server.get(`/cases/${reference}/developments`);
  const logged = await server.post(`/cases/${reference}/developments`, line, { 'if-match': String(seen.headers.etag) });
  expect(logged.statusCode).toBe(201);
  return logged;
}

describe('what is logged is answered', () => {
  it('opens a case, logs on it, and tells the status with the event that decided it', async () => {
    const opened = await server.post('/cases', opening('KHM-60'));
    expect([opened.statusCode, opened.headers.etag, opened.headers.location]).toEqual([201, '"0"', '/cases/KHM-60']);
    const logged = await server.post('/cases/KHM-60/developments', development('Arrested', '2017-09-03'), {
      'if-match': '"0"',
    });
    expect([logged.statusCode, logged.headers.etag, logged.json()]).toMatchObject([
      201,
      '"1"',
      { case: 'KHM-60', revision: 1, summary: 'Arrested' },
    ]);

    const after = `after=${positionOf(logged)}`;
    const answer = await server.get(`/parliamentarians/KHM-60/status?asOf=2017-09-10&${after}`);
    const { eventId } = logged.json();
    expect(answer.json()).toMatchObject({
      parliamentarian: 'KHM-60',
      asOf: '2017-09-10',
      position: positionOf(logged),
      lens: 'working',
      status: {
        custody: { value: 'arrested', since: '2017-09-03', days: 8, because: [{ eventId, revision: 1 }] },
        exile: { value: 'none_recorded' },
      },
    });
    const board = await server.get(`/board?view=custody&value=arrested&${after}`);
    expect(board.json()).toMatchObject({
      counts: { certain: 1, possible: 0, atLeast: 1, atMost: 1 },
      rows: [{ parliamentarian: 'KHM-60' }],
      next: null,
    });
  });

  it('finds the case by a label once in use, its slash percent-encoded, for reading and for writing', async () => {
    await server.post('/cases', opening('KHM-61'));
    const renamed = await log('KHM-61', development('CaseReferenceChanged', '2016-01-01', { reference: 'CMBD/61' }));
    const read = await server.get(`/cases/cmbd%2F61?after=${positionOf(renamed)}`);
    expect([read.statusCode, read.headers.etag, read.json()['reference']]).toEqual([200, '"1"', 'KHM-61']);
    const wrote = await server.post('/cases/CMBD%2F61/developments', development('Arrested', '2017-01-01'), {
      'if-match': '"1"',
    });
    expect([wrote.statusCode, wrote.json()['case']]).toEqual([201, 'KHM-61']);
  });

  it('finds a case by a name written without its accents, or with them where the record has none', async () => {
    await server.post('/cases', opening('CZE-01', { name: 'Žofie Łukasová' }));
    const after = positionOf(await server.post('/cases', opening('CZE-02', { name: 'Zofie Bila' })));
    const found = async (q: string) => {
      const { cases } = (await server.get(`/cases?after=${after}&q=${encodeURIComponent(q)}`)).json();
      return (cases as { reference: string }[]).map(({ reference }) => reference);
    };
    expect(await found('zofie')).toEqual(['CZE-01', 'CZE-02']);
    expect(await found('ŽOFIE b')).toEqual(['CZE-02']);
    expect(await found('lukasova')).toEqual(['CZE-01']);
    expect(await found('cze-02')).toEqual(['CZE-02']);
    expect(await found('\u0301')).toEqual([]);
  });

  it('answers what was known then to the byte, whatever is learned later', async () => {
    await server.post('/cases', opening('KHM-62'));
    const arrested = await log('KHM-62', development('Arrested', '2017-09-03'));
    const then = `/parliamentarians/KHM-62/status?asOf=2018-01-01&knownAt=${positionOf(arrested)}`;
    const today = (after: string) => server.get(`/parliamentarians/KHM-62/status?asOf=2018-01-01&after=${after}`);
    const [before, now] = [
      await server.get(`${then}&after=${positionOf(arrested)}`),
      await today(positionOf(arrested)),
    ];
    expect(now.json()).toMatchObject({ status: { custody: { value: 'arrested' } } });

    const late = positionOf(await log('KHM-62', development('Released', '2017-12-24', { ends: 'all' })));
    expect((await today(late)).json()).toMatchObject({
      status: { custody: { value: 'released', since: '2017-12-24' } },
    });
    expect((await server.get(`${then}&after=${late}`)).body).toBe(before.body);
    const card = `/cases/KHM-62?knownAt=${positionOf(arrested)}&asOf=2018-01-01`;
    expect((await server.get(card)).body).toBe((await server.get(`${card}&after=${late}`)).body);
  });

  it('tells what changed between two pairs of days, and why', async () => {
    await server.post('/cases', opening('KHM-63'));
    const seen = positionOf(await log('KHM-63', development('Arrested', '2017-09-03')));
    const late = positionOf(await log('KHM-63', development('Released', '2017-12-24', { ends: 'all' })));
    const changes = await server.get(
      `/changes?case=KHM-63&fromAsOf=2018-01-01&fromKnownAt=${seen}&toAsOf=2018-01-01&toKnownAt=${late}&after=${late}`,
    );
    expect(changes.json()).toMatchObject({
      developments: [{ type: 'Released' }],
      statuses: [
        {
          parliamentarian: 'KHM-63',
          view: 'custody',
          why: 'learned',
          from: { value: 'arrested' },
          to: { value: 'released' },
        },
      ],
      next: null,
    });
  });

  it('gives a reference that was not known by then the same answer as one that was never known', async () => {
    const opened = await server.post('/cases', opening('KHM-64'));
    const before = String(Number(positionOf(opened)) - 1);
    const early = await server.get(`/parliamentarians/KHM-64/status?knownAt=${before}&after=${positionOf(opened)}`);
    const never = await server.get(`/parliamentarians/KHM-99/status?knownAt=${before}`);
    expect(early.statusCode).toBe(404);
    expect(early.body.replaceAll('KHM-64', 'KHM-99')).toBe(never.body);
  });

  it('leaves out of a page nothing that the next page does not tell', async () => {
    const whole = (await server.get('/cases?limit=100')).json() as { position: string; cases: unknown[] };
    const paged: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await server.get(`/cases?limit=2&knownAt=${whole.position}${cursor && `&cursor=${cursor}`}`);
      const { cases, next } = page.json() as { cases: unknown[]; next: string | null };
      paged.push(...cases);
      cursor = next;
    }
    expect(paged).toEqual(whole.cases);
  });
});

describe('a record of nothing', () => {
  it('is answered like any other, and its position can be asked for again', async () => {
    const empty = await startServer();
    const cases = await empty.get('/cases');
    expect(cases.json()).toEqual({ knownAt: null, position: '0', lens: 'working', cases: [], next: null });
    for (const url of ['/cases?after=0', '/cases?knownAt=0', '/cases?knownAt=2018-01-01'])
      expect((await empty.get(url)).statusCode).toBe(200);
    expect((await empty.get('/board?view=exile')).json()).toMatchObject({
      counts: { in_exile: { certain: 0, atMost: 0 } },
      rows: [],
    });
    expect((await empty.get('/health/ready')).json()).toMatchObject({
      status: 'ready',
      log: { position: null },
      lag: 0,
    });
    await empty.close();
  });
});
