import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scenarios, vouchedFor } from './lines.js';
import { startServer, type Server } from './server.js';

const folder = mkdtempSync(join(tmpdir(), 'habeas-issued-'));
let server: Server;
beforeAll(async () => {
  server = await startServer({ HABEAS_REPORTS: join(folder, 'reports') });
  await server.logAll(scenarios());
  await server.caughtUp();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const bytesOf = async (url: string, headers: Readonly<Record<string, string>> = {}) => {
  const answer = (await server.send({ method: 'GET', url, headers })) as unknown as {
    statusCode: number;
    headers: Record<string, string>;
    rawPayload: Buffer;
  };
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload };
};
const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The case is read again each time: another test may have logged on it. */
async function log(reference: string, development: object): Promise<string> {
  const { headers } = await server.get(`/cases/${reference}/developments`);
  const answer = await server.post(
    `/cases/${reference}/developments`,
    { ...development, ...vouchedFor },
    { 'if-match': String(headers['etag']) },
  );
  expect(answer.statusCode).toBe(201);
  await server.caughtUp();
  return String(answer.json()['position']);
}

describe('GET /cases/{reference}/sheet', () => {
  const SHEET = '/cases/TST-COLL-01/sheet?asOf=2021-01-01';

  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
    ['text/markdown', 'text/markdown'],
    ['application/pdf;q=0.5, text/markdown;q=0.4', 'application/pdf'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/vnd.openxmlformats'],
    ['image/png', 'application/json'],
    ['nonsense;;;q=x,,', 'application/json'],
    ['text/html;q=0, application/*', 'application/json'],
  ])('Accept: %s is answered as %s', async (accept, mediaType) => {
    const { status, headers } = await bytesOf(SHEET, accept === undefined ? {} : { accept });
    expect([status, headers['content-type']!.startsWith(mediaType), headers['vary']]).toEqual([200, true, 'accept']);
  });

  it('format goes before Accept', async () => {
    const { headers } = await bytesOf(`${SHEET}&format=md`, { accept: 'text/html' });
    expect(headers['content-type']).toBe('text/markdown; charset=utf-8');
  });

  it('a page may use its own style, and nothing else', async () => {
    const { headers, bytes } = await bytesOf(`${SHEET}&format=html&lang=fr`);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
    const [, style] = /<style>([^]*)<\/style>/.exec(bytes.toString('utf8'))!;
    const hash = createHash('sha256').update(style!).digest('base64');
    expect(headers['content-security-policy']).toContain(hash);
    expect(headers['content-language']).toBe('fr');
  });

  it.each(['json', 'html', 'md', 'docx', 'pdf'])(
    '%s: what was known then is answered with the same bytes after more was logged',
    async (format) => {
      const { position } = (await server.get('/cases/TST-01')).json() as { position: string };
      const url = `/cases/TST-01/sheet?asOf=2021-01-01&knownAt=${position}&format=${format}`;
      const before = await bytesOf(url);
      await log('TST-01', { type: 'ThreatReported', occurredOn: '2020-05-01', facts: {}, key: `threat-${format}` });
      const after = await bytesOf(url);
      expect(sha(after.bytes)).toBe(sha(before.bytes));
      expect(before.headers['repr-digest']).toBe(
        `sha-256=:${createHash('sha256').update(before.bytes).digest('base64')}:`,
      );
    },
  );

  it('waits for what the asker wrote', async () => {
    const after = await log('TST-02', {
      type: 'ThreatReported',
      occurredOn: '2020-05-01',
      facts: { detail: 'by letter' },
    });
    const { bytes } = await bytesOf(`/cases/TST-02/sheet?after=${after}&format=md`);
    expect(bytes.toString('utf8')).toContain('by letter');
  });
});

describe('issued reports', () => {
  const issue = (body: unknown) => server.post('/reports/issued', body);
  const ASKED = { report: 'sheet', case: 'TST-03', asOf: '2021-01-01', language: 'en', format: 'html' };

  it('are kept byte for byte under their digest, whatever is logged later', async () => {
    const issued = await issue(ASKED);
    expect(issued.statusCode).toBe(201);
    const { digest, position, size } = issued.json() as { digest: string; position: string; size: number };
    const sheet = await bytesOf(`/cases/TST-03/sheet?asOf=2021-01-01&knownAt=${position}&format=html`);
    await log('TST-03', { type: 'ThreatReported', occurredOn: '2020-05-01', facts: {} });
    const { bytes, headers } = await bytesOf(`/reports/issued/${digest}`);
    expect([sha(bytes), bytes.length]).toEqual([digest, size]);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
    expect(sheet.bytes.toString('utf8').replace(/As of .*\./, '')).toBe(
      bytes.toString('utf8').replace(/As of .*\./, ''),
    );
    expect(issued.headers['location']).toBe(`/reports/issued/${digest}`);
  });

  it('issued again are no second report', async () => {
    const { position } = (await server.get('/cases/TST-04')).json() as { position: string };
    const first = await issue({ ...ASKED, case: 'TST-04', knownAt: position });
    const again = await issue({ ...ASKED, case: 'TST-04', knownAt: position });
    expect([first.statusCode, again.statusCode, again.json()]).toEqual([201, 200, first.json()]);
  });

  it('tell whether the record would answer otherwise today, and in which parts', async () => {
    const { digest } = (await issue({ ...ASKED, case: 'TST-05', format: 'json' })).json() as { digest: string };
    const since = async () => {
      const { reports } = (await server.get('/reports/issued')).json() as {
        reports: { digest: string; since: object }[];
      };
      return reports.find((one) => one.digest === digest)!.since;
    };
    expect(await since()).toEqual({ state: 'unchanged', parts: [] });
    await log('TST-06', { type: 'ThreatReported', occurredOn: '2020-05-01', facts: {} });
    expect(await since()).toEqual({ state: 'unchanged', parts: [] });
    await log('TST-05', { type: 'ThreatReported', occurredOn: '2021-05-01', facts: {}, key: 'later' });
    expect(await since()).toEqual({ state: 'unchanged', parts: [] });
    await log('TST-05', { type: 'ThreatReported', occurredOn: '2020-05-01', facts: {}, key: 'earlier' });
    expect(await since()).toEqual({ state: 'changed', parts: ['chronology'] });
  });

  it('are listed in pages, the latest first', async () => {
    const all = (await server.get('/reports/issued')).json() as {
      reports: { digest: string; issuedAt: string }[];
      next: null;
    };
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const url: string = `/reports/issued?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page = (await server.get(url)).json() as { reports: { digest: string }[]; next: string | null };
      paged.push(...page.reports.map(({ digest }) => digest));
      cursor = page.next;
    }
    expect(paged).toEqual(all.reports.map(({ digest }) => digest));
    expect(all.reports.map(({ issuedAt }) => issuedAt)).toEqual(
      all.reports
        .map(({ issuedAt }) => issuedAt)
        .sort()
        .reverse(),
    );
  });

  it('are files that only their owner may read, and nothing half-written is left', async () => {
    await issue({ ...ASKED, case: 'TST-07' });
    const names = readdirSync(join(folder, 'reports'));
    expect(names.every((name) => /^[0-9a-f]{64}(\.issued\.json)?$/.test(name))).toBe(true);
    expect(names.every((name) => (statSync(join(folder, 'reports', name)).mode & 0o777) === 0o600)).toBe(true);
  });

  it('whose bytes were altered are not given out as what was issued', async () => {
    const { digest } = (await issue({ ...ASKED, case: 'TST-08' })).json() as { digest: string };
    appendFileSync(join(folder, 'reports', digest), ' ');
    const answer = await server.get(`/reports/issued/${digest}`);
    expect([answer.statusCode, answer.json()['type']]).toEqual([500, 'urn:habeas:problem:report-altered']);
    expect(answer.body).toContain(digest);
  });

  it('of which another program left a file half-named are passed over', async () => {
    writeFileSync(join(folder, 'reports', 'notes.issued.json'), 'nothing');
    expect((await server.get('/reports/issued')).statusCode).toBe(200);
    rmSync(join(folder, 'reports', 'notes.issued.json'));
  });

  it.each([
    [{ ...ASKED, case: undefined }, 400, '/case'],
    [{ ...ASKED, lang: 'fr' }, 400, '/lang'],
    [{ ...ASKED, format: 'odt' }, 400, '/format'],
    [{ ...ASKED, language: 7 }, 400, '/language'],
    [{ ...ASKED, report: 'statistics' }, 400, '/report'],
    [{ ...ASKED, asOf: '2021-02-30' }, 400, '/asOf'],
    [{ ...ASKED, knownAt: 'yesterday' }, 400, '/knownAt'],
    [{ ...ASKED, lens: 'mine' }, 400, '/lens'],
    [{ ...ASKED, case: '\u0000' }, 400, '/case'],
    [{ ...ASKED, case: 'NIX' }, 404, '/case'],
    [[], 400, ''],
  ])('%j is refused: %d, naming %j', async (body, status, path) => {
    const before = readdirSync(join(folder, 'reports')).length;
    const answer = await issue(body);
    const { errors } = answer.json() as { errors: { path: string }[] };
    expect([answer.statusCode, errors[0]!.path]).toEqual([status, path]);
    expect(readdirSync(join(folder, 'reports')).length).toBe(before);
  });

  it('tells all faults of a body at once, each by its place', async () => {
    const answer = await issue({ case: 7, asOf: 'x', lens: 'mine', language: 'de', format: 'odt', more: true });
    const { errors } = answer.json() as { errors: { path: string; message: string }[] };
    expect(errors.map(({ path }) => path)).toEqual(['/case', '/asOf', '/lens', '/language', '/format', '/more']);
    expect(errors[1]!.message).toBe('must be a day of the calendar, written YYYY-MM-DD');
    expect(errors[2]!.message).toMatch(/^must be one of working, court/);
  });

  it.each(['nix', '../../etc/passwd', '0'.repeat(64), '%2e%2e%2flog.db'])(
    'no report goes by the digest %j',
    async (digest) => {
      const answer = await server.get(`/reports/issued/${encodeURIComponent(digest)}`);
      expect([answer.statusCode, answer.json()['type']]).toEqual([404, 'urn:habeas:problem:no-such-report']);
      expect(answer.json()['detail']).toContain('GET /reports/issued lists');
    },
  );
});
