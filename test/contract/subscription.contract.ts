import {
  type ContractFixture,
  idsOf,
  KeepingConsumer,
  newEvents,
  type OpenFixture,
  watch,
} from './contract-fixture.js';

export function subscriptionContract(open: OpenFixture): void {
  describe('a subscription', () => {
    let log: ContractFixture;
    beforeEach(async () => void (log = await open()));
    afterEach(() => log.close());

    it('catches up in batches and then follows, without losing or doubling an event', async () => {
      const before = newEvents(1_300);
      const after = newEvents(3);
      await log.store.append('case-A', 'no_stream', before);
      const consumer = new KeepingConsumer();
      const watched = watch(log.store, consumer);
      await watched.seen(({ kind }) => kind === 'caught_up');
      expect(idsOf(consumer.events)).toEqual(idsOf(before));
      expect(Math.max(...consumer.batches.map(({ length }) => length))).toBeLessThanOrEqual(500);
      const { events } = await log.store.append('case-B', 'no_stream', after);
      await watched.seen((notice) => notice.kind === 'applied' && notice.position === events.at(-1)?.position);
      expect(idsOf(consumer.events)).toEqual(idsOf([...before, ...after]));
      watched.stop();
    });

    it('sees what another process appends', async () => {
      const consumer = new KeepingConsumer();
      const watched = watch(log.store, consumer);
      await watched.seen(({ kind }) => kind === 'caught_up');
      const another = await log.openAnother();
      const { events } = await another.append('case-A', 'no_stream', newEvents(2));
      await watched.seen((notice) => notice.kind === 'applied' && notice.position === events[1]?.position);
      expect(consumer.events).toHaveLength(2);
      watched.stop();
      await another.close();
    });

    it('gives the same batch again to a consumer that failed', async () => {
      const events = newEvents(4);
      await log.store.append('case-A', 'no_stream', events);
      const consumer = new KeepingConsumer((attempt) =>
        attempt <= 2 ? Promise.reject(new Error('the database is away')) : Promise.resolve(),
      );
      const watched = watch(log.store, consumer);
      const second = await watched.seen((notice) => notice.kind === 'restarting' && notice.attempt === 2);
      expect(second).toMatchObject({ reason: 'the database is away' });
      await watched.seen(({ kind }) => kind === 'caught_up');
      const begunWith = consumer.batches.slice(0, 3).map((batch) => batch[0]?.eventId);
      expect(begunWith).toEqual(Array(3).fill(events[0]?.eventId));
      expect(idsOf(consumer.events)).toEqual(idsOf(events));
      watched.stop();
    });

    it('resumes from what the consumer has committed, not from what it was given', async () => {
      const { events } = await log.store.append('case-A', 'no_stream', newEvents(4));
      const consumer = new KeepingConsumer((attempt) =>
        attempt === 1 ? Promise.reject(new Error('half done')) : Promise.resolve(),
      );
      const halfDone = {
        apply: consumer.apply.bind(consumer),
        committed: () => Promise.resolve(events[1]?.position ?? null),
      };
      const watched = watch(log.store, halfDone);
      await watched.seen((notice) => notice.kind === 'applied' && notice.position === events[3]?.position);
      expect(idsOf(consumer.events)).toEqual(idsOf(events.slice(2)));
      watched.stop();
    });

    it('ends when it is unsubscribed', async () => {
      const stopped = new KeepingConsumer();
      const first = watch(log.store, stopped);
      await first.seen(({ kind }) => kind === 'caught_up');
      first.stop();
      const second = watch(log.store, new KeepingConsumer());
      await log.store.append('case-A', 'no_stream', newEvents(1));
      await second.seen(({ kind }) => kind === 'applied');
      expect(stopped.batches).toEqual([]);
      second.stop();
    });

    it('completes when the store is closed', async () => {
      const completed = new Promise<void>((resolve) => {
        log.store.subscribe(new KeepingConsumer()).subscribe({ complete: resolve });
      });
      await log.store.close();
      await completed;
    });
  });
}
