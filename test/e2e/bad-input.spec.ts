import { connect } from 'node:net';
import { once } from 'node:events';
import { development, opening } from './lines.js';
import { startServer, type Answer, type Server } from './server.js';

let server: Server;
beforeAll(async () => {
  server = await startServer();
  await server.post('/cases', opening('KHM-60'));
});
afterAll(() => server.close());

/** Every route that takes a question, and those that take none. */
const READS = [
  '/cases/KHM-60/sheet',
  '/reports/issued',
  '/cases',
  '/cases/KHM-60',
  '/cases/KHM-60/developments',
  '/parliamentarians/KHM-60',
  '/parliamentarians/KHM-60/status',
  '/board?view=custody',
  '/parties/X/status',
  '/changes',
  '/event-types',
  '/health/live',
  '/health/ready',
  '/metrics',
  '/openapi.json',
  '/docs',
  '/docs/start.js',
];
const DEEP = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;

const isProblem = (answer: Answer, status: number, code: string, about: RegExp = /./): void => {
  const problem = JSON.parse(answer.body) as Record<string, unknown>;
  expect([answer.statusCode, String(answer.headers['content-type']).split(';')[0], problem['type']]).toEqual([
    status,
    'application/problem+json',
    `urn:habeas:problem:${code}`,
  ]);
  expect(problem).toMatchObject({ status, title: expect.any(String) as string, detail: expect.any(String) as string });
  expect(answer.body).toMatch(about);
  expect(answer.body).not.toMatch(/\.(ts|js):\d|node_modules/);
};

const and = (url: string, query: string): string => `${url}${url.includes('?') ? '&' : '?'}${query}`;

describe('a question that cannot be read', () => {
  it.each(READS)('%s: a parameter that it does not take is named, with those that it takes', async (url) => {
    isProblem(await server.get(and(url, 'asof=2020-01-01')), 400, 'unknown-parameter', /"path":"asof"/);
  });

  it.each(READS.slice(0, 10))('%s: a parameter said twice, empty, or with a sign that no text holds', async (url) => {
    isProblem(await server.get(and(url, 'after=1&after=2')), 400, 'repeated-parameter', /"path":"after"/);
    isProblem(await server.get(and(url, 'after=')), 400, 'invalid-parameter', /"path":"after"/);
    isProblem(await server.get(and(url, 'after=%00')), 400, 'invalid-parameter', /"path":"after"/);
    isProblem(await server.get(and(url, `after=${'1'.repeat(301)}`)), 400, 'invalid-parameter', /"path":"after"/);
    isProblem(await server.get(and(url, 'after=%zz')), 400, 'malformed-url');
    isProblem(await server.get(and(url, 'after=%ff')), 400, 'malformed-url');
  });

  it.each([
    ['/cases?kind=both', 'kind'],
    ['/cases?limit=0', 'limit'],
    ['/cases?limit=1001', 'limit'],
    ['/cases?limit=ten', 'limit'],
    ['/cases?country=Cambodia', 'country'],
    ['/cases?country=UK', 'country'],
    ['/board?view=custody&country=zz', 'country'],
    ['/reports/statistics?year=2018&country=xx', 'country'],
    ['/cases?knownAt=yesterday', 'knownAt'],
    ['/cases?knownAt=2018-02-30', 'knownAt'],
    ['/cases?knownAt=2018-10-18T25:00:00Z', 'knownAt'],
    ['/cases/KHM-60?asOf=2018-13-01', 'asOf'],
    ['/cases/KHM-60?asOf=2018-1-1', 'asOf'],
    ['/cases/KHM-60?before=nothing', 'before'],
    ['/cases/KHM-60/developments?type=Arrest', 'type'],
    ['/cases/KHM-60/developments?from=2018', 'from'],
    ['/cases/KHM-60/developments?to=tomorrow', 'to'],
    ['/cases/KHM-60/developments?from=2020-01-02&to=2020-01-01', 'to'],
    ['/cases/KHM-60/developments?cursor=KHM-60', 'cursor'],
    ['/parliamentarians/KHM-60/status?lens=mine', 'lens'],
    ['/parliamentarians/KHM-60/status?view=partyStatus', 'view'],
    ['/cases/KHM-60/sheet?format=odt', 'format'],
    ['/cases/KHM-60/sheet?lang=de', 'lang'],
    ['/cases/KHM-60/sheet?lens=mine', 'lens'],
    ['/reports/issued?cursor=nothing', 'cursor'],
    ['/reports/changes?fromAsOf=2018-01-02&toAsOf=2018-01-01', 'toAsOf'],
    ['/reports/changes?fromKnownAt=x', 'fromKnownAt'],
    ['/reports/changes?cursor=KHM-60', 'cursor'],
    ['/reports/changes?cursor=999999', 'cursor'],
    ['/reports/follow-up?cursor=999999', 'cursor'],
    ['/reports/statistics?year=2018&open=persons&cursor=999999', 'cursor'],
    ['/cases/KHM-60/developments?cursor=999999', 'cursor'],
    ['/cases/KHM-60/developments?cursor=1', 'cursor'],
    ['/cases/KHM-60/developments?cursor=0', 'cursor'],
    ['/reports/follow-up?limit=0', 'limit'],
    ['/reports/statistics?cursor=5', 'cursor'],
    ['/reports/statistics?year=18', 'year'],
    ['/reports/statistics?year=2018&asOf=2017-12-31', 'asOf'],
    ['/reports/statistics?year=2018&knownAt=2017-12-31', 'year'],
    ['/reports/statistics?suppressBelow=1', 'suppressBelow'],
    ['/reports/statistics.xlsx?open=nothing', 'open'],
    ['/reports/board.csv', 'view'],
    ['/reports/board.xlsx?view=custody&value=sitting', 'value'],
    ['/reports/timeline.csv?person=KHM-60&case=KHM-60', 'person'],
    ['/reports/timeline.svg', 'person'],
    ['/reports/timeline.svg?person=KHM-60&lang=de', 'lang'],
    ['/reports/timeline.svg?person=KHM-60&view=custody', 'view'],
    ['/reports/follow-up.ics?country=KHM', 'country'],
    ['/reports/provenance', 'case'],
    ['/feed?after=nowhere', 'after'],
    ['/feed?after=999', 'after'],
    ['/feed?after=999~2020-01-01~KHM-60.custody', 'after'],
    ['/feed?after=1~2020-01-01~bogus.view', 'after'],
    ['/board', 'view'],
    ['/board?view=custody&cursor=nobody', 'cursor'],
    ['/cases?cursor=khm', 'cursor'],
    ['/changes?cursor=zz', 'cursor'],
    ['/board?view=caseStatus', 'view'],
    ['/board?view=custody&value=sitting', 'value'],
    ['/changes?fromAsOf=never', 'fromAsOf'],
    ['/changes?toKnownAt=never', 'toKnownAt'],
    ['/cases?after=no-position', 'after'],
    ['/cases/KHM-60?knownAt=c1p1', 'knownAt'],
    ['/cases/KHM-60?knownAt=999999', 'knownAt'],
  ])('%s: the parameter is named', async (url, parameter) => {
    isProblem(await server.get(url), 400, 'invalid-parameter', new RegExp(`"path":"${parameter}"`));
  });

  it.each(['/cases?after=999', '/cases?after=no-position', '/feed?after=999'])(
    '%s: says where positions come from',
    async (url) => {
      isProblem(await server.get(url), 400, 'invalid-parameter', /: give one that an answer told, or leave it out/);
    },
  );

  it('all parameters that have no form that they take are named at once', async () => {
    const answer = await server.get('/parliamentarians/KHM-60/status?asOf=soon&lens=mine&knownAt=yesterday');
    isProblem(answer, 400, 'invalid-parameter');
    expect((answer.json()['errors'] as { path: string }[]).map(({ path }) => path)).toEqual([
      'asOf',
      'lens',
      'knownAt',
    ]);
  });

  it.each(['nowhere', '999', '1~2020-01-01~bogus.view'])(
    'a feed that goes on after %s is refused under the name of the header that said so',
    async (id) => {
      isProblem(await server.get('/feed', { 'last-event-id': id }), 400, 'invalid-parameter', /"path":"Last-Event-ID"/);
    },
  );

  it.each([
    ['/cases/NIX', 'reference'],
    ['/cases/NIX/developments', 'reference'],
    ['/cases/NIX/sheet', 'reference'],
    ['/parliamentarians/NIX', 'reference'],
    ['/parliamentarians/NIX/status', 'reference'],
    ['/parties/Nobody/status', 'name'],
    ['/board?view=custody&case=NIX', 'case'],
    ['/changes?case=NIX', 'case'],
    ['/reports/changes?case=NIX', 'case'],
    ['/reports/follow-up?case=NIX', 'case'],
    ['/reports/follow-up.ics?case=NIX', 'case'],
    ['/reports/follow-up.csv?case=NIX', 'case'],
    ['/reports/board.csv?view=custody&case=NIX', 'case'],
    ['/reports/timeline.csv?case=NIX', 'case'],
    ['/reports/timeline.csv?person=NIX', 'person'],
    ['/reports/timeline.svg?case=NIX', 'case'],
    ['/reports/timeline.svg?person=NIX', 'person'],
    ['/reports/provenance?case=NIX', 'case'],
  ])('%s: nobody of that name, under the name of the parameter', async (url, parameter) => {
    const answer = await server.get(url);
    isProblem(answer, 404, 'not-found');
    expect((answer.json()['errors'] as { path: string }[]).map(({ path }) => path)).toEqual([parameter]);
  });

  it('a case of that address is not open to be written to: the address is named, for the body does not name a case', async () => {
    const answer = await server.post('/cases/NIX/developments', development('Arrested', '2017-09-03'), {
      'if-match': '"0"',
    });
    isProblem(answer, 404, 'not-found', /^(?!.*"path":"\/case")/);
    expect(answer.json()['errors']).toEqual([
      { path: 'reference', message: 'is not open: log a CaseOpened first', value: 'NIX' },
    ]);
  });

  it('who is not known is named in a whole sentence, with one remedy', async () => {
    const { detail, errors } = (await server.get('/cases/NIX')).json();
    const message = 'No case or parliamentarian is known by the reference "NIX" at that time';
    expect(errors).toEqual([{ path: 'reference', message }]);
    expect(detail).toBe(
      `${message}. GET /cases lists the references that are known; with knownAt, those that were known by then.`,
    );
  });

  it('a party that is not known is told by what names there are, and where one of that name is', async () => {
    const nobody = (await server.get('/parties/Nobody/status')).json();
    expect(nobody['detail']).toMatch(/^No party named "Nobody" is known at that time\. A party goes by the very name /);
    const line = development('PartyDissolved', '2017-11-16', { party: 'CNRP' });
    await server.post('/cases', opening('KHM-61'));
    const logged = await server.post('/cases/KHM-61/developments', line, { 'if-match': '"0"' });
    const abroad = await server.get(`/parties/CNRP/status?country=TH&after=${String(logged.json()['position'])}`);
    isProblem(abroad, 404, 'not-found', /No party named \\"CNRP\\" is known at that time in TH, but one is in KH\./);
  });

  it.each([
    ['/cases/%00'],
    ['/cases/a%0Ab/developments'],
    ['/parliamentarians/%E2%80%8B%01'],
    [`/cases/${'A'.repeat(301)}`],
    ['/parties/%07/status'],
  ])('%s: no reference', async (url) => {
    isProblem(await server.get(url), 400, 'invalid-parameter');
  });

  it.each([['/cases/%'], ['/cases/%zz/developments'], ['/cases/%C0%AF'], [`/cases/${'A'.repeat(3_000)}`]])(
    '%s: no address',
    async (url) => {
      isProblem(await server.get(url), 400, 'malformed-url');
    },
  );

  it.each([
    ['/'],
    ['/case'],
    ['/cases/'],
    ['/cases//developments'],
    ['/cases/KHM-60/developments/1'],
    ['/docs/swagger-ui-bundle.js.map'],
    ['/docs/..%2Fpackage.json'],
    ['/../package.json'],
    ['/health'],
    ['/%2e%2e/etc/passwd'],
  ])('%s: nothing there', async (url) => {
    const answer = await server.get(url);
    expect([400, 404]).toContain(answer.statusCode);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('is not refused for a plus sign that can only be one', async () => {
    const answer = await server.get('/cases?knownAt=2099-10-18T12:00:00+02:00');
    expect([answer.statusCode, answer.json()['knownAt']]).toEqual([200, '2099-10-18T12:00:00+02:00']);
  });

  it('by another method is refused with those that there are', async () => {
    for (const [method, url, allow] of [
      ['DELETE', '/cases/KHM-60', 'GET, HEAD'],
      ['PUT', '/cases', 'GET, HEAD, POST'],
      ['POST', '/board', 'GET, HEAD'],
      ['OPTIONS', '/cases/CMBD%2F60/developments', 'GET, HEAD, POST'],
    ] as const) {
      const answer = await server.send({ method, url, headers: { 'content-type': 'text/plain' }, payload: 'x' });
      isProblem(answer, 405, 'method-not-allowed');
      expect(answer.headers['allow']).toBe(allow);
    }
  });
});

describe('a development that cannot be read', () => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    server.post('/cases/KHM-60/developments', body, { 'if-match': '"0"', ...headers });

  it.each([
    ['nothing', ''],
    ['half of it', '{"type":"Arrested"'],
    ['two of them', '{}{}'],
    ['bytes that are no text', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['a well without a bottom', DEEP],
    ['one name twice', '{"type":"Arrested","occurredOn":"2020-01-01","occurredOn":"2021-01-01"}'],
  ])('%s', async (_what, body) => isProblem(await post(body), 400, 'malformed-json'));

  it.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/xml'],
    ['nonsense'],
  ])('of the type %s', async (type) =>
    isProblem(await post('{}', { 'content-type': type }), 415, 'unsupported-media-type'),
  );

  it.each([
    ['content-encoding', 'gzip', 'Content-Encoding'],
    ['content-type', 'application/json; charset=utf-16', 'Content-Type'],
    ['content-type', 'application/json;charset="ISO-8859-1"', 'Content-Type'],
  ])('said by %s to be %s: it would be read as what it is not', async (header, value, path) => {
    const answer = await post(development('Arrested', '2016-01-01'), { [header]: value });
    isProblem(answer, 415, 'unsupported-media-type', new RegExp(`"path":"${path}"`));
  });

  it.each([
    ['content-encoding', 'identity'],
    ['content-type', 'application/json; charset=UTF-8'],
  ])('is not one that is said by %s to be %s', async (header, value) =>
    isProblem(await post({}, { [header]: value }), 422, 'invalid-development'),
  );

  it('of more than 1 MiB', async () => isProblem(await post({ text: 'x'.repeat(1_100_000) }), 413, 'too-large'));

  it.each([
    ['no object', [1], ''],
    ['no object either', 'null', ''],
    ['an empty one', {}, '/type'],
    ['a type that there is not', development('Arrest', '2016-01-01'), '/type'],
    ['a type that only opens cases', opening('KHM-60'), '/'],
    ['a fact that the type does not have', development('Arrested', '2016-01-01', { nix: 1 }), '/facts/nix'],
    ['a day that there is not', development('Arrested', '2016-02-30'), '/occurredOn'],
    ['a day to come', development('Arrested', '2999-01-01'), '/occurredOn'],
    ['nobody who vouches', { ...development('Arrested', '2016-01-01'), assertions: [] }, '/assertions'],
    [
      'known since, outside a backfill',
      { ...development('Arrested', '2016-01-01'), knownSince: '2016-01-01' },
      '/knownSince',
    ],
    ['confidential', { ...development('Arrested', '2016-01-01'), confidentiality: 'secret' }, '/confidentiality'],
    ['another case', { ...development('Arrested', '2016-01-01'), case: 'KHM-61' }, '/case'],
    ['a field of the prototype', '{"__proto__":{"type":"Arrested"},"type":"Arrested"}', '/__proto__'],
  ])('%s: each fault with its place', async (_what, body, path) => {
    const answer = await post(body);
    isProblem(answer, 422, 'invalid-development');
    expect(
      (JSON.parse(answer.body) as { errors: { path: string }[] }).errors
        .map((fault) => fault.path)
        .some((one) => one.startsWith(path)),
    ).toBe(true);
  });

  it('about somebody whom the record does not know', async () => {
    const answer = await post(development('Arrested', '2016-01-01', {}, { appliesTo: ['KHM-99'] }));
    isProblem(answer, 422, 'refused', /"rule":"unknown-reference"/);
  });

  it('of a case that there is not', async () => {
    isProblem(
      await server.post('/cases/KHM-99/developments', development('Arrested', '2016-01-01'), { 'if-match': '"0"' }),
      404,
      'not-found',
    );
  });

  it('stores nothing', async () => {
    expect((await server.get('/cases/KHM-60')).headers['etag']).toBe('"0"');
  });
});

describe('what is no HTTP at all', () => {
  it.each([
    ['GET / nonsense\r\n\r\n', 400],
    ['GET /cases HTTP/1.1\r\nConnection: close\r\n\r\n', 421],
    [`GET /cases?q=${'a'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 431],
    ['GET /cases HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n', 400],
    ['GET *cases HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 404],
    ['GET http://localhost/case HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 404],
  ])('is answered with a problem document too: %#', async (request, status) => {
    const socket = connect(await server.port(), '127.0.0.1');
    socket.end(request);
    let answer = '';
    socket.on('data', (data: Buffer) => (answer += data.toString()));
    await once(socket, 'close');
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.toLowerCase()).toContain('content-type: application/problem+json');
    expect(answer).toContain('"type":"urn:habeas:problem:');
  });
});

it('an address with letters that are not encoded is told to encode them', async () => {
  const socket = connect(await server.port(), '127.0.0.1');
  socket.end(Buffer.from('GET /cases?q=Thaïlande HTTP/1.1\r\nHost: localhost\r\n\r\n', 'utf8'));
  let answer = '';
  socket.on('data', (data: Buffer) => (answer += data.toString()));
  await once(socket, 'close');
  expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*"type":"urn:habeas:problem:malformed-url"[\s\S]*Percent-encode/);
});

describe('a server that is told to stop', () => {
  it('answers who has asked, and does not wait for who never finishes asking', async () => {
    const own = await startServer();
    const half = connect(await own.port(), '127.0.0.1');
    half.on('error', () => undefined);
    half.write('GET /cases HTTP/1.1\r\nHost: localhost\r\n');
    const answered = fetch(`http://127.0.0.1:${await own.port()}/cases`);
    expect((await answered).status).toBe(200);
    await own.close();
    if (!half.closed) await once(half, 'close');
    expect(half.destroyed).toBe(true);
  });
});
