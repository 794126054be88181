import { development, opening } from './lines.js';
import { startServer, type Answer, type Server } from './server.js';

let server: Server;
beforeAll(async () => {
  server = await startServer();
  await server.post('/cases', opening('KHM-60'));
});
afterAll(() => server.close());

const arrest = development('Arrested', '2017-09-03');
const log = (headers: Record<string, string>, line: object = arrest) =>
  server.post('/cases/KHM-60/developments', line, headers);
const told = (answer: Answer) => [answer.statusCode, String(answer.json()['type']).split(':').at(-1)];

describe('If-Match', () => {
  it('is asked for, with the way to come by it', async () => {
    const answer = await log({});
    expect(told(answer)).toEqual([428, 'revision-required']);
    expect(answer.json()['detail']).toContain('ETag as If-Match');
    expect(answer.json()['errors']).toEqual([
      { path: 'If-Match', message: 'is missing: the revision that you saw, such as "4"' },
    ]);
  });

  it.each([
    ['*'],
    ['W/"0"'],
    ['0'],
    ['"a"'],
    ['"00"'],
    ['"0", "1"'],
    ['"-1"'],
    ['""'],
    ['"99999999999999999999"'],
    ['"0" '],
  ])('is one strong ETag of a case, and not %s', async (text) => {
    const answer = await log({ 'if-match': text });
    expect(text.trim() === '"0"' ? [400, 'invalid-header'] : told(answer)).toEqual([400, 'invalid-header']);
  });

  it('that the case has moved past stores nothing, and names where the case is', async () => {
    const first = await log({ 'if-match': '"0"' });
    expect(first.statusCode).toBe(201);
    const moved = await log({ 'if-match': '"0"' }, development('Released', '2017-10-01', { ends: 'all' }));
    expect(told(moved)).toEqual([412, 'revision-moved']);
    expect(moved.headers.etag).toBe('"1"');
    expect(moved.json()).toMatchObject({
      detail: expect.stringMatching(/^The case is at revision 1\. Read what was added/) as string,
      errors: [{ path: 'If-Match', message: 'names revision 0: the case is at revision 1' }],
      revision: 1,
    });
    expect((await server.get('/cases/KHM-60')).headers.etag).toBe('"1"');
  });

  it('that the case has never been at stores nothing, and says so', async () => {
    const ahead = await log({ 'if-match': '"7"' }, development('Released', '2017-10-01', { ends: 'all' }));
    expect(told(ahead)).toEqual([412, 'revision-not-reached']);
    expect(ahead.headers.etag).toBe('"1"');
    expect(ahead.json()).toMatchObject({
      title: 'The case has never been at that revision',
      detail: expect.stringMatching(/^The case is at revision 1, and has never been at 7\. Read the case/) as string,
      errors: [{ path: 'If-Match', message: 'names revision 7: the case is at revision 1' }],
      revision: 1,
    });
    expect(JSON.stringify(ahead.json())).not.toContain('moved on');
    expect((await server.get('/cases/KHM-60')).headers.etag).toBe('"1"');
  });
});

describe('Idempotency-Key', () => {
  it('makes a repeat harmless: the first answer to the byte, whatever If-Match says by then', async () => {
    const line = development('Questioned', '2017-09-05');
    const first = await log({ 'if-match': '"1"', 'idempotency-key': 'letter-7' }, line);
    const again = await log({ 'if-match': '"1"', 'idempotency-key': 'letter-7' }, line);
    expect([first.statusCode, again.statusCode, again.body, again.headers.etag]).toEqual([201, 200, first.body, '"2"']);
  });

  it('belongs to one content', async () => {
    const other = await log(
      { 'if-match': '"2"', 'idempotency-key': 'letter-7' },
      development('Questioned', '2017-09-06'),
    );
    expect(told(other)).toEqual([422, 'key-reused']);
  });

  it.each([['a'.repeat(201)], ['a b'], ['clé']])('is short and visible, and not %s', async (key) => {
    expect(told(await log({ 'if-match': '"2"', 'idempotency-key': key }))).toEqual([400, 'invalid-header']);
  });

  it('lets the opening of a case be repeated, and another case of that reference not', async () => {
    const again = await server.post('/cases', opening('KHM-60'));
    expect([again.statusCode, again.headers.etag]).toEqual([200, '"0"']);
    expect(told(await server.post('/cases', opening('KHM-60', { name: 'Somebody else' })))).toEqual([
      409,
      'case-already-open',
    ]);
  });
});

describe('a case that two open at once', () => {
  it('is open once, and the other is told that it is open already', async () => {
    const answers = await Promise.all(
      ['Ada', 'Grace', 'Edith'].map((name) => server.post('/cases', opening('KHM-99', { name }))),
    );
    const [first, ...others] = answers.map(told).sort(([a], [b]) => Number(a) - Number(b));
    expect(first![0]).toBe(201);
    for (const other of others) expect(other).toEqual([409, 'case-already-open']);
  });
});

describe('what every answer carries', () => {
  it('is never kept, never framed, never guessed at, and can be found in the log of the server', async () => {
    for (const url of ['/cases', '/cases/KHM-60', '/nothing', '/cases/%zz']) {
      const { headers } = await server.get(url);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      });
    }
    expect((await server.get('/cases')).headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
    });
    expect((await server.get('/cases', { origin: 'http://evil.example' })).headers).not.toHaveProperty(
      'access-control-allow-origin',
    );
  });

  it.each([['evil.example'], ['localhost.evil.example:3000'], ['127.0.0.1.evil.example']])(
    'is for those who ask for this server, and not for %s',
    async (host) => {
      expect(told(await server.get('/cases', { host }))).toEqual([421, 'unknown-host']);
    },
  );

  it.each([['localhost'], ['LOCALHOST:3000'], ['127.0.0.1:80'], ['[::1]:3000']])('may be asked of %s', async (host) => {
    expect((await server.get('/cases', { host })).statusCode).toBe(200);
  });
});
