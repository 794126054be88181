import { readFileSync } from 'node:fs';
import { importFiles } from '#event-store';
import { startServer, type Answer, type Server } from './server.js';

const NOW = (): Date => new Date('2026-11-22T12:00:00Z');
let server: Server;
beforeAll(async () => {
  server = await startServer({}, NOW);
  await importFiles(server.store, ['samples/cambodia.ndjson'], { officer: 'demo', now: NOW });
  await server.caughtUp();
});
afterAll(() => server.close());

interface Call {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** The calls that README shows, read as a shell reads them. */
const CALLS: readonly Call[] = [
  ...readFileSync('README.md', 'utf8').matchAll(
    /^curl ((?:-\w+ )*)'?127\.0\.0\.1:3000([^\s']+)'?((?: -H '[^']*')*)(?: -d '([^']*)')?/gm,
  ),
]
  .filter(([, flags]) => flags === '')
  .map(([, , url, headers, body]) => ({
    url: url!,
    body,
    headers: Object.fromEntries(
      [...headers!.matchAll(/-H '([^:]+): ([^']*)'/g)].map(([, name, value]) => [name!.toLowerCase(), value!]),
    ),
  }));
const LOGGED = CALLS.filter(({ body }) => body !== undefined);

const perform = ({ url, headers, body }: Call): Promise<Answer> =>
  body === undefined ? server.get(url, headers) : server.post(url, Buffer.from(body), headers);
const houseArrest = async (): Promise<unknown> => {
  await server.caughtUp();
  const { status } = (await server.get('/parliamentarians/KHM-60/status?asOf=2026-03-10')).json() as {
    status: { custody: { value: string; since: string } };
  };
  return [status.custody.value, status.custody.since];
};

describe('what README shows works on the sample', () => {
  it.each(CALLS.filter(({ body }) => body === undefined))('$url', async (call) => {
    expect((await perform(call)).statusCode).toBe(200);
  });

  it('a development is logged, once however often it is sent; then rectified; then retracted', async () => {
    expect(LOGGED).toHaveLength(3);
    const [logged, rectified, retracted] = LOGGED as [Call, Call, Call];
    expect((await server.get('/cases/KHM-60')).headers['etag']).toBe(logged.headers['if-match']);
    expect(await houseArrest()).toEqual(['house_arrest', '2018-09-10']);
    const [first, again] = [await perform(logged), await perform(logged)];
    expect([first.statusCode, again.statusCode, again.body]).toEqual([201, 200, first.body]);
    expect(await houseArrest()).toEqual(['released', '2026-03-05']);
    expect((await perform(rectified)).statusCode).toBe(201);
    expect(await houseArrest()).toEqual(['released', '2026-03-04']);
    expect((await perform(retracted)).statusCode).toBe(201);
    expect(await houseArrest()).toEqual(['house_arrest', '2018-09-10']);
  });
});
