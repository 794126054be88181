import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFiles, openEventStore } from '#event-store';
import { openReadModels } from '#read-models';
import { NO_POSTGRES, startPostgres, type TestPostgres } from '../support/postgres.js';
import { startServer, type Server } from './server.js';

const RECORDS = [
  { record: 'test/checks/scenarios.ndjson', questions: 'test/checks/scenarios.json' },
  { record: 'samples/cambodia.ndjson', questions: 'test/checks/asof.json' },
  { record: 'test/checks-abroad/histories.ndjson', questions: 'test/checks-abroad/questions.json' },
].filter(({ record }) => existsSync(record));
const RESTART_MS = 20_000;

const suite = NO_POSTGRES === null ? describe : describe.skip;
suite(`the api with rows on PostgreSQL${NO_POSTGRES === null ? '' : ` (${NO_POSTGRES})`}`, () => {
  let postgres: TestPostgres;
  let folder: string;
  const servers: Server[] = [];
  const serve = async (rows: string, log = 'sqlite::memory:') => {
    const server = await startServer({ HABEAS_EVENT_STORE: log, HABEAS_READ_MODELS: rows });
    servers.push(server);
    return server;
  };

  beforeAll(async () => void (postgres = await startPostgres()));
  afterAll(() => postgres.close());
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'habeas-e2e-'))));
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
    rmSync(folder, { recursive: true });
  });

  it.each(RECORDS)(
    'answers $questions right, and to the byte as with rows in a file',
    async ({ record, questions }) => {
      const log = `sqlite:${join(folder, 'log.db')}`;
      const store = await openEventStore(log);
      await importFiles(store, [record], { officer: 'test', now: () => new Date() });
      await store.close();
      const [embedded, cluster] = [await serve('sqlite::memory:', log), await serve(await postgres.database(), log)];
      for (const server of [embedded, cluster]) await server.caughtUp();
      const asked = JSON.parse(readFileSync(questions, 'utf8')) as { get: string }[];
      for (const { get } of asked) {
        const [one, other] = [await embedded.get(get), await cluster.get(get)];
        expect([get, other.statusCode, other.body]).toEqual([get, one.statusCode, one.body]);
      }
      const told = await ask(`http://127.0.0.1:${await cluster.port()}`, questions);
      expect(told).toMatch(/^\d+ right, 0 wrong, of \d+$/m);
    },
  );

  it('answers every request from one version of the rows, without an error, while they are rebuilt and put back', async () => {
    const url = await postgres.database();
    const server = await serve(url);
    await server.logAll([
      opening('TST-01'),
      arrest('TST-01'),
      ...Array.from({ length: 30 }, (_, n) => opening(`TST-${n + 10}`)),
    ]);
    await server.caughtUp();
    const [{ number }] = (await postgres.query(url, "SELECT number FROM habeas.versions WHERE state = 'active'")) as [
      { number: number },
    ];
    // The former rows lie in two tables, so that an answer shows which rows it was told by.
    await postgres.query(
      url,
      `UPDATE habeas_rows_${number}.subjects_v1 SET name = 'Former' WHERE reference = 'TST-01';
       UPDATE habeas_rows_${number}.segments_v1 SET value = 'free', listed_under = 'free' WHERE subject = 'TST-01' AND view = 'custody'`,
    );
    const builder = await openReadModels(url, server.store);
    const told = new Map<string, number>();
    let isOver = false;
    const ask = async () => {
      while (!isOver) {
        const answer = await server.get('/parliamentarians/TST-01/status?asOf=2020-02-02');
        const { name, status } = answer.json() as { name?: string; status?: { custody: { value: string } } };
        const seen = `${answer.statusCode} ${String(name)} ${String(status?.custody.value)}`;
        told.set(seen, (told.get(seen) ?? 0) + 1);
      }
    };
    const asking = Promise.all([ask(), ask(), ask(), ask()]);
    try {
      await builder.rebuild();
      await builder.goBack();
    } finally {
      isOver = true;
      await asking;
      await builder.close();
    }
    expect([...told.keys()].sort()).toEqual(['200 Former free', '200 Person TST-01 arrested']);
  }, 90_000);

  it('says 503 with a remedy while PostgreSQL is down, stores all the same, and goes on when it is back', async () => {
    const { server: database } = postgres;
    if (!database) return;
    const server = await serve(await postgres.database());
    await server.logAll([opening('TST-01')]);
    await server.caughtUp();
    await database.down();
    try {
      const refused = await server.get('/cases/TST-01');
      expect([refused.statusCode, refused.headers['content-type'], refused.headers['retry-after']]).toEqual([
        503,
        'application/problem+json; charset=utf-8',
        '1',
      ]);
      expect(refused.json()).toMatchObject({
        type: 'urn:habeas:problem:rows-unavailable',
        detail: expect.stringContaining('PostgreSQL'),
      });
      expect(refused.body).not.toMatch(/postgres:\/\/|at .*\.ts|password/);
      expect((await server.get('/health/ready')).statusCode).toBe(503);
      expect((await server.get('/health/live')).statusCode).toBe(200);
      await server.logAll([opening('TST-02')]);
      const { case: _, ...arrested } = arrest('TST-01');
      const logged = await server.post('/cases/TST-01/developments', arrested, { 'if-match': '"0"' });
      expect([logged.statusCode, logged.headers['etag']]).toEqual([201, '"1"']);
      // Whether it is the label of a case nobody can tell without the rows.
      const unknown = await server.post('/cases/TST-03/developments', arrested, { 'if-match': '"0"' });
      expect(unknown.json()).toMatchObject({ status: 503, type: 'urn:habeas:problem:rows-unavailable' });
    } finally {
      await database.up();
    }
    const end = Date.now() + RESTART_MS;
    let answer = await server.get('/cases/TST-02');
    while (answer.statusCode !== 200 && Date.now() < end) answer = await server.get('/cases/TST-02');
    expect(answer.statusCode).toBe(200);
    await server.caughtUp();
    expect((await server.get('/health/ready')).json()).toMatchObject({ status: 'ready', lag: 0, fault: null });
  }, 90_000);
});

const opening = (reference: string) => ({
  case: reference,
  type: 'CaseOpened',
  key: 'open',
  occurredOn: '2020-01-01',
  facts: { kind: 'individual', country: 'IS', name: `Person ${reference}` },
  assertions: [{ by: 'committee', source: 'made up' }],
});

const arrest = (reference: string) => ({
  case: reference,
  type: 'Arrested',
  key: 'arrest',
  occurredOn: '2020-02-01',
  facts: {},
  assertions: [{ by: 'committee', source: 'made up' }],
});

async function ask(base: string, questions: string): Promise<string> {
  const asking = spawn(process.execPath, ['test/checks/ask.mjs', base, questions]);
  let told = '';
  asking.stdout.on('data', (data: Buffer) => (told += data.toString()));
  await once(asking, 'close');
  return told;
}
