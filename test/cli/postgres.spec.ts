import { rmSync } from 'node:fs';
import { NO_POSTGRES, startPostgres, type TestPostgres } from '../support/postgres.js';
import { Office } from './habeas.js';

const SAMPLE = 'test/checks/scenarios.ndjson';
const DAYS = ['--as-of', '2021-01-01', '--known-at', '2021-06-30'];

const suite = NO_POSTGRES === null ? describe : describe.skip;
suite(`habeas with rows on PostgreSQL${NO_POSTGRES === null ? '' : ` (${NO_POSTGRES})`}`, () => {
  const office = new Office();
  let postgres: TestPostgres;
  let url: string;
  const habeas = (...args: string[]) => office.habeasWith({ HABEAS_READ_MODELS: url }, ...args);

  beforeAll(async () => {
    postgres = await startPostgres();
    url = await postgres.database();
    expect(await habeas('import', SAMPLE)).toMatchObject({ exit: 0 });
  });
  afterAll(async () => {
    await postgres.close();
    rmSync(office.folder, { recursive: true });
  });

  it('answers from the rows as from the log alone', async () => {
    const rows = await habeas('board', '--view', 'custody', ...DAYS, '--json');
    expect(rows).toMatchObject({ exit: 0, notes: '' });
    expect(await habeas('replay', 'board', '--view', 'custody', ...DAYS, '--json')).toEqual(rows);
  });

  it('rebuilds, tells how the new rows differ, and goes back', async () => {
    const same = await habeas('rebuild');
    expect(same).toMatchObject({ exit: 0, notes: '' });
    expect(same.out).toMatch(
      /built again from 111 events, up to position 111\nThey say what the former ones said: \d+ rows/,
    );
    const [{ number }] = (await postgres.query(url, "SELECT number FROM habeas.versions WHERE state = 'active'")) as [
      { number: number },
    ];
    await postgres.query(
      url,
      `UPDATE habeas_rows_${number}.subjects_v1 SET name = 'Nobody' WHERE reference = 'TST-01'`,
    );
    const different = await habeas('rebuild');
    expect(different.out).toMatch(/subjects +\d+ +\d+ +1 +1\n- subjects .*"name":"Nobody".*\n\+ subjects /);
    expect((await habeas('status', 'TST-01', '--json')).out).not.toContain('Nobody');
    expect(await habeas('rebuild', '--back')).toMatchObject({ exit: 0, out: expect.stringContaining('answer again') });
    expect((await habeas('status', 'TST-01', '--json')).out).toContain('Nobody');
    expect(await habeas('rebuild', '--json')).toMatchObject({ exit: 0, out: expect.stringContaining('"difference"') });
  });

  it('is sound by the doctor, who refuses what is not safe and tells no password', async () => {
    expect(await habeas('doctor')).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/completeness +count and digest agree/),
    });
    for (const unsafe of [
      'postgres://habeas:Xk3-secret@db.example.org/rows',
      'postgres://postgres:postgres@127.0.0.1/rows',
    ]) {
      const { exit, out, notes } = await office.habeasWith({ HABEAS_READ_MODELS: unsafe }, 'doctor');
      expect([exit, out]).toEqual([1, expect.stringMatching(/fault +rows/)]);
      expect(out + notes).not.toMatch(/Xk3-secret|postgres:postgres/);
      expect(await office.habeasWith({ HABEAS_READ_MODELS: unsafe }, 'board', '--view', 'custody')).toMatchObject({
        exit: 2,
      });
    }
  });

  it('says in a line that a password or a database is wrong', async () => {
    for (const [wrong, says] of [
      [url.replace(/:[^:@]*@/, ':Xk3-secret@'), /PostgreSQL refuses: password authentication failed/],
      [url.replace(/[^/]*$/, 'nowhere'), /PostgreSQL refuses: database "nowhere" does not exist/],
      [`${url}?sslmode=verify-full`, /certificate to trust/],
    ] as const) {
      const { exit, notes } = await office.habeasWith({ HABEAS_READ_MODELS: wrong }, 'board', '--view', 'custody');
      expect([exit, notes.trim().split('\n')]).toEqual([2, [expect.stringMatching(says)]]);
      expect(notes).not.toContain('Xk3-secret');
    }
  });

  it('says in a line that PostgreSQL does not answer', async () => {
    const nobody = 'postgres://habeas:Xk3-secret@127.0.0.1:9/rows';
    const { exit, notes } = await office.habeasWith({ HABEAS_READ_MODELS: nobody }, 'board', '--view', 'custody');
    expect([exit, notes.trim().split('\n')]).toEqual([1, [expect.stringContaining('see that PostgreSQL runs')]]);
  });
});
