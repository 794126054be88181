import { type ContractFixture, collect, newEvent, newEvents, type OpenFixture } from './contract-fixture.js';

export function repeatContract(open: OpenFixture): void {
  describe('repeating an append', () => {
    let log: ContractFixture;
    beforeEach(async () => void (log = await open()));
    afterEach(() => log.close());

    it('gets the first answer, whatever it expects and whatever came after', async () => {
      const events = newEvents(3);
      const first = await log.store.append('case-A', 'no_stream', events);
      await log.store.append('case-A', 2, newEvents(1));
      await log.store.append('case-B', 'no_stream', newEvents(1));
      const again = { ...first, outcome: 'already_stored' };
      for (const expected of ['no_stream', 0, 2, 3, 99] as const) {
        expect(await log.store.append('case-A', expected, events)).toEqual(again);
      }
      const reopened = await log.reopen();
      expect(await reopened.append('case-A', 'no_stream', events)).toEqual(again);
      expect(await collect(reopened.readAll(null))).toHaveLength(5);
    });

    it('stores it once when both are under way together', async () => {
      const events = newEvents(2);
      const append = () => log.store.append('case-A', 'no_stream', events);
      const [first, second] = await Promise.all([append(), append()]);
      expect(first.outcome).toBe('stored');
      expect(second).toEqual({ ...first, outcome: 'already_stored' });
    });

    it('may order the keys of the data otherwise, and come from another person', async () => {
      const event = newEvent({ data: { a: 1, b: { c: 2, d: 3 } } });
      await log.store.append('case-A', 'no_stream', [event]);
      const same = { ...event, data: { b: { d: 3, c: 2 }, a: 1 }, recordedBy: 'grace', correlationId: 'another' };
      expect(await log.store.append('case-A', 0, [same])).toMatchObject({ outcome: 'already_stored' });
    });

    it('is refused when the same event id has other content', async () => {
      const event = newEvent();
      const backfilled = newEvent({ knownSince: '2020-01-01' });
      await log.store.append('case-A', 'no_stream', [backfilled, event]);
      const refused = { code: 'event-id-conflict', kind: 'refusal', eventId: event.eventId };
      const again = (overrides: object) => log.store.append('case-A', 1, [{ ...event, ...overrides }]);
      await expect(again({ type: 'Arrested' })).rejects.toMatchObject(refused);
      await expect(again({ schemaVersion: 2 })).rejects.toMatchObject(refused);
      await expect(again({ data: { text: 'another' } })).rejects.toMatchObject(refused);
      await expect(again({ knownSince: '2020-01-02' })).rejects.toMatchObject(refused);
      const { knownSince: _, ...live } = backfilled;
      for (const other of [live, { ...backfilled, knownSince: '2020-01-02' }]) {
        const again = log.store.append('case-A', 1, [other]);
        await expect(again).rejects.toMatchObject({ code: 'event-id-conflict' });
      }
    });

    it('may say the known since that the log gave', async () => {
      const event = newEvent();
      const { events } = await log.store.append('case-A', 'no_stream', [event]);
      const exported = { ...event, knownSince: events[0]?.knownSince as string };
      expect(await log.store.append('case-A', 0, [exported])).toMatchObject({ outcome: 'already_stored' });
    });

    it('is refused when only part of it is stored, or not one after the other', async () => {
      const [a, b, c] = newEvents(3) as [ReturnType<typeof newEvent>, ...ReturnType<typeof newEvents>];
      await log.store.append('case-A', 'no_stream', [a, b as never, c as never]);
      const refused = { code: 'partial-repeat', kind: 'refusal' };
      await expect(log.store.append('case-A', 2, [c as never, newEvent()])).rejects.toMatchObject(refused);
      await expect(log.store.append('case-A', 2, [newEvent(), a])).rejects.toMatchObject(refused);
      await expect(log.store.append('case-A', 2, [b as never, a])).rejects.toMatchObject(refused);
      await expect(log.store.append('case-A', 2, [a, c as never])).rejects.toMatchObject(refused);
      expect(await log.store.append('case-A', 2, [b as never, c as never])).toMatchObject({
        outcome: 'already_stored',
      });
      expect(await collect(log.store.readAll(null))).toHaveLength(3);
    });
  });
}
