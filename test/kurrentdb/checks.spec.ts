import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { importFiles } from '#event-store';
import { type Server, startServer } from '../e2e/server.js';
import { KurrentServer } from '../support/kurrentdb/kurrent-server.js';

const RECORD = 'test/checks/scenarios.ndjson';
const QUESTIONS = 'test/checks/scenarios.json';
const now = () => new Date('2026-03-01T10:00:00.000Z');

/** Where the log lives is nothing that an answer may tell, but by its positions. */
describe('with the log on KurrentDB and the rows in SQLite', () => {
  let server: KurrentServer;
  let embedded: Server;
  let kurrent: Server;
  beforeAll(async () => {
    server = await KurrentServer.start();
    embedded = await startServer({}, now);
    kurrent = await startServer({ HABEAS_EVENT_STORE: server.url(`checks-${randomUUID()}-`) }, now);
    for (const one of [embedded, kurrent]) {
      const report = await importFiles(one.store, [RECORD], { officer: 'test', now });
      expect([report.faults, report.lines - report.stored]).toEqual([[], 0]);
      await one.caughtUp();
    }
  });
  afterAll(async () => {
    await embedded.close();
    await kurrent.close();
    await server.kill();
  });

  it(`answers every question of ${QUESTIONS} as the embedded log does`, async () => {
    const questions = JSON.parse(readFileSync(QUESTIONS, 'utf8')) as { readonly get: string }[];
    for (const { get } of questions) {
      const [expected, answer] = [await embedded.get(get), await kurrent.get(get)];
      expect([get, answer.statusCode]).toEqual([get, expected.statusCode]);
      expect(withoutPositions(answer.body)).toBe(withoutPositions(expected.body));
    }
  });

  it('answers the same question asked again by its position, and waits for what was just written', async () => {
    const asked = '/parliamentarians/TST-01/status?asOf=2021-01-01';
    const before = await kurrent.get(asked);
    const position = before.json()['position'] as string;
    const event = {
      type: 'Released',
      key: 'later',
      occurredOn: '2020-12-01',
      facts: { ends: 'all' },
      assertions: [{ by: 'committee', source: 'a letter' }],
    };
    const etag = (await kurrent.get('/cases/TST-01/developments')).headers['etag'] as string;
    const logged = await kurrent.post('/cases/TST-01/developments', event, { 'if-match': etag });
    expect(logged.statusCode).toBe(201);
    const after = await kurrent.get(`${asked}&after=${logged.json()['position'] as string}`);
    expect(after.statusCode).toBe(200);
    expect(after.json()['status']).not.toEqual(before.json()['status']);
    const again = await kurrent.get(`${asked}&knownAt=${position}`);
    expect(again.json()['status']).toEqual(before.json()['status']);
    const repeated = await kurrent.post('/cases/TST-01/developments', event, { 'if-match': etag });
    expect([repeated.statusCode, repeated.json()]).toEqual([200, logged.json()]);
    expect((await kurrent.get('/health/ready')).json()).toMatchObject({ status: 'ready', lag: 0 });
  });
});

function withoutPositions(body: string): string {
  return JSON.stringify(JSON.parse(body, (key, value: unknown) => (key === 'position' ? undefined : value)));
}
