import { type ContractFixture, collect, idsOf, newEvent, newEvents, type OpenFixture } from './contract-fixture.js';

export function appendContract(open: OpenFixture): void {
  describe('appending', () => {
    let log: ContractFixture;
    beforeEach(async () => void (log = await open()));
    afterEach(() => log.close());

    it('answers revision, position and known since, and stores the event as it was given', async () => {
      log.setNow('2026-03-01T10:00:00.000Z');
      const event = newEvent({ data: { text: 'é', nested: { b: 1, a: [null, 2.5] } }, causationId: 'cause' });
      const answer = await log.store.append('case-KHM-60', 'no_stream', [event]);
      const [stored] = await collect(log.store.readStream('case-KHM-60'));
      const moment = { knownSince: '2026-03-01T10:00:00.000Z', recordedAt: '2026-03-01T10:00:00.000Z' };
      expect(answer).toEqual({
        outcome: 'stored',
        events: [{ eventId: event.eventId, revision: 0, position: stored?.position, ...moment }],
      });
      expect(stored).toEqual({
        ...event,
        ...moment,
        stream: 'case-KHM-60',
        revision: 0,
        position: expect.any(String) as string,
        backfilled: false,
        correlationId: event.eventId,
        digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      });
    });

    it('is refused on another revision than the expected one, and says which it is', async () => {
      await log.store.append('case-A', 'no_stream', newEvents(2));
      const refused = (actual: unknown) => ({ code: 'wrong-expected-revision', kind: 'conflict', actual });
      await expect(log.store.append('case-A', 'no_stream', newEvents(1))).rejects.toMatchObject(refused(1));
      await expect(log.store.append('case-A', 0, newEvents(1))).rejects.toMatchObject(refused(1));
      await expect(log.store.append('case-A', 2, newEvents(1))).rejects.toMatchObject(refused(1));
      await expect(log.store.append('case-B', 0, newEvents(1))).rejects.toMatchObject(refused('no_stream'));
      await expect(log.store.append('case-A', 1, newEvents(1))).resolves.toMatchObject({ events: [{ revision: 2 }] });
    });

    it('stores all events of an append or none', async () => {
      const events = newEvents(2_500);
      await log.store.append('case-A', 'no_stream', events);
      await expect(log.store.append('case-A', 7, newEvents(3))).rejects.toMatchObject({ kind: 'conflict' });
      expect(idsOf(await collect(log.store.readAll(null)))).toEqual(idsOf(events));
    });

    it('gives a verdict to each of the appends that are made together', async () => {
      const verdicts = await Promise.allSettled([
        log.store.append('case-A', 'no_stream', newEvents(1)),
        log.store.append('case-A', 'no_stream', newEvents(1)),
        log.store.append('case-A', 0, newEvents(1)),
        log.store.append('case-A', 5, newEvents(1)),
        log.store.append('case-A', 1, newEvents(1)),
      ]);
      expect(verdicts.map(({ status }) => status)).toEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
        'rejected',
        'fulfilled',
      ]);
      expect(await collect(log.store.readStream('case-A'))).toHaveLength(3);
    });

    it('refuses what no log can hold', async () => {
      const refused = { code: 'invalid-append', kind: 'refusal' };
      const cyclic: Record<string, unknown> = {};
      cyclic['self'] = cyclic;
      const { store } = log;
      const one = (overrides: object) => store.append('case-A', 'no_stream', [newEvent(overrides)]);
      const twice = newEvent();
      await expect(store.append('', 'no_stream', newEvents(1))).rejects.toMatchObject(refused);
      await expect(store.append('$all', 'no_stream', newEvents(1))).rejects.toMatchObject(refused);
      await expect(store.append('case-A', -1, newEvents(1))).rejects.toMatchObject(refused);
      await expect(store.append('case-A', 'no_stream', [])).rejects.toMatchObject(refused);
      await expect(store.append('case-A', 'no_stream', [twice, twice])).rejects.toMatchObject(refused);
      await expect(one({ eventId: '' })).rejects.toMatchObject(refused);
      await expect(one({ schemaVersion: 0 })).rejects.toMatchObject(refused);
      await expect(one({ data: cyclic })).rejects.toMatchObject(refused);
      await expect(one({ data: [] })).rejects.toMatchObject(refused);
      await expect(one({ data: { half: '\ud83d' } })).rejects.toMatchObject(refused);
      await expect(one({ recordedBy: 'half \ud83d' })).rejects.toMatchObject(refused);
      await expect(one({ data: { n: Infinity } })).rejects.toMatchObject(refused);
      await expect(one({ data: { long: 'x'.repeat(1_000_001) } })).rejects.toMatchObject(refused);
      expect(await store.head()).toBeNull();
    });

    it('keeps what it answered after the log was closed and opened again', async () => {
      const events = newEvents(3);
      await log.store.append('case-A', 'no_stream', events);
      const before = await collect(log.store.readAll(null));
      const reopened = await log.reopen();
      expect(await collect(reopened.readAll(null))).toEqual(before);
      await expect(reopened.append('case-A', 2, newEvents(1))).resolves.toMatchObject({ events: [{ revision: 3 }] });
    });

    it('stores what was accepted before it closes, and accepts nothing after', async () => {
      const { store } = log;
      const accepted = store.append('case-A', 'no_stream', newEvents(1));
      await store.close();
      await expect(accepted).resolves.toMatchObject({ outcome: 'stored' });
      await expect(store.append('case-A', 0, newEvents(1))).rejects.toMatchObject({ code: 'event-store-closed' });
      await expect(collect(store.readAll(null))).rejects.toMatchObject({ code: 'event-store-closed' });
      await expect(store.head()).rejects.toMatchObject({ code: 'event-store-closed' });
    });
  });
}
