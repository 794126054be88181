import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EventStore, openEventStore, verifyLog } from '#event-store';
import { openReadModels } from '#read-models';
import { collect, idsOf, KeepingConsumer, newEvent, newEvents, watch } from '../contract/contract-fixture.js';
import { describeRows } from '../projection/stores.js';
import { opened, storedEvents } from '../projection/stored.js';
import { KurrentServer } from '../support/kurrentdb/kurrent-server.js';
import { systemEvent } from '../support/kurrentdb/server-log.js';

const WAIT_MS = 20_000;

let server: KurrentServer;
let url: string;
let store: EventStore;
beforeEach(async () => {
  server = await KurrentServer.start();
  url = server.url(`own-${randomUUID()}-`);
  store = await openEventStore(url, { awayMs: 2_500 });
});
afterEach(async () => {
  await store.close();
  await server.kill();
});

/** Under the programs that run. */
const restore = async (records: number) => {
  await server.kill();
  server.log.restore(records);
  await server.restart();
};

describe('a log that was restored from a backup behind its programs', () => {
  const setBack = { code: 'log-set-back', kind: 'fault' };

  it.each(['before', 'while'])(
    'is written to by none that read what is missing, %s others write to it again',
    async (when) => {
      await store.append('case-A', 'no_stream', newEvents(1));
      const backup = server.log.all.length;
      const lost = newEvents(1);
      await store.append('case-A', 0, lost);
      // Refused over what somebody else stored, it reads the log to its end.
      const other = await openEventStore(url);
      await other.append('case-Z', 'no_stream', newEvents(1));
      await expect(store.append('case-Z', 'no_stream', newEvents(1))).rejects.toMatchObject({ kind: 'conflict' });
      await other.close();
      await restore(backup);
      const others = when === 'while' ? newEvents(3) : [];
      const later = await openEventStore(url);
      if (others.length > 0) await later.append('case-B', 'no_stream', others);
      await expect(store.append('case-A', 0, lost)).rejects.toMatchObject(setBack);
      // What it knows of the end is good for a second.
      let refusal: unknown = null;
      for (let n = 0; refusal === null; n += 1)
        await store.append(`case-C${n}`, 'no_stream', newEvents(1)).catch((error: unknown) => (refusal = error));
      expect(refusal).toMatchObject({ kind: 'fault' });
      // Started again, it logs what is missing as if for the first time.
      expect(await later.append('case-A', 0, lost)).toMatchObject({ outcome: 'stored', events: [{ revision: 1 }] });
      expect(await verifyLog(later, () => undefined)).toMatchObject({ faults: 0 });
      const log = await collect(later.readAll(null));
      // Wherever it is read from, what was written by who knew more than there is stops nobody.
      for (const [n, { position }] of log.entries())
        if (n < 4 || n > log.length - 4) expect(await collect(later.readAll(position))).toEqual(log.slice(n + 1));
      await later.close();
    },
    60_000,
  );

  it('is followed on from the last event that was applied, though others had been passed that are missing', async () => {
    const [event] = (await store.append('case-A', 'no_stream', newEvents(1))).events;
    const backup = server.log.all.length;
    for (let n = 0; n < 2_000; n += 1) server.log.append('others-3', 'any', [systemEvent('SomethingElse')]);
    const consumer = new KeepingConsumer();
    const reader = await openEventStore(`${url}&connectionName=reader`, { quietMs: 40, probeMs: 400 });
    const watched = watch(reader, consumer);
    await watched.seen(({ kind }) => kind === 'caught_up');
    // Each session comes a little further, for it is told of checkpoints.
    const sessions = () => server.reads.started.filter(({ by }) => by === 'reader');
    for (let begun = 1; (sessions().at(-1)?.after?.commit ?? 0n) <= BigInt(/^c(\d+)p/.exec(event!.position)![1]!);) {
      server.cut();
      await watched.seen(() => sessions().length > begun);
      begun = sessions().length;
    }
    await restore(backup);
    const other = await openEventStore(url);
    const later = newEvents(2);
    await other.append('case-B', 'no_stream', later);
    await watched.seen(() => consumer.events.length === 3);
    expect(idsOf(consumer.events).slice(1)).toEqual(idsOf(later));
    watched.stop();
    await Promise.all([reader.close(), other.close()]);
  }, 60_000);
});

describeRows('the rows of a log that is restored while it is followed', ({ start }) => {
  it('are built again without a restart', async () => {
    const host = await start();
    const models = await openReadModels(await host.url(), store);
    const events = storedEvents([opened('TST-01'), {}, {}]).map(({ eventId, type, data }) =>
      newEvent({ eventId, type, data: data as object }),
    );
    await models.start();
    const { events: kept } = await store.append('case-TST-01', 'no_stream', events.slice(0, 2));
    const backup = server.log.all.length;
    const { events: lost } = await store.append('case-TST-01', 1, events.slice(2));
    expect(await models.projected(lost[0]!.position, WAIT_MS)).toBe(true);
    await restore(backup);
    for (let { position } = await models.figures(); position !== kept[1]!.position;)
      ({ position } = await models.figures());
    expect(await models.completeness()).toMatchObject({ complete: true, log: { events: 2 } });
    const other = await openEventStore(url);
    const again = await other.append('case-TST-01', 1, events.slice(2));
    expect(await models.projected(again.events[0]!.position, WAIT_MS)).toBe(true);
    expect(await models.completeness()).toMatchObject({ complete: true, log: { events: 3 } });
    await other.close();
    await models.close();
    await host.close();
  }, 60_000);

  it.each(['delete', 'tombstone'] as const)(
    'are built again once where somebody deleted the last event (%s)',
    async (deletion) => {
      const host = await start();
      const named = await openEventStore(`${url}&connectionName=rows`);
      const models = await openReadModels(await host.url(), named);
      const [event] = storedEvents([opened('TST-01')]).map(({ eventId, type, data }) =>
        newEvent({ eventId, type, data: data as object }),
      );
      await models.start();
      const { events } = await store.append('case-TST-01', 'no_stream', [event!]);
      expect(await models.projected(events[0]!.position, WAIT_MS)).toBe(true);
      server.log[deletion](server.log.all.find(({ stream }) => stream.endsWith('case-TST-01'))!.stream);
      const builds = () => server.reads.searched.filter(({ by, from }) => by === 'rows' && from === null).length;
      const before = builds();
      const sessions = () => server.reads.started.filter(({ by }) => by === 'rows').length;
      for (let n = 0; n < 3; n += 1) {
        const begun = sessions();
        server.reads.endSubscriptions();
        while (sessions() === begun) await nextTurn();
      }
      expect(builds() - before).toBe(1);
      expect(await models.completeness()).toMatchObject({ complete: true, log: { events: 1 } });
      await models.close();
      await named.close();
      await host.close();
    },
    60_000,
  );
});
