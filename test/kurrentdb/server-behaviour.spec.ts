import { randomUUID } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EventStore, openEventStore, verifyLog } from '#event-store';
import { Connection } from '../../libs/event-store/src/kurrentdb/connection.js';
import { LogFollower } from '../../libs/event-store/src/kurrentdb/log-follower.js';
import { LogReader } from '../../libs/event-store/src/kurrentdb/log-reader.js';
import { LogTail } from '../../libs/event-store/src/kurrentdb/log-tail.js';
import { readSettings } from '../../libs/event-store/src/kurrentdb/settings.js';
import { collect, idsOf, KeepingConsumer, newEvent, newEvents, watch } from '../contract/contract-fixture.js';
import { KurrentServer } from '../support/kurrentdb/kurrent-server.js';
import { systemEvent } from '../support/kurrentdb/server-log.js';

let server: KurrentServer;
let prefix: string;
let store: EventStore;
beforeEach(async () => {
  server = await KurrentServer.start();
  prefix = `own-${randomUUID()}-`;
  store = await openEventStore(server.url(prefix));
});
afterEach(async () => {
  await store.close();
  await server.kill();
});

describe('two writers whose clocks differ', () => {
  const AHEAD = '2026-03-01T10:00:05.000Z';
  const BEHIND = '2026-03-01T10:00:00.000Z';
  let ahead: EventStore;
  let behind: EventStore;
  beforeEach(async () => {
    ahead = await openEventStore(server.url(prefix), { now: () => new Date(AHEAD) });
    behind = await openEventStore(server.url(prefix), { now: () => new Date(BEHIND) });
  });
  afterEach(() => Promise.all([ahead.close(), behind.close()]));

  it('give a log whose known since never goes back, wherever it is read from, and which verifies', async () => {
    // It has looked at the log just now, and has not seen the second.
    const first = await behind.append('case-A', 'no_stream', newEvents(1));
    const second = await ahead.append('case-B', 'no_stream', newEvents(1));
    const event = newEvent();
    const third = await behind.append('case-A', 0, [event]);
    expect([first, second, third].map(({ events }) => events[0]?.knownSince)).toEqual([BEHIND, AHEAD, BEHIND]);

    const log = await collect(store.readAll(null));
    expect(log.map(({ knownSince }) => knownSince)).toEqual([BEHIND, AHEAD, AHEAD]);
    expect(log[2]).toMatchObject({ writtenKnownSince: BEHIND, recordedAt: BEHIND });
    expect(await collect(store.readAll(log[1]!.position))).toEqual(log.slice(2));
    expect(await store.head()).toEqual({ position: log[2]!.position, knownSince: AHEAD });
    expect(await verifyLog(store, () => undefined)).toMatchObject({ faults: 0, events: 3 });

    const consumer = new KeepingConsumer();
    const resumed = {
      apply: consumer.apply.bind(consumer),
      committed: () => Promise.resolve(consumer.events.at(-1)?.position ?? log[1]!.position),
    };
    const watched = watch(store, resumed);
    await watched.seen(({ kind }) => kind === 'caught_up');
    watched.stop();
    expect(consumer.events).toEqual(log.slice(2));

    const again = { ...third, outcome: 'already_stored' };
    expect(await store.append('case-A', 0, [event])).toEqual(again);
    const exported = { ...event, knownSince: AHEAD };
    expect(await store.append('case-A', 0, [exported])).toEqual(again);
  });

  it('let the one behind go on after the other once it has looked again', async () => {
    await ahead.append('case-A', 'no_stream', newEvents(1));
    const { events } = await behind.append('case-B', 'no_stream', newEvents(1));
    expect(events).toMatchObject([{ knownSince: AHEAD, recordedAt: BEHIND }]);
    expect((await collect(store.readStream('case-B')))[0]).toMatchObject({ knownSince: AHEAD });
  });
});

describe('on a server whose clock is ahead', () => {
  it('an append is stored like any other', async () => {
    server.appends.clockAheadMs = 60_000;
    expect(await store.append('case-A', 'no_stream', newEvents(1))).toMatchObject({ outcome: 'stored' });
    expect(server.appends.requests).toBe(1);
  });
});

describe('on a server that others use too', () => {
  it("what is not of this record is not seen: other streams, the server's own, records of deletions", async () => {
    const events = newEvents(2);
    await store.append('case-A', 'no_stream', events);
    server.log.append(`$$${prefix}case-A`, 'any', [systemEvent('$metadata')]);
    server.log.append(`x${prefix}case-A`, 'any', [systemEvent('SomethingElse')]);
    await store.append('case-gone', 'no_stream', newEvents(1));
    server.log.tombstone(`${prefix}case-gone`);
    expect(idsOf(await collect(store.readAll(null))).slice(0, 2)).toEqual(idsOf(events));
    expect(await collect(store.readAll(null))).toHaveLength(3);
    const last = (await collect(store.readAll(null))).at(-1)!;
    expect(await store.head()).toMatchObject({ position: last.position });
  });

  it('a look at the log does not end early where a record of a deletion stands in it', async () => {
    const connection = new Connection(readSettings(server.url(prefix)), { silenceMs: 5_000, awayMs: 5_000 });
    const taken: string[] = [];
    const tail = new LogTail(new LogReader(connection), ({ eventId }) => taken.push(eventId));
    await store.append('case-A', 'no_stream', newEvents(1));
    await tail.readOn();
    server.log.tombstone(`${prefix}case-gone`);
    const events = newEvents(2_400);
    for (let n = 0; n < events.length; n += 600) await store.append('case-A', n, events.slice(n, n + 600));
    await tail.readOn();
    expect(taken).toEqual(idsOf(events));
    await connection.close();
  });

  it('a reading goes on behind more records of deletions than it asks for at once', async () => {
    const [first, second] = [newEvents(1), newEvents(1)];
    await store.append('case-A', 'no_stream', first);
    for (let n = 0; n < 4_100; n += 1) server.log.tombstone(`${prefix}case-gone-${n}`);
    await store.append('case-B', 'no_stream', second);
    expect(idsOf(await collect(store.readAll(null)))).toEqual(idsOf([...first, ...second]));
  });

  it('a stream that somebody deleted is a fault that says so', async () => {
    await store.append('case-A', 'no_stream', newEvents(1));
    server.log.tombstone(`${prefix}case-A`);
    const deleted = { code: 'stream-deleted', kind: 'fault', stream: 'case-A' };
    await expect(store.append('case-A', 0, newEvents(1))).rejects.toMatchObject(deleted);
    await expect(collect(store.readStream('case-A'))).rejects.toMatchObject(deleted);
  });

  it('what somebody deleted from a stream does not verify once anything stands there again', async () => {
    await store.append('case-A', 'no_stream', newEvents(2));
    server.log.delete(`${prefix}case-A`);
    const later = await openEventStore(server.url(prefix));
    await later.append('case-A', 'no_stream', newEvents(1));
    expect(await verifyLog(later, () => undefined)).toMatchObject({ events: 3, faults: 1 });
    await later.close();
  });

  it('an append that is refused over another one, which cannot be read yet, is told of that one and of no deletion', async () => {
    await store.append('case-A', 'no_stream', newEvents(1));
    const other = await openEventStore(server.url(prefix));
    const before = server.appends.requests;
    server.failAppends('refused_early');
    const refused = store.append('case-A', 0, newEvents(1)).catch((error: unknown) => error);
    while (server.appends.requests === before) await nextTurn();
    await other.append('case-A', 0, newEvents(1));
    expect(await refused).toMatchObject({ code: 'wrong-expected-revision', actual: 1 });
    await other.close();
  });

  it('an append that is larger than the server takes is refused in words, and nothing is stored', async () => {
    const large = Array.from({ length: 3 }, () => newEvent({ data: { text: 'x'.repeat(600_000) } }));
    await expect(store.append('case-A', 'no_stream', large)).rejects.toMatchObject({
      code: 'invalid-append',
      message: expect.stringMatching(/1 MiB/) as string,
    });
    expect(await store.head()).toBeNull();
    await expect(store.append('case-A', 'no_stream', large.slice(0, 1))).resolves.toMatchObject({ outcome: 'stored' });
  });

  it('an event on its streams that Habeas did not write is told of, and passed by verify', async () => {
    await store.append('case-A', 'no_stream', newEvents(1));
    server.log.append(`${prefix}case-A`, 0, [systemEvent('Forged', '{"text":"it never happened"}')]);
    await store.append('case-B', 'no_stream', newEvents(1));
    const found: string[] = [];
    const summary = await verifyLog(store, ({ stream, revision, what }) => found.push(`${stream} ${revision} ${what}`));
    expect(found).toEqual(['case-A 1 it cannot be read']);
    expect(summary).toMatchObject({ events: 3, faults: 1 });

    const consumer = new KeepingConsumer();
    const watched = watch(store, consumer);
    await watched.seen(
      (notice) => notice.kind === 'restarting' && /case-A, revision 1\) cannot be read/.test(notice.reason),
    );
    watched.stop();
    expect(consumer.events.map(({ stream, revision }) => [stream, revision])).toEqual([['case-A', 0]]);
  });

  it('what was written when the server kept our event id for its own is read, and found again', async () => {
    const event = newEvent({ eventId: randomUUID() });
    const { events } = await store.append('case-A', 'no_stream', [event]);
    const record = server.log.all.find(({ stream }) => stream === `${prefix}case-A`)!;
    const { eventId, ...metadata } = JSON.parse(Buffer.from(record.metadata).toString()) as { eventId: string };
    expect([eventId, record.id === eventId]).toEqual([event.eventId, false]);
    Object.assign(record, { id: eventId, metadata: Buffer.from(JSON.stringify(metadata)) });
    const later = await openEventStore(server.url(prefix));
    expect(await later.append('case-A', 'no_stream', [event])).toEqual({ outcome: 'already_stored', events });
    expect(await verifyLog(later, () => undefined)).toMatchObject({ faults: 0, events: 1 });
    await later.close();
  });

  it('what was altered on the server does not verify', async () => {
    await store.append('case-A', 'no_stream', [newEvent({ data: { text: 'a letter' } }), newEvent()]);
    const record = server.log.all.find(({ stream }) => stream === `${prefix}case-A`)!;
    Object.assign(record, { data: Buffer.from('{"text":"another letter"}') });
    const faults: number[] = [];
    await verifyLog(store, ({ revision }) => faults.push(revision));
    expect(faults).toEqual([0]);
  });

  it('a search through what others wrote may take longer than a server may be silent, and longer than a look at the log is good for', async () => {
    server.reads.searchMs = 1_200;
    const patient = await openEventStore(server.url(prefix), { silenceMs: 200, awayMs: 400 });
    const events = newEvents(2);
    const appended = events.map((event, n) => patient.append('case-A', n === 0 ? 'no_stream' : 0, [event]));
    expect((await Promise.all(appended)).map(({ outcome }) => outcome)).toEqual(['stored', 'stored']);
    expect(idsOf(await collect(patient.readAll(null)))).toEqual(idsOf(events));
    await patient.close();
  });

  it('what others wrote before the first event of a record is searched once', async () => {
    for (let n = 0; n < 3_000; n += 1) server.log.append('others-3', 'any', [systemEvent('SomethingElse')]);
    const writer = await openEventStore(`${server.url(prefix)}&connectionName=writer`);
    await writer.append('case-A', 'no_stream', newEvents(1));
    const searched = server.reads.searched.filter(({ by }) => by === 'writer');
    expect(searched.length).toBeGreaterThan(0);
    const last = server.log.all.filter(({ stream }) => stream === 'others-3').at(-1)!;
    expect(searched.filter(({ from }) => from === null || from.commit < last.commit)).toEqual([]);
    await writer.close();
  });

  it('a restart goes on from a checkpoint beyond what others appended', async () => {
    await store.append('case-A', 'no_stream', newEvents(1));
    const consumer = new KeepingConsumer();
    const reader = await openEventStore(`${server.url(prefix)}&connectionName=reader`);
    const watched = watch(reader, consumer);
    await watched.seen(({ kind }) => kind === 'caught_up');
    for (let n = 0; n < 2_000; n += 1) server.log.append('others-3', 'any', [systemEvent('SomethingElse')]);
    const { events } = await store.append('case-A', 0, newEvents(1));
    await watched.seen((notice) => notice.kind === 'applied' && notice.position === events[0]?.position);
    for (let n = 0; n < 2_000; n += 1) server.log.append('others-3', 'any', [systemEvent('SomethingElse')]);
    const [commit] = events.map(({ position }) => BigInt(/^c(\d+)p/.exec(position)![1]!));
    const sessions = () => server.reads.started.filter(({ by }) => by === 'reader');
    // Each session comes a little further, for it is told of checkpoints; the first that is broken off may not have been told of any.
    for (
      let begun = sessions().length;
      (sessions().at(-1)?.after?.commit ?? 0n) <= commit!;
      begun = sessions().length
    ) {
      server.cut();
      await watched.seen(() => sessions().length > begun);
    }
    await store.append('case-A', 1, newEvents(1));
    await watched.seen(({ kind }) => kind === 'applied' && consumer.events.length === 3);
    watched.stop();
    await reader.close();
    expect(consumer.events.map(({ revision }) => revision)).toEqual([0, 1, 2]);
  });
});

describe('a log that nobody writes to', () => {
  it('is looked after again and again, and nothing is kept of it', async () => {
    const connection = new Connection(readSettings(server.url(prefix)), { silenceMs: 800, awayMs: 800 });
    const quick = { batchEventsMax: 500, quietMs: 1, probeMs: 400, confirmMs: 400 };
    const follower = new LogFollower(connection, new LogReader(connection), quick);
    const stop = new AbortController();
    const kinds: string[] = [];
    for await (const { kind } of follower.follow(null, stop.signal)) {
      // It waits in one place at a time.
      expect(getEventListeners(stop.signal, 'abort').length).toBeLessThanOrEqual(1);
      if (kinds.push(kind) === 30) break;
    }
    expect(kinds).toEqual(['caught_up', ...Array.from({ length: 29 }, () => 'alive')]);
    await connection.close();
  });
});

describe('while the server is away', () => {
  it('an append tells after a while that it is not known to be stored, and is stored once when it is repeated', async () => {
    const hasty = await openEventStore(server.url(prefix), { awayMs: 1_500, answerMs: 100, silenceMs: 500 });
    const events = newEvents(1);
    server.failAppends('lost_answer');
    await hasty.append('case-A', 'no_stream', events);
    const later = newEvents(1);
    await server.kill();
    const away = { code: 'event-store-unavailable', kind: 'fault' };
    await expect(hasty.append('case-A', 0, later)).rejects.toMatchObject(away);
    await expect(collect(hasty.readAll(null))).rejects.toMatchObject(away);
    await server.restart();
    expect(await hasty.append('case-A', 0, later)).toMatchObject({ outcome: 'stored' });
    expect(idsOf(await collect(hasty.readAll(null)))).toEqual(idsOf([...events, ...later]));
    await hasty.close();
  });

  it('what is being read when the store is closed is asked for no longer', async () => {
    await server.kill();
    const reading = collect(store.readAll(null)).catch((error: unknown) => error);
    await nextTurn();
    await store.close();
    expect(await reading).toMatchObject({ code: 'event-store-closed' });
  });

  it('a store that is opened before its server is there is open when it is', async () => {
    await server.kill();
    const opening = openEventStore(server.url(prefix));
    await expect(openEventStore(server.url(prefix), { awayMs: 300 })).rejects.toMatchObject({ kind: 'fault' });
    await server.restart();
    const opened = await opening;
    await expect(opened.append('case-A', 'no_stream', newEvents(1))).resolves.toMatchObject({ outcome: 'stored' });
    await opened.close();
  });

  it('a log that cannot be reached at all is a fault that names the server, and no password', async () => {
    await server.kill();
    const opened = openEventStore(server.url(prefix).replace('//', '//ops:s3cret@'), { awayMs: 300 });
    await expect(opened).rejects.toMatchObject({
      code: 'event-store-unavailable',
      message: expect.stringMatching(/^(?!.*s3cret).*127\.0\.0\.1:\d+ does not answer/) as string,
    });
  });
});
