import {
  type ContractFixture,
  collect,
  KeepingConsumer,
  newEvent,
  newEvents,
  type OpenFixture,
  watch,
} from './contract-fixture.js';

export function knownSinceContract(open: OpenFixture): void {
  describe('known since', () => {
    let log: ContractFixture;
    beforeEach(async () => void (log = await open()));
    afterEach(() => log.close());

    it('never decreases, even when the clock of the machine goes back; recorded at tells the clock', async () => {
      log.setNow('2026-03-01T10:00:00.000Z');
      await log.store.append('case-A', 'no_stream', newEvents(1));
      log.setNow('2026-02-28T09:00:00.000Z');
      const { events } = await log.store.append('case-B', 'no_stream', newEvents(1));
      expect(events).toMatchObject([
        { knownSince: '2026-03-01T10:00:00.000Z', recordedAt: '2026-02-28T09:00:00.000Z' },
      ]);
      log.setNow('2026-03-01T10:00:00.001Z');
      const later = await log.store.append('case-B', 0, newEvents(1));
      expect(later.events).toMatchObject([{ knownSince: '2026-03-01T10:00:00.001Z' }]);
    });

    it('is the same wherever a reading begins, whatever the clocks of those who wrote', async () => {
      const [AHEAD, BEHIND] = ['2026-03-01T10:00:05.000Z', '2026-03-01T10:00:00.000Z'];
      const other = await log.openAnother();
      log.setNow(BEHIND);
      await log.store.append('case-A', 'no_stream', newEvents(1));
      log.setNow(AHEAD);
      await other.append('case-B', 'no_stream', newEvents(1));
      log.setNow(BEHIND);
      // One of the two does not look at the other each time that it appends.
      for (let n = 0; n < 3; n += 1) await log.store.append('case-A', n, newEvents(1));
      const stored = await collect(other.readAll(null));
      expect(stored.map(({ knownSince }) => knownSince)).toEqual([BEHIND, AHEAD, AHEAD, AHEAD, AHEAD]);
      for (const [n, { position }] of stored.entries()) {
        expect(await collect(other.readAll(position))).toEqual(stored.slice(n + 1));
        const consumer = new KeepingConsumer();
        const committed = () => Promise.resolve(consumer.events.at(-1)?.position ?? position);
        const watched = watch(other, { committed, apply: consumer.apply.bind(consumer) });
        await watched.seen(({ kind }) => kind === 'caught_up');
        watched.stop();
        expect(consumer.events).toEqual(stored.slice(n + 1));
      }
      await other.close();
    });

    it('is kept as a backfill says it, and the event says for ever that it was backfilled', async () => {
      log.setNow('2026-03-01T10:00:00.000Z');
      const days = ['2018-10-18', '2018-10-18T00:00:00Z', '2018-10-18T14:30:00+07:00', '2018-10-19'];
      await log.store.append(
        'case-A',
        'no_stream',
        days.map((knownSince) => newEvent({ knownSince })),
      );
      const stored = await collect(log.store.readAll(null));
      expect(stored.map(({ knownSince }) => knownSince)).toEqual(days);
      expect(stored.every(({ backfilled }) => backfilled)).toBe(true);
      expect(stored[0]).toMatchObject({ recordedAt: '2026-03-01T10:00:00.000Z' });
      expect(await log.store.head()).toEqual({ position: stored.at(-1)?.position, knownSince: '2018-10-19' });
    });

    it('of a backfill may not precede the last of the log; a day counts as its start', async () => {
      const backfill = (stream: string, ...days: string[]) =>
        log.store.append(
          stream,
          'no_stream',
          days.map((knownSince) => newEvent({ knownSince })),
        );
      await backfill('case-A', '2018-10-18T00:00:00.001Z');
      const refused = { code: 'known-since-too-early', kind: 'refusal', last: '2018-10-18T00:00:00.001Z' };
      await expect(backfill('case-B', '2018-10-18')).rejects.toMatchObject(refused);
      await expect(backfill('case-B', '2018-10-20', '2018-10-19')).rejects.toMatchObject({ last: '2018-10-20' });
      await expect(backfill('case-B', '2018-10-19')).resolves.toMatchObject({ outcome: 'stored' });
      expect(await collect(log.store.readAll(null))).toHaveLength(2);
    });

    it('of a live event follows a backfilled one that lies ahead of the clock', async () => {
      log.setNow('2026-03-01T10:00:00.000Z');
      await log.store.append('case-A', 'no_stream', [newEvent({ knownSince: '2026-03-02' })]);
      const { events } = await log.store.append('case-A', 0, newEvents(1));
      expect(events).toMatchObject([{ knownSince: '2026-03-02T00:00:00.000Z' }]);
    });

    it.each(['2018', '2018-02-30', '2018-10-18T25:00:00Z', '2018-10-18T10:00:00', 'yesterday', ''])(
      'is a day or an instant, not "%s"',
      async (knownSince) => {
        const append = log.store.append('case-A', 'no_stream', [newEvent({ knownSince })]);
        await expect(append).rejects.toMatchObject({ code: 'invalid-append' });
      },
    );
  });
}
