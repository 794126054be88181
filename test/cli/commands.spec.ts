import { existsSync, readFileSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Office } from './habeas.js';

const SAMPLE = 'test/checks/scenarios.ndjson';
const DAYS = ['--as-of', '2021-01-01', '--known-at', '2021-06-30'];

describe('habeas', () => {
  const office = new Office();
  beforeAll(async () => {
    expect(await office.habeas('import', SAMPLE)).toMatchObject({
      exit: 0,
      out: '111 lines: 111 stored, 0 stored already\n',
    });
  });

  it('imports again without storing anything twice, and reports as JSON', async () => {
    const { exit, out } = await office.habeas('import', SAMPLE, '--json');
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ lines: 111, stored: 0, alreadyStored: 111, faults: [] });
  });

  it('tells people what events say in words, and programs days and codes as they are stored', async () => {
    const asking = ['timeline', 'TST-10', '--type', 'PoliticalBanImposed', ...DAYS];
    expect((await office.habeas(...asking)).out).toContain('Banned from political activity, until 1 January 2019');
    const { developments } = JSON.parse((await office.habeas(...asking, '--json')).out) as { developments: [unknown] };
    expect(developments).toEqual([
      expect.objectContaining({ summary: 'Banned from political activity, until 2019-01-01' }),
    ]);
  });

  it.each([
    ['status', ['TST-01']],
    ['status', ['TST-01', '--view', 'custody', '--lens', 'authorities']],
    ['board', ['--view', 'custody']],
    ['board', ['--view', 'custody', '--value', 'arrested', '--country', 'is', '--limit', '2']],
    ['board', ['--view', 'politicalBan', '--case', 'TST-COLL-01']],
    ['timeline', ['TST-01', '--type', 'Arrested']],
    ['case', ['TST-COLL-01']],
    ['cases', ['--kind', 'collective']],
  ])('answers %s %j from the rows as from the log alone', async (command, args) => {
    const rows = await office.habeas(command, ...args, ...DAYS, '--json');
    const replayed = await office.habeas('replay', command, ...args, ...DAYS, '--json');
    expect(rows).toMatchObject({ exit: 0, notes: '' });
    expect(replayed).toEqual(rows);
    const printed = await office.habeas(command, ...args, ...DAYS);
    expect(printed).toMatchObject({ exit: 0, notes: '' });
    expect(printed.out).toContain('as of 2021-01-01'.slice(command === 'cases' ? 99 : 0));
  });

  it('tells what changed between two pairs of days', async () => {
    const days = ['--from-as-of', '2020-02-01', '--from-known-at', '2020-02-01', '--to-as-of', '2020-04-02'];
    const { exit, out } = await office.habeas('changes', ...days, '--to-known-at', '2020-04-02', '--case', 'TST-01');
    expect(exit).toBe(0);
    expect(out).toMatch(/TST-01 +custody +happened +none_recorded +pretrial_detention/);
  });

  it('prints value, certainty, since, last confirmed and why', async () => {
    const { out } = await office.habeas('status', 'TST-01', '--as-of', '2020-04-15');
    expect(out).toMatch(/custody +pretrial_detention +established +2020-03-02 +2020-04-01 +Detention ordered/);
  });

  it('answers while a server runs, as the server does', async () => {
    const { base, stop } = await office.serve();
    try {
      const { exit, out } = await office.habeas('status', 'TST-01', ...DAYS, '--json');
      const served = await fetch(`${base}/parliamentarians/TST-01/status?asOf=2021-01-01&knownAt=2021-06-30`);
      expect({ exit, out }).toEqual({ exit: 0, out: `${await served.text()}\n` });
      const board = await office.habeas('board', '--view', 'exile', ...DAYS, '--json');
      const servedBoard = await fetch(`${base}/board?view=exile&asOf=2021-01-01&knownAt=2021-06-30`);
      expect(board.out).toBe(`${await servedBoard.text()}\n`);
      // What is imported meanwhile is in the answers as soon as the server has it in the rows.
      const line = {
        case: 'TST-99',
        type: 'CaseOpened',
        key: 'open',
        occurredOn: '2026-01-01',
        facts: { kind: 'individual', country: 'IS', name: 'A Person' },
        assertions: [{ by: 'committee', source: 'made up' }],
      };
      expect(await office.habeas('import', office.file('one.ndjson', JSON.stringify(line)))).toMatchObject({ exit: 0 });
      expect(await office.habeas('status', 'TST-99')).toMatchObject({ exit: 0 });
      expect(await office.habeas('rebuild')).toMatchObject({
        exit: 1,
        notes: expect.stringContaining('stop it first'),
      });
    } finally {
      await stop();
    }
  });

  it('builds the rows again, and verifies the log', async () => {
    expect(await office.habeas('rebuild')).toMatchObject({ exit: 0, out: expect.stringContaining('112 events') });
    expect(await office.habeas('verify')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('Nothing was altered'),
    });
    const { out } = await office.habeas('verify', '--json');
    expect(JSON.parse(out)).toMatchObject({ events: 112, faults: 0, found: [] });
  });

  it('finds everything in order', async () => {
    const { exit, out } = await office.habeas('doctor', '--json');
    const { findings } = JSON.parse(out) as { findings: { what: string; state: string }[] };
    expect({ exit, states: new Set(findings.map(({ state }) => state)) }).toEqual({ exit: 0, states: new Set(['ok']) });
    expect(findings.map(({ what }) => what)).toEqual([
      'Node',
      'SQLite',
      'HABEAS_HOST',
      'HABEAS_OFFICER',
      'event log',
      'rows',
      'lag',
      'completeness',
      'quarantine',
    ]);
  });

  it('points out what an operator should look at', async () => {
    rmSync(office.path('views.db'));
    const { exit, out } = await office.habeasWith({ HABEAS_HOST: '0.0.0.0', HABEAS_OFFICER: '' }, 'doctor');
    expect(exit).toBe(0);
    expect(out).toMatch(/look +HABEAS_HOST +0\.0\.0\.0/);
    expect(out).toMatch(/look +HABEAS_OFFICER +not set/);
    expect(out).toMatch(/look +rows +not built yet/);
    expect(existsSync(office.path('views.db'))).toBe(false);
  });

  it('looks whether the fonts that an operator names can be read', async () => {
    const found = await office.habeasWith({ HABEAS_FONTS: 'node_modules/dejavu-fonts-ttf/ttf' }, 'doctor');
    expect(found).toMatchObject({ exit: 0, out: expect.stringMatching(/ok +HABEAS_FONTS +\d+ font files/) as string });
    const { exit, out } = await office.habeasWith({ HABEAS_FONTS: 'nowhere' }, 'doctor');
    expect(exit).toBe(1);
    expect(out).toMatch(/fault +HABEAS_FONTS +HABEAS_FONTS is nowhere, which cannot be read/);
  });

  it('exports the log so that it imports as the same log', async () => {
    const file = office.path('export.ndjson');
    expect(await office.habeas('export', '--out', file)).toMatchObject({ exit: 0, out: '' });
    const { out } = await office.habeas('export');
    expect(readFileSync(file, 'utf8')).toBe(out);
    expect(await office.habeas('import', file, '--json')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('"stored":0'),
    });
    const other = new Office();
    expect(await other.habeas('import', file)).toMatchObject({ exit: 0 });
    expect((await other.habeas('export')).out).toBe(out);
    expect((await office.habeas('export', '--case', 'tst/01')).out.split('\n')).toHaveLength(6);
  });

  it('verifies that nothing was altered, and says what was', async () => {
    const other = new Office();
    await other.habeas('import', SAMPLE);
    const db = new Database(other.path('log.db'));
    db.exec('DROP TRIGGER events_are_never_changed');
    db.exec(`UPDATE events SET data = replace(data, '2020-03-01', '2020-03-07') WHERE position = 60`);
    db.exec(`UPDATE events SET known_since = '2015-01-02' WHERE position = 2`);
    db.close();
    const { exit, out, notes } = await other.habeas('verify', '--json');
    expect(exit).toBe(1);
    expect((JSON.parse(out) as { faults: number }).faults).toBeGreaterThan(0);
    expect(notes).toContain('altered');
  });
});
