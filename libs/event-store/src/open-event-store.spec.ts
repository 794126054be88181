import { mkdtempSync, rmSync, statSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openEventStore } from './open-event-store.js';
import { isOlder, load, requireDurability } from './sqlite/connection.js';

describe('opening the event store', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'habeas-open-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const path = () => join(folder, 'data', 'log.db');
  const open = (file = path()) => openEventStore(`sqlite:${file}`);

  it('creates folder and files that only their owner can read', async () => {
    const store = await open();
    await store.append('case-A', 'no_stream', [
      { eventId: 'a', type: 'T', schemaVersion: 1, data: {}, recordedBy: 'ada' },
    ]);
    const modes = [join(folder, 'data'), path(), `${path()}-wal`].map((file) => statSync(file).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o600]);
    await store.close();
  });

  it('takes a log in memory for a trial', async () => {
    const store = await openEventStore('sqlite::memory:');
    await store.append('case-A', 'no_stream', [
      { eventId: 'a', type: 'T', schemaVersion: 1, data: {}, recordedBy: 'ada' },
    ]);
    expect(await store.head()).toMatchObject({ position: '1' });
    await store.close();
  });

  it.each(['', 'sqlite:', './data/log.db', 'postgres://ada:secret@host/db'])(
    'refuses "%s", and says what it takes',
    async (url) => {
      const refusal = (await openEventStore(url).catch((error: unknown) => error)) as Error & { code: string };
      expect(refusal.code).toBe('bad-configuration');
      expect(refusal.message).toMatch(/HABEAS_EVENT_STORE.*sqlite:\.\/data\/log\.db/);
      expect(refusal.message).not.toMatch(/secret/);
    },
  );

  const unusable = (message: RegExp) => ({
    code: 'event-store-unusable',
    message: expect.stringMatching(message) as string,
  });

  it('leaves a file of another kind as it is', async () => {
    const file = join(folder, 'letter.txt');
    writeFileSync(file, 'Dear Secretary, '.repeat(100));
    await expect(open(file)).rejects.toMatchObject(unusable(/not a Habeas event log/));
    expect(readFileSync(file, 'utf8')).toBe('Dear Secretary, '.repeat(100));
  });

  it("leaves another program's database as it is", async () => {
    const file = join(folder, 'other.db');
    const other = new Database(file);
    other.exec('CREATE TABLE letters (id INTEGER PRIMARY KEY)');
    await expect(open(file)).rejects.toMatchObject(unusable(/another program's database/));
    expect(other.pragma('journal_mode', { simple: true })).toBe('delete');
    other.close();
  });

  it('refuses a log that a newer Habeas has written', async () => {
    await (await open()).close();
    const raw = new Database(path());
    raw.pragma('user_version = 2');
    raw.close();
    await expect(open()).rejects.toMatchObject(unusable(/newer Habeas \(format 2/));
  });

  it('refuses a place that cannot be written', async () => {
    await expect(open(folder)).rejects.toMatchObject(unusable(/cannot be opened/));
  });

  it('refuses a database that would not keep what it acknowledges', () => {
    const raw = new Database(join(folder, 'raw.db'));
    raw.pragma('synchronous = FULL');
    expect(() => requireDurability(raw)).toThrow(/journal_mode=WAL/);
    raw.pragma('journal_mode = WAL');
    requireDurability(raw);
    raw.pragma('synchronous = NORMAL');
    expect(() => requireDurability(raw)).toThrow(/synchronous=FULL/);
    raw.close();
    expect(['3.51.2', '3.50.9', '2.60.0'].every((version) => isOlder(version, [3, 51, 3]))).toBe(true);
    expect(['3.51.3', '3.51.10', '3.52.0', '4.0.0'].some((version) => isOlder(version, [3, 51, 3]))).toBe(false);
  });

  it('says what to install where the native part is missing', () => {
    const missing = () => load(() => new Database(':memory:', { nativeBinding: join(folder, 'absent.node') }));
    expect(missing).toThrow(/C\+\+ compiler, make and python3.*npm rebuild better-sqlite3/);
  });
});
