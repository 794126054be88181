import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { Office } from './habeas.js';

const DAYS = ['--as-of', '2021-01-01', '--known-at', '2021-06-30'];

describe('habeas sheet', () => {
  const office = new Office();
  const reports = { HABEAS_REPORTS: office.path('reports') };
  beforeAll(async () => {
    expect(await office.habeas('import', 'test/checks/scenarios.ndjson')).toMatchObject({ exit: 0 });
  });
  afterAll(() => rmSync(office.folder, { recursive: true }));

  it.each(['md', 'html', 'json'])('%s is the same from the rows as from the log alone', async (format) => {
    const rows = await office.habeas('sheet', 'TST-COLL-01', ...DAYS, '--format', format);
    expect(rows).toMatchObject({ exit: 0, notes: '' });
    expect(await office.habeas('replay', 'sheet', 'TST-COLL-01', ...DAYS, '--format', format)).toEqual(rows);
  });

  it('goes into a new file of the format that its name tells, for its owner alone', async () => {
    const file = office.path('sheet.pdf');
    expect(await office.habeas('sheet', 'TST-01', ...DAYS, '--lang', 'fr', '--output', file)).toEqual({
      exit: 0,
      out: '',
      notes: '',
    });
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await office.habeas('sheet', 'TST-01', '--output', file)).toMatchObject({
      exit: 2,
      notes: expect.stringMatching(/exists already/) as string,
    });
  });

  it('is refused a name that ends as no format does, unless the format is said', async () => {
    const file = office.path('sheet.odt');
    expect(await office.habeas('sheet', 'TST-01', '--output', file)).toMatchObject({
      exit: 2,
      notes: expect.stringContaining('ends in .odt, which is none of json, html, md, docx, pdf') as string,
    });
    expect(existsSync(file)).toBe(false);
    expect(await office.habeas('sheet', 'TST-01', '--output', file, '--format', 'md')).toMatchObject({ exit: 0 });
  });

  it('is refused with a folder of fonts that is not there', async () => {
    expect(await office.habeasWith({ HABEAS_FONTS: office.path('nowhere') }, 'sheet', 'TST-01', ...DAYS)).toEqual({
      exit: 2,
      out: '',
      notes: expect.stringMatching(
        /^HABEAS_FONTS is \S+nowhere, which cannot be read \(ENOENT\): name a folder/,
      ) as string,
    });
  });

  it('is issued under its digest, listed, and read again byte for byte', async () => {
    const issued = await office.habeasWith(reports, 'sheet', 'TST-01', ...DAYS, '--issue');
    const [, digest] = /^Issued: ([0-9a-f]{64})\n$/.exec(issued.notes)!;
    // Alone on stdout, for a script.
    expect(issued).toMatchObject({ exit: 0, out: `${digest!}\n` });
    const asked = await office.habeas('sheet', 'TST-01', ...DAYS);
    expect(await office.habeasWith(reports, 'issued', digest!)).toEqual({ exit: 0, out: asked.out, notes: '' });
    const listed = await office.habeasWith(reports, 'issued', '--json');
    expect(JSON.parse(listed.out)).toMatchObject({
      reports: [{ digest, case: 'TST-01', asOf: '2021-01-01', issuedBy: 'Ada' }],
    });
    expect((await office.habeasWith(reports, 'issued')).out).toContain(digest);
    const again = await office.habeasWith(reports, 'sheet', 'TST-01', ...DAYS, '--issue');
    expect(again).toMatchObject({ out: `${digest!}\n`, notes: `Issued before: ${digest!}\n` });
    const file = office.path('issued.md');
    const kept = await office.habeasWith(reports, 'sheet', 'TST-01', ...DAYS, '--issue', '--output', file);
    expect([kept.out, readFileSync(file, 'utf8')]).toEqual([`${digest!}\n`, asked.out]);
  });

  it('says what is not there', async () => {
    expect(await office.habeasWith(reports, 'issued', '0'.repeat(64))).toMatchObject({ exit: 3, out: '' });
    expect(await office.habeas('sheet', 'NIX')).toMatchObject({ exit: 3, out: '' });
  });
});
