import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { Office } from './habeas.js';

const office = new Office();
const REFUSED = 2;
const NOTHING_FOUND = 3;

beforeAll(async () => {
  expect(await office.habeas('import', 'test/checks/scenarios.ndjson')).toMatchObject({ exit: 0 });
});

/** A line or two that say what to do: no stack, nothing on stdout. */
async function endsSo(args: readonly string[], exit: number, says: RegExp): Promise<void> {
  const ended = await office.habeas(...args);
  expect({ args, exit: ended.exit, out: ended.out }).toEqual({ args, exit, out: '' });
  expect(ended.notes).toMatch(says);
  expect(ended.notes).not.toMatch(/^ {4}at |node_modules|undefined/m);
}

describe('bad usage', () => {
  it.each([
    [['frobnicate'], /unknown command/],
    [['statuss', 'TST-01'], /Did you mean status/],
    [['status'], /missing required argument/],
    [['status', 'TST-01', 'TST-02'], /too many arguments/],
    [['status', 'TST-01', '--colour', 'red'], /unknown option/],
    [['status', 'TST-01', '--as-of'], /argument missing/],
    [['board'], /--view/],
    [['import'], /missing required argument/],
    [['replay', 'frobnicate'], /unknown command/],
    [['sheet', 'TST-01', '--lang', 'de'], /--lang.*en, fr/],
    [['sheet', 'TST-01', '--format', 'odt'], /--format.*json, html, md, docx, pdf/],
    [['sheet', 'TST-01', '--as-of', '2018-02-30'], /--as-of must be a day/],
  ])('%j', (args, says) => endsSo(args, REFUSED, says));

  it('helps where it is asked to', async () => {
    const { exit, out } = await office.habeas('--help');
    expect(exit).toBe(0);
    expect(out).toMatch(/Exit codes: 0 done, 1 a fault/);
    expect(await office.habeas('board', '--help')).toMatchObject({ exit: 0 });
    expect(await office.habeas()).toMatchObject({ exit: REFUSED });
  });
});

describe('a question that cannot be answered', () => {
  it.each([
    [['status', 'TST-01', '--as-of', '2021-02-30'], /^--as-of must be a day of the calendar/],
    [['status', 'TST-01', '--as-of', ''], /^--as-of must be a day/],
    [['status', 'TST-01', '--known-at', 'then'], /^--known-at must be a day/],
    [['status', 'TST-01', '--known-at', '999999'], /^--known-at must be a day/],
    [['status', 'TST-01', '--lens', 'mine'], /^--lens must be one of working/],
    [['status', 'TST-01', '--view', 'costody'], /view/],
    [['board', '--view', 'costody'], /^--view must be one of/],
    [['board', '--view', 'custody', '--value', 'gone'], /^--value must be one of/],
    [['board', '--view', 'custody', '--country', 'UK'], /country code of two letters/],
    [['timeline', 'TST-01', '--from', '2020-01-02', '--to', '2020-01-01'], /^--to must not be before from/],
    [['board', '--view', 'custody', '--limit', '0'], /whole number from 1/],
    [['board', '--view', 'custody', '--limit', '1e3'], /whole number from 1/],
    [['timeline', 'TST-01', '--type', 'Arested'], /^--type must be an event type/],
    [['timeline', 'TST-01', '--from', 'soon'], /^--from must be a day/],
    [['timeline', 'TST-01', '--to', 'soon'], /^--to must be a day/],
    [['timeline', 'TST-01', '--cursor', '-1'], /^--cursor must be the `next` of the page before/],
    [['timeline', 'TST-01', '--cursor', '999'], /^--cursor must be the `next` of the page before/],
    [['case', 'TST-01', '--before', 'nothing'], /^--before must be the event id/],
    [['cases', '--kind', 'both'], /^--kind must be individual or collective/],
    [['changes', '--from-as-of', 'soon'], /^--from-as-of must be a day/],
    [['changes', '--to-known-at', 'then'], /^--to-known-at must be a day/],
    [['replay', 'status', 'TST-01', '--as-of', 'soon'], /^--as-of must be a day/],
    [['replay', 'board', '--view', 'costody'], /^--view must be one of/],
  ])('%j is refused with the option and what it takes', (args, says) => endsSo(args, REFUSED, says));

  it.each([
    [['status', 'TST-77'], /TST-77/],
    [['status', 'TST-01', '--known-at', '2014-01-01'], /TST-01/],
    [['status', 'TST-COLL-01'], /is a collective case/],
    [['timeline', 'TST-77'], /TST-77/],
    [['case', "'; DROP TABLE events"], /habeas cases/],
    [['board', '--view', 'custody', '--case', 'TST-77'], /TST-77/],
    [['changes', '--case', 'TST-77'], /TST-77/],
    [['export', '--case', 'TST-77'], /TST-77/],
    [['replay', 'status', 'TST-77'], /TST-77/],
  ])('%j finds nothing', (args, says) => endsSo(args, NOTHING_FOUND, says));
});

describe('a file that cannot be imported', () => {
  it('is told line by line, and nothing is stored', async () => {
    const file = office.file('bad.ndjson', '{"case":"TST-01"}\n{"case":\n');
    const { exit, out, notes } = await office.habeas('import', file);
    expect({ exit, out }).toEqual({ exit: REFUSED, out: '' });
    expect(notes).toContain(`${file}:1: /type is missing`);
    expect(notes).toContain(`${file}:2: is not JSON`);
    expect(notes).toMatch(/Nothing was stored: 2 of 2 lines are refused/);
  });

  it('is told once where very many lines have the same fault, with the first of them and their number', async () => {
    const told = '{"case":"TST-01","type":"Fled","occurredOn":"2001","assertions":[{"by":"court","source":"s"}]';
    const lines = Array.from({ length: 40 }, (_, key) => `${told},"key":"k${key}","knownSince":"2001-12-31"}\n`);
    const file = office.file('behind.ndjson', lines.join(''));
    const { notes } = await office.habeas('import', file);
    const [first, ...rest] = notes.trimEnd().split('\n');
    expect(first).toMatch(/behind\.ndjson:1, \S+:2, \S+:3 and 37 more lines: \/knownSince lies before/);
    expect(rest).toEqual([expect.stringMatching(/^Nothing was stored: 40 of 40 lines are refused, with 40 faults/)]);
  });

  it('is not one that is only worth a second look: it is stored, and that is told', async () => {
    const other = new Office();
    const file = other.file(
      'odd.ndjson',
      [
        '{"case":"TST-C","type":"CaseOpened","facts":{"kind":"collective","country":"IS"}',
        '{"case":"TST-C","type":"CaseClosed","facts":{"kind":"settled"}',
      ]
        .map((line) => `${line},"occurredOn":"2001","assertions":[{"by":"court","source":"s"}]}\n`)
        .join(''),
    );
    const { exit, out, notes } = await other.habeas('import', file);
    expect({ exit, out }).toEqual({ exit: 0, out: '2 lines: 2 stored, 0 stored already\n' });
    expect(notes).toMatch(/odd\.ndjson:2: \/facts\/kind is not in use so far.*\nA warning is above/);
  });

  it('is told as JSON too', async () => {
    const { exit, out } = await office.habeas('import', office.file('bad.ndjson', 'nonsense'), '--json');
    expect(exit).toBe(REFUSED);
    expect(JSON.parse(out)).toMatchObject({ lines: 1, stored: 0, faults: [{ line: 1 }] });
  });

  it.each([
    ['nowhere.ndjson', /does not exist\nNothing was stored: a file could not be read\./],
    ['.', /is a folder.*\nNothing was stored: a file could not be read\./],
  ])('%s', (file, says) => endsSo(['import', office.path(file)], REFUSED, says));

  it('is counted apart from the lines that are refused', () =>
    endsSo(
      ['import', office.path('nowhere.ndjson'), office.path('nor-here.ndjson'), office.file('bad.ndjson', 'nonsense')],
      REFUSED,
      /Nothing was stored: 2 files could not be read, and 1 of 1 lines is refused, with a fault\./,
    ));
});

describe('a store that cannot be used', () => {
  it('is not made by a question', async () => {
    const other = new Office();
    for (const args of [
      ['status', 'TST-01'],
      ['export'],
      ['verify'],
      ['rebuild'],
      ['replay', 'board', '--view', 'life'],
    ])
      expect(await other.habeas(...args)).toMatchObject({
        exit: NOTHING_FOUND,
        notes: expect.stringContaining('There is no event log'),
      });
    expect(await other.habeas('doctor')).toMatchObject({ exit: 1 });
    expect(await other.habeas('import', 'test/checks/scenarios.ndjson', '--dry-run')).toMatchObject({ exit: 0 });
    expect(existsSync(other.path('log.db'))).toBe(false);
  });

  it.each([
    ['HABEAS_EVENT_STORE', 'log.db', REFUSED, /HABEAS_EVENT_STORE must be the address/],
    ['HABEAS_EVENT_STORE', 'kurrentdb://log.example?tls=false', REFUSED, /lets anybody on the way to log.example read/],
    ['HABEAS_READ_MODELS', 'postgres://localhost', REFUSED, /names no user; it names no database; it has no password/],
    ['HABEAS_OFFICER', 'a\u0007b', REFUSED, /HABEAS_OFFICER must hold no control characters/],
    ['HABEAS_ROWS_CONNECTIONS', 'many', REFUSED, /HABEAS_ROWS_CONNECTIONS must be how many connections .* such as 10/],
    ['HABEAS_ROWS_TIMEOUT_MS', '30s', REFUSED, /HABEAS_ROWS_TIMEOUT_MS must be .* whole number from 1000 to 600000/],
  ])('%s=%s', async (name, value, exit, says) => {
    const ended = await office.habeasWith({ [name]: value }, 'status', 'TST-01');
    expect(ended).toMatchObject({ exit, out: '' });
    expect(ended.notes).toMatch(says);
  });

  it.each(['abc', '0', '70000'])('is not even looked for by a demo on port %s, which says what a port is', (port) => {
    const ended = spawnSync(process.execPath, ['scripts/demo.mjs'], { env: { ...process.env, HABEAS_PORT: port } });
    expect(ended.status).toBe(1);
    expect(String(ended.stderr)).toMatch(/HABEAS_PORT .* whole number from 1 to 65535, such as 3000/);
    expect(String(ended.stderr)).not.toMatch(/^ {4}at /m);
  });

  it('of another program is left as it is', async () => {
    const other = new Office();
    writeFileSync(other.path('log.db'), 'not a database at all, but long enough to be looked at');
    const ended = await other.habeas('status', 'TST-01');
    expect(ended).toMatchObject({ exit: 1, notes: expect.stringContaining('left as it is') });
  });

  it('is never written over by an export', () =>
    endsSo(['export', '--out', office.path('log.db')], REFUSED, /exists already/));

  it('is not where an export goes that has no folder', () =>
    endsSo(['export', '--out', office.path('no/such/folder.ndjson')], REFUSED, /cannot be written/));
});
