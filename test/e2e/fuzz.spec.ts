import fc from 'fast-check';
import { catalogue } from '#domain';
import { development, opening, vouchedFor } from './lines.js';
import { startServer, type Server } from './server.js';

const RUNS = Number(process.env['HABEAS_FUZZ_RUNS'] ?? 150);

let server: Server;
beforeAll(async () => {
  server = await startServer();
  await server.post('/cases', opening('KHM-60'));
  await server.post('/cases', opening('KHM-COLL-03', { kind: 'collective' }));
  await server.post('/cases/KHM-60/developments', development('Arrested', '2016-01-01', {}, { key: 'arrest' }), {
    'if-match': '"0"',
  });
});
afterAll(() => server.close());

const PARAMETERS = [
  'asOf',
  'knownAt',
  'lens',
  'after',
  'before',
  'cursor',
  'limit',
  'view',
  'value',
  'country',
  'case',
  'kind',
  'q',
  'type',
  'from',
  'to',
  'fromAsOf',
  'toKnownAt',
  '__proto__',
  'constructor',
];
const VALUES = [
  '2018-10-18',
  '2018-02-30',
  '0000-01-01',
  '9999-12-31',
  '-271821-04-20',
  'working',
  'custody',
  'arrested',
  'KHM-60',
  'KHM-COLL-03',
  'KH',
  '0',
  '1',
  '2',
  '99999',
  '1e3',
  'NaN',
  "' OR 1=1 --",
  '%25',
  '2018-10-18T12:00:00Z',
  '2018-10-18T12:00:00+99:99',
  'toString',
];
const ROUTES = [
  '/cases',
  '/cases/KHM-60',
  '/cases/KHM-60/developments',
  '/parliamentarians/KHM-60',
  '/parliamentarians/KHM-60/status',
  '/board',
  '/parties/X/status',
  '/changes',
  '/event-types',
  '/health/ready',
  '/docs/x',
  '/openapi.json',
];

const odd = fc.oneof(
  fc.constantFrom(...VALUES),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ maxLength: 400 }),
);
const encoded = odd.map((text) => encodeURIComponent(text.replace(/\p{Cs}/gu, '')));
const query = fc.array(fc.tuple(fc.constantFrom(...PARAMETERS), fc.oneof(encoded, fc.string({ maxLength: 20 }))), {
  maxLength: 4,
});
const url = fc.oneof(
  fc.constantFrom(...ROUTES),
  fc
    .tuple(
      fc.constantFrom('/cases/', '/parliamentarians/', '/parties/', '/docs/'),
      encoded,
      fc.constantFrom('', '/status', '/developments'),
    )
    .map((parts) => parts.join('')),
  fc.webPath().map((path) => `/${path.replace(/^\/+/, '')}`),
);
const header = fc.string({ maxLength: 30 }).map((text) => text.replace(/[^\x20-\x7e]/g, ''));

/** A sound development of any type, and what a careless program makes of it. */
const sound = fc.constantFrom(...catalogue()).map(({ type, example, needsTarget }) => ({
  type,
  occurredOn: '2017-05-05',
  facts: example,
  ...vouchedFor,
  ...(needsTarget && { target: 'arrest' }),
}));
const damaged = fc
  .tuple(sound, fc.array(fc.tuple(fc.nat(), fc.oneof(fc.jsonValue(), odd)), { minLength: 1, maxLength: 3 }))
  .map(([line, changes]) => changes.reduce((before, [at, value]) => damage(before, at, value), line));
const body = fc.oneof(damaged, damaged, sound, fc.jsonValue(), fc.string());

/** Puts the value at one of the places of the line. */
function damage<T>(line: T, at: number, value: unknown): T {
  const copy = structuredClone(line);
  const places: [object, string][] = [];
  const walk = (one: unknown): void => {
    if (typeof one !== 'object' || one === null) return;
    for (const key of Object.keys(one)) {
      places.push([one, key]);
      walk((one as Record<string, unknown>)[key]);
    }
  };
  walk(copy);
  const [holder, key] = places[at % Math.max(places.length, 1)] ?? [copy as object, 'x'];
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
  return copy;
}

const isLeak = /node_modules|\bat .*\.[tj]s:|SQLITE|SqliteError|TypeError|undefined/;

async function holdsFor(request: Parameters<Server['send']>[0]): Promise<void> {
  const before = await server.store.head();
  const answer = await server.send(request);
  expect(answer.statusCode).toBeLessThan(500);
  if (answer.statusCode < 400) return;
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.body).not.toMatch(isLeak);
  expect(await server.store.head()).toEqual(before);
}

describe('whatever is asked', () => {
  it('is answered, or refused with a problem document', async () => {
    await fc.assert(
      fc.asyncProperty(url, query, (path, pairs) =>
        holdsFor({
          method: 'GET',
          url: `${path}${pairs.length > 0 ? '?' : ''}${pairs.map((pair) => pair.join('=')).join('&')}`,
        }),
      ),
      { numRuns: RUNS },
    );
  });

  it('by whatever method and headers', async () => {
    const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS');
    const headers = fc.record(
      { 'content-type': header, 'if-match': header, 'idempotency-key': header, accept: header },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(method, url, headers, fc.string(), (verb, path, all, payload) =>
        holdsFor({ method: verb, url: path, headers: all, payload }),
      ),
      { numRuns: RUNS },
    );
  });
});

describe('whatever is sent to be logged', () => {
  it('is logged, or refused and not stored', async () => {
    const to = fc.constantFrom('/cases', '/cases/KHM-60/developments', '/cases/KHM-COLL-03/developments');
    await fc.assert(
      fc.asyncProperty(to, body, async (path, content) => {
        const seen = path === '/cases' ? '"0"' : String((await server.get(path)).headers['etag']);
        await holdsFor({
          method: 'POST',
          url: path,
          headers: { 'content-type': 'application/json', 'if-match': seen },
          payload: JSON.stringify(content) ?? '',
        });
      }),
      { numRuns: RUNS },
    );
  });

  it('leaves every answer whole', async () => {
    for (const path of ROUTES) expect((await server.get(path)).statusCode).toBeLessThan(500);
    expect((await server.get('/parliamentarians/KHM-60/status')).statusCode).toBe(200);
  });
});
