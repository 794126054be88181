import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EventStore, type EventStoreOptions, openEventStore, verifyLog } from '#event-store';
import { collect, idsOf, KeepingConsumer, newEvents, watch, type Watch } from '../contract/contract-fixture.js';
import { KurrentServer } from '../support/kurrentdb/kurrent-server.js';
import { systemEvent } from '../support/kurrentdb/server-log.js';
import { grpc } from '../support/kurrentdb/stubs.js';

/** As in production, but for waits that a test need not have. */
const QUICK: EventStoreOptions = {
  quietMs: 40,
  probeMs: 400,
  confirmMs: 400,
  backOffMinMs: 5,
  backOffMaxMs: 20,
  answerMs: 400,
  silenceMs: 800,
};
const BEFORE = 40;
const DURING = 25;

interface Scene {
  readonly server: KurrentServer;
  readonly store: EventStore;
  readonly consumer: ForgetfulConsumer;
  readonly watched: Watch;
}

interface Fault {
  readonly name: string;
  readonly inflict: (scene: Scene) => unknown;
  /** What ends it; most end by themselves. Comes when the appends made meanwhile are under way. */
  readonly mend?: (scene: Scene) => unknown;
  /** False: nothing that a subscription has to begin anew for. */
  readonly restarts?: boolean;
}

const restarting = ({ watched }: Scene) => watched.seen(({ kind }) => kind === 'restarting');

const FAULTS: readonly Fault[] = [
  { name: 'the server ends the call as if all were well', inflict: ({ server }) => server.reads.endSubscriptions() },
  {
    name: 'the server goes down in order (13)',
    inflict: ({ server }) => server.reads.failSubscriptions(13, 'going down'),
  },
  {
    name: 'the call fails (14, unavailable)',
    inflict: ({ server }) => server.reads.failSubscriptions(14, 'unavailable'),
  },
  { name: 'the call is cancelled (1)', inflict: ({ server }) => server.reads.failSubscriptions(1, 'cancelled') },
  {
    name: 'the call is aborted for falling behind (10)',
    inflict: ({ server }) => server.reads.failSubscriptions(10, 'slow'),
  },
  { name: 'every connection breaks', inflict: ({ server }) => server.cut() },
  {
    name: 'the server is killed and comes back with its data',
    inflict: ({ server }) => server.kill(),
    mend: ({ server }) => server.restart(),
  },
  {
    name: 'the server is away for many attempts',
    inflict: ({ server }) => server.kill(),
    mend: async ({ server, watched }) => {
      await watched.seen((notice) => notice.kind === 'restarting' && notice.attempt === 5);
      await server.restart();
    },
  },
  {
    name: 'the server is killed twice in a row',
    inflict: async ({ server }) => {
      await server.kill();
      await server.restart();
      await server.kill();
    },
    mend: ({ server }) => server.restart(),
  },
  {
    name: 'the connection is half-open: nobody says anything any more',
    inflict: ({ server }) => server.silence(),
    mend: async (scene) => {
      await restarting(scene);
      scene.server.speak();
    },
  },
  {
    name: 'the subscription stands still while the log moves on',
    inflict: async (scene) => {
      scene.server.reads.isMute = true;
      scene.server.reads.endSubscriptions();
      await restarting(scene);
    },
    mend: async ({ server, watched }) => {
      await watched.seen((notice) => notice.kind === 'restarting' && /stands still/.test(notice.reason));
      server.reads.isMute = false;
    },
  },
  {
    name: 'the server refuses the subscription for a while',
    inflict: ({ server }) => {
      for (let n = 0; n < 6; n += 1) server.reads.errors.push({ code: grpc.status.UNAVAILABLE, details: 'not ready' });
      server.reads.endSubscriptions();
    },
  },
  {
    name: 'each event is delivered three times',
    inflict: async (scene) => {
      scene.server.reads.deliveries = 3;
      scene.server.reads.endSubscriptions();
      await restarting(scene);
    },
  },
  { name: 'the server is slow', inflict: ({ server }) => void (server.reads.slowMs = 3), restarts: false },
  {
    name: 'the consumer rejects three batches',
    inflict: ({ consumer }) => void (consumer.rejections = 3),
  },
  {
    name: 'the consumer commits a batch and rejects it',
    inflict: ({ consumer }) => void (consumer.lateRejections = 2),
  },
  {
    name: 'the answers of appends are lost',
    inflict: ({ server }) => server.failAppends('lost_answer', 'none', 'lost_answer'),
    restarts: false,
  },
  {
    name: 'the node is not the leader',
    inflict: ({ server }) => {
      server.appends.leader.port = server.port;
      server.failAppends('not_leader', 'none', 'not_leader');
    },
    restarts: false,
  },
  {
    name: 'the server is full of what others append',
    inflict: async ({ server }) => {
      for (let n = 0; n < 3_000; n += 1) server.log.append('others-2', 'any', [systemEvent('SomethingElse')]);
      await nextTurn();
      server.cut();
    },
  },
];

describe('whatever drops, every event is applied once, in order, and a session begins after what was committed', () => {
  it.each(FAULTS)('$name', async ({ inflict, mend, restarts = true }) => {
    const server = await KurrentServer.start();
    const url = server.url(`drop-${randomUUID()}-`);
    const store = await openEventStore(url, QUICK);
    const reader = await openEventStore(`${url}&connectionName=reader`, QUICK);
    const consumer = new ForgetfulConsumer();
    await appendTo(store, 'before', BEFORE);
    const watched = watch(reader, consumer);
    const scene = { server, store, consumer, watched };
    await watched.seen(({ kind }) => kind === 'caught_up');
    expect(consumer.events).toHaveLength(BEFORE);

    await inflict(scene);
    const appended = appendTo(store, 'during', DURING);
    await mend?.(scene);
    await appended;
    const stored = await collect(store.readAll(null));
    // Whatever notice comes then: of a batch that was committed and rejected nobody says that it was applied.
    await watched.seen(() => consumer.events.at(-1)?.position === stored.at(-1)!.position);
    if (restarts) await restarting(scene);
    watched.stop();

    expect(stored).toHaveLength(BEFORE + DURING);
    expect(idsOf(consumer.events)).toEqual(idsOf(stored));
    const sessions = server.reads.started.filter(({ by }) => by === 'reader');
    const begun = sessions.map(({ after }) => after && `c${after.commit}p${after.prepare}`);
    const others = begun.filter((position) => !consumer.asked.includes(position));
    for (const position of others) expect(liesInNothing(position!, consumer.asked, store)).toBe(true);
    expect(await verifyLog(store, () => undefined)).toMatchObject({ faults: 0, events: BEFORE + DURING });
    await Promise.all([store.close(), reader.close()]);
    await server.kill();

    /** A checkpoint: beyond a committed position, and nothing of ours between. */
    function liesInNothing(position: string, asked: readonly (string | null)[], store: EventStore): boolean {
      const before = asked.filter((one) => one !== null && store.comparePositions(one, position) < 0);
      return before.some(
        (one) =>
          !stored.some(
            (event) =>
              store.comparePositions(event.position, one!) > 0 && store.comparePositions(event.position, position) <= 0,
          ),
      );
    }
  });
});

describe('with the waits of production', () => {
  it('a half-open connection is noticed within 5 s, and work goes on within a second after the server speaks again', async () => {
    const server = await KurrentServer.start();
    const store = await openEventStore(server.url(`waits-${randomUUID()}-`));
    await appendTo(store, 'before', 3);
    const consumer = new ForgetfulConsumer();
    const watched = watch(store, consumer);
    await watched.seen(({ kind }) => kind === 'caught_up');
    const silentMs = performance.now();
    server.silence();
    await watched.seen(({ kind }) => kind === 'restarting');
    expect(performance.now() - silentMs).toBeLessThan(5_000);
    await watched.seen((notice) => notice.kind === 'restarting' && notice.attempt === 3);

    const position = appendAtTheServer(server);
    const spokenMs = performance.now();
    server.speak();
    await watched.seen((notice) => notice.kind === 'applied' && notice.position === position);
    expect(performance.now() - spokenMs).toBeLessThan(1_000 + BUSY_MACHINE_MS);
    watched.stop();
    await store.close();
    await server.kill();
  });
});

/** What other tests on the same two cores may cost. */
const BUSY_MACHINE_MS = 700;

/** As another process would, for whom the network is whole: the last event once more, under a new id. */
function appendAtTheServer({ log }: KurrentServer): string {
  const last = log.all.at(-1)!;
  log.append(last.stream, last.revision, [{ ...last, id: randomUUID() }]);
  const { commit, prepare } = log.all.at(-1)!;
  return `c${commit}p${prepare}`;
}

/** Each append to one of three streams, without waiting for one before the next. */
async function appendTo(store: EventStore, name: string, count: number): Promise<void> {
  const events = newEvents(count);
  await Promise.all(
    events.map((event, n) => {
      const revision = Math.floor(n / 3) - 1;
      return store.append(`case-${name}-${n % 3}`, revision < 0 ? 'no_stream' : revision, [event]);
    }),
  );
}

class ForgetfulConsumer extends KeepingConsumer {
  rejections = 0;
  lateRejections = 0;
  /** What it said it had committed, each time that it was asked. */
  readonly asked: (string | null)[] = [];

  override async committed(): Promise<string | null> {
    const position = await super.committed();
    this.asked.push(position);
    return position;
  }

  override async apply(batch: Parameters<KeepingConsumer['apply']>[0]): Promise<void> {
    if (this.rejections > 0) {
      this.rejections -= 1;
      throw new Error('the database is away');
    }
    await super.apply(batch);
    if (this.lateRejections === 0) return;
    this.lateRejections -= 1;
    throw new Error('the answer of the database was lost');
  }
}
