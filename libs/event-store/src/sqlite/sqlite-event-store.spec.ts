import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { EventStore, NewEvent, StoredEvent } from '../event-store.js';
import { type PreparedAppend, prepareAppend } from '../prepared-append.js';
import { type LogFault, type LogSummary, verifyLog } from '../verify-log.js';
import { AppendQueue } from './append-queue.js';
import { CommitSignal } from './commit-signal.js';
import { openConnection } from './connection.js';
import { LogFollower } from './log-follower.js';
import { LogReader } from './log-reader.js';
import { LogWriter } from './log-writer.js';
import { SqliteEventStore } from './sqlite-event-store.js';

const event = (eventId: string, text = 'a letter'): NewEvent => ({
  eventId,
  type: 'DevelopmentNoted',
  schemaVersion: 1,
  data: { text },
  recordedBy: 'ada',
});

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'habeas-sqlite-'));
  path = join(folder, 'log.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function logWithThreeEvents(): Promise<void> {
  const store = new SqliteEventStore(path);
  await store.append('case-A', 'no_stream', [event('a0'), event('a1')]);
  await store.append('case-B', 'no_stream', [event('b0')]);
  await store.close();
}

describe('the database itself', () => {
  const COPY = `SELECT position, stream, revision, event_id, type, schema_version, '{}', known_since, known_since_ms, recorded_at,
    recorded_by, backfilled, correlation_id, causation_id, digest FROM events WHERE position = 2`;
  it.each([
    ['UPDATE events SET recorded_by = NULL', 'never changed'],
    ['UPDATE OR REPLACE events SET position = 1 WHERE position = 2', 'never changed'],
    ['DELETE FROM events', 'never deleted'],
    ['DELETE FROM events WHERE position = 3', 'never deleted'],
    [`INSERT OR REPLACE INTO events ${COPY}`, 'end of the log'],
    [`REPLACE INTO events ${COPY.replace('SELECT position', 'SELECT 4')}`, 'end of its stream'],
    [
      `REPLACE INTO events ${COPY.replace('position, stream, revision', "4, 'case-A', 2").replace('known_since_ms', '9e15')}`,
      'used once',
    ],
    [`INSERT INTO events ${COPY} ON CONFLICT DO UPDATE SET data = '{}'`, 'end of the log'],
    [
      `INSERT INTO events ${COPY.replace('position, stream, revision, event_id', "5, 'case-A', 2, 'a2'")}`,
      'end of the log',
    ],
    [
      `INSERT INTO events ${COPY.replace('position, stream, revision, event_id', "4, 'case-A', 3, 'a2'")}`,
      'end of its stream',
    ],
    [
      `INSERT INTO events ${COPY.replace('position, stream, revision, event_id', "4, 'case-A', 2, 'a2'").replace('known_since_ms', '5')}`,
      'never decreases',
    ],
  ])('refuses %s', async (sql, message) => {
    await logWithThreeEvents();
    const raw = new Database(path);
    expect(raw.pragma('recursive_triggers', { simple: true })).toBe(0);
    expect(() => raw.exec(sql)).toThrow(message);
    expect(raw.prepare('SELECT count(*) FROM events').pluck().get()).toBe(3);
    raw.close();
  });
});

describe('verifying a log', () => {
  async function verifyAfter(sql: string): Promise<{ faults: LogFault[]; summary: LogSummary }> {
    await logWithThreeEvents();
    const raw = new Database(path);
    raw.exec('DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted');
    raw.exec(sql);
    raw.close();
    const store = new SqliteEventStore(path);
    const faults: LogFault[] = [];
    const summary = await verifyLog(store, (fault) => faults.push(fault));
    await store.close();
    return { faults, summary };
  }

  it('finds nothing where nothing was altered, and sums the log up', async () => {
    const { faults, summary } = await verifyAfter('');
    expect(faults).toEqual([]);
    expect(summary).toEqual({
      events: 3,
      streams: 2,
      faults: 0,
      headPosition: '3',
      headsDigest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  it.each([
    ["data = '{}' WHERE event_id = 'a0'", ['1 digest']],
    ["recorded_by = 'eve' WHERE event_id = 'a1'", ['2 digest']],
    ["event_id = 'c0' WHERE event_id = 'b0'", ['3 digest']],
    ["backfilled = 1 WHERE event_id = 'b0'", ['3 digest']],
    ["known_since = '2011-01-01' WHERE event_id = 'a1'", ['2 known since', '2 digest']],
    ["known_since = 'never' WHERE event_id = 'b0'", ['3 known since', '3 digest']],
    ["digest = zeroblob(32) WHERE event_id = 'a0'", ['1 digest', '2 digest']],
    ["revision = 7 WHERE event_id = 'b0'", ['3 revision', '3 digest']],
    ["stream = 'case-C' WHERE event_id = 'a1'", ['2 revision', '2 digest']],
    ["position = 4 WHERE event_id = 'b0'", ['4 position']],
    ["data = 'not JSON' WHERE event_id = 'a0'", ['1 it cannot be read', '2 digest']],
  ])('finds UPDATE events SET %s', async (change, found) => {
    const { faults, summary } = await verifyAfter(`UPDATE events SET ${change}`);
    expect(faults.map(({ position, what }) => `${position} ${what}`)).toEqual(
      found.map((start) => expect.stringMatching(new RegExp(`^${start.replace(' digest', ' the digest')}`)) as string),
    );
    expect(summary.faults).toBe(found.length);
  });

  it('finds a deleted event', async () => {
    const { faults } = await verifyAfter("DELETE FROM events WHERE event_id = 'a0'");
    expect(faults.map(({ what }) => what)).toEqual([
      'revision 1 where 0 is due',
      'position 2 where 1 is due',
      'the digest does not match the content and the event before it',
    ]);
  });

  it('finds positions out of order also where a store leaves gaps', async () => {
    await logWithThreeEvents();
    const store = new SqliteEventStore(path);
    const stored: StoredEvent[] = [];
    for await (const one of store.readAll(null)) stored.push(one.eventId === 'a1' ? { ...one, position: '9' } : one);
    const faults: LogFault[] = [];
    const shuffled = {
      comparePositions: (a: string, b: string) => store.comparePositions(a, b),
      readAll: () => stored,
    } as unknown as EventStore;
    await verifyLog(shuffled, (fault) => faults.push(fault));
    expect(faults.map(({ what }) => what)).toEqual(['position 3 after 9']);
    await store.close();
  });

  it('shows by the digest of the heads that the newest events are missing', async () => {
    const whole = (await verifyAfter('')).summary;
    rmSync(path);
    const cut = await verifyAfter("DELETE FROM events WHERE event_id = 'b0'");
    expect(cut.faults).toEqual([]);
    expect(cut.summary.headsDigest).not.toBe(whole.headsDigest);
  });
});

describe('a commit that fails', () => {
  it('stores nothing of its group and tells every caller; the appends can be repeated', async () => {
    const db = openConnection(path);
    const writer = new LogWriter(db, () => new Date());
    let stored = 0;
    const queue = new AppendQueue({
      commit: (group) => writer.commit(group),
      onStored: () => (stored += 1),
      lockWaitMs: 0,
    });
    await queue.push('case-A', 'no_stream', [event('a0')]);
    const before = db.pragma('page_count', { simple: true }) as number;
    db.pragma(`max_page_count = ${before + 20}`);
    const group = () => [
      queue.push('case-A', 0, [event('a1')]),
      queue.push('case-A', 0, [event('a2')]),
      queue.push('case-B', 'no_stream', [event('b0', 'x'.repeat(500_000))]),
    ];
    const refused = { code: 'append-failed', kind: 'fault', cause: { code: 'SQLITE_FULL' } };
    for (const { status, ...rest } of await Promise.allSettled(group())) {
      expect({ status, ...rest }).toMatchObject({ status: 'rejected', reason: refused });
    }
    expect(stored).toBe(1);
    db.pragma('max_page_count = 1000000');
    // As many events as the failed group had: its place in the log is no proof that it was stored.
    const another = new SqliteEventStore(path);
    await another.append('case-C', 'no_stream', [event('c0')]);
    await another.close();
    const statuses = (await Promise.allSettled(group())).map(({ status }) => status);
    expect(statuses).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(db.prepare('SELECT event_id FROM events ORDER BY position').pluck().all()).toEqual(['a0', 'c0', 'a1', 'b0']);
    db.close();
  });

  it('waits for the write lock of another process, in vain or not', async () => {
    const impatient = new SqliteEventStore(path, { lockWaitMs: 0 });
    const patient = new SqliteEventStore(path);
    const raw = new Database(path);
    raw.exec('BEGIN IMMEDIATE');
    const many = Array.from({ length: 1_000 }, (_, n) => event(`a${n}`));
    const waiting = patient.append('case-A', 'no_stream', many);
    const next = patient.append('case-A', 999, [event('next')]);
    await expect(impatient.append('case-B', 'no_stream', [event('b0')])).rejects.toMatchObject({
      code: 'append-failed',
      message: expect.stringMatching(/locked/) as string,
    });
    raw.exec('ROLLBACK');
    expect((await waiting).events).toHaveLength(1_000);
    await expect(next).resolves.toMatchObject({ events: [{ position: '1001' }] });
    await Promise.all([impatient.close(), patient.close()]);
    raw.close();
  });
});

describe('the append queue', () => {
  it('commits at most 1,000 events at a time, one append never split', async () => {
    const sizes: number[] = [];
    const db = openConnection(path);
    const writer = new LogWriter(db, () => new Date());
    const commit = (group: Iterable<() => PreparedAppend>) => {
      const verdicts = writer.commit(group);
      sizes.push(verdicts.reduce((sum, verdict) => sum + ('answer' in verdict ? verdict.answer.events.length : 0), 0));
      return verdicts;
    };
    const queue = new AppendQueue({ commit, onStored: () => undefined, lockWaitMs: 0 });
    const many = Array.from({ length: 2_500 }, (_, n) => event(`m${n}`));
    const answers = [
      ...Array.from({ length: 12_000 }, (_, n) => queue.push(`case-${n}`, 'no_stream', [event(`e${n}`)])),
      queue.push('case-many', 'no_stream', many),
      queue.push('case-last', 'no_stream', [event('last')]),
    ];
    await Promise.all(answers);
    expect(sizes).toEqual([...Array.from({ length: 12 }, () => 1_000), 2_500, 1]);
    const ids = db.prepare('SELECT event_id FROM events ORDER BY position').pluck().all();
    expect(ids.slice(0, 12_000)).toEqual(Array.from({ length: 12_000 }, (_, n) => `e${n}`));
    db.close();
  });
});

describe('a log opened in bulk', () => {
  it('commits at most 20,000 events at a time', async () => {
    const sizes: number[] = [];
    const commit = (group: Iterable<() => PreparedAppend>) => {
      const verdicts = Array.from(group, (prepare) => ({ refusal: new Error(prepare().stream) }));
      sizes.push(verdicts.length);
      return verdicts;
    };
    const queue = new AppendQueue({ commit, onStored: () => undefined, lockWaitMs: 0, isBulk: true });
    const answers = Array.from({ length: 25_000 }, (_, n) => queue.push(`case-${n}`, 'no_stream', [event(`e${n}`)]));
    await Promise.allSettled(answers);
    expect(sizes).toEqual([20_000, 5_000]);
  });

  it('refuses by itself an append that turns out not to be storable when it is its turn', async () => {
    const store = new SqliteEventStore(path, { isBulk: true });
    const answers = await Promise.allSettled([
      store.append('case-A', 'no_stream', [event('a0')]),
      store.append('case-B', 'no_stream', []),
      store.append('case-C', 'no_stream', [event('c0')]),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(answers[1]).toMatchObject({ reason: { message: 'An append holds at least one event' } });
    await store.close();
  });

  it('stores what a log opened for company stores', async () => {
    const store = new SqliteEventStore(path, { isBulk: true });
    await Promise.all(
      Array.from({ length: 3_000 }, (_, n) => store.append(`case-${n}`, 'no_stream', [event(`e${n}`)])),
    );
    const faults: LogFault[] = [];
    const { events } = await verifyLog(store, (fault) => faults.push(fault));
    expect([events, faults]).toEqual([3_000, []]);
    await store.close();
  });
});

describe('following the log', () => {
  it('notices what its own process stores without waiting for the next look at the file', async () => {
    const store = new SqliteEventStore(path, { pollMs: 1_000_000 });
    const notices: string[] = [];
    const applied = new Promise<void>((resolve) => {
      const consumer = { committed: () => Promise.resolve(null), apply: () => Promise.resolve().then(resolve) };
      store.subscribe(consumer).subscribe(({ kind }) => {
        notices.push(kind);
        if (kind === 'caught_up' && notices.length === 1) void store.append('case-A', 'no_stream', [event('a0')]);
      });
    });
    await applied;
    await store.close();
    expect(notices[0]).toBe('caught_up');
  });

  it('does not sleep over what is stored between its reading and its waiting', async () => {
    const db = openConnection(path);
    const commits = new CommitSignal();
    const follower = new LogFollower(new LogReader(db), commits, { batchEventsMax: 10, pollMs: 1_000_000 });
    const items = follower.follow(null, new AbortController().signal);
    expect(await items.next()).toMatchObject({ value: { kind: 'caught_up' } });
    new LogWriter(db, () => new Date()).commit([() => prepareAppend('case-A', 'no_stream', [event('a0')])]);
    commits.notify();
    expect(await items.next()).toMatchObject({ value: { kind: 'events', events: [{ eventId: 'a0' }] } });
    db.close();
  });

  it('gives the events before one that cannot be read, and does not pass that one', async () => {
    await logWithThreeEvents();
    const raw = new Database(path);
    raw.exec("DROP TRIGGER events_are_never_changed; UPDATE events SET data = 'not JSON' WHERE position = 2");
    raw.close();
    const store = new SqliteEventStore(path, { backOffMinMs: 1 });
    const applied: string[] = [];
    const reason = await new Promise<string>((resolve) => {
      const consumer = {
        committed: () => Promise.resolve(applied.at(-1) ?? null),
        apply: (batch: readonly { position: string }[]) =>
          Promise.resolve(void applied.push(...batch.map(({ position }) => position))),
      };
      store.subscribe(consumer).subscribe((notice) => {
        if (notice.kind === 'restarting' && notice.attempt === 2) resolve(notice.reason);
      });
    });
    expect(applied).toEqual(['1']);
    expect(reason).toBe('The event at position 2 (case-A, revision 1) cannot be read');
    await store.close();
  });

  it('refuses an event id that another stream has', async () => {
    await logWithThreeEvents();
    const store = new SqliteEventStore(path);
    await expect(store.append('case-C', 'no_stream', [event('a0')])).rejects.toMatchObject({
      code: 'event-id-conflict',
    });
    await store.close();
  });
});
