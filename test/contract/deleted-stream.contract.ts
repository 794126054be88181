import { type EventStore } from '#event-store';
import { type ContractFixture, collect, idsOf, newEvents } from './contract-fixture.js';

/** A log whose server lets people delete what it holds. */
export interface DeletingFixture extends ContractFixture {
  /** Somebody deletes a stream on the server itself, and not for good. */
  deleteStream(stream: string): Promise<void>;
}

/** What is promised of a stream that somebody deleted on the server itself, which Habeas never does. */
export function deletedStreamContract(open: () => Promise<DeletingFixture>): void {
  describe('a stream that somebody deleted on the server', () => {
    const deleted = { code: 'stream-deleted', kind: 'fault', stream: 'case-A' };
    let log: DeletingFixture;
    /** One that never saw what stood there. */
    let stranger: EventStore;
    beforeEach(async () => {
      log = await open();
      await log.store.append('case-A', 'no_stream', newEvents(2));
      await log.deleteStream('case-A');
      stranger = await log.openAnother();
    });
    afterEach(() => Promise.all([stranger.close(), log.close()]));

    it.each([1, 3])(
      'is begun anew by who knows nothing of it: all %i are stored, and told as stored',
      async (count) => {
        const events = newEvents(count);
        const answer = await stranger.append('case-A', 'no_stream', events);
        expect(answer).toMatchObject({
          outcome: 'stored',
          events: events.map(({ eventId }, n) => ({ eventId, revision: 2 + n })),
        });
        const stored = (await collect(stranger.readAll(null))).slice(2);
        expect(stored.map(({ eventId, position }) => [eventId, position])).toEqual(
          answer.events.map(({ eventId, position }) => [eventId, position]),
        );
        const again = { ...answer, outcome: 'already_stored' };
        const third = await log.openAnother();
        expect(await stranger.append('case-A', 'no_stream', events)).toEqual(again);
        expect(await third.append('case-A', 'no_stream', events)).toEqual(again);
        expect(await third.append('case-A', 0, events)).toEqual(again);
        await third.close();
      },
    );

    it('is followed on by nobody, and told of, once anything stands there again', async () => {
      const events = newEvents(1);
      await stranger.append('case-A', 'no_stream', events);
      const third = await log.openAnother();
      for (const store of [stranger, third]) {
        await expect(store.append('case-A', 'no_stream', newEvents(1))).rejects.toMatchObject(deleted);
        await expect(store.append('case-A', 2, newEvents(1))).rejects.toMatchObject(deleted);
        await expect(collect(store.readStream('case-A'))).rejects.toMatchObject(deleted);
      }
      expect(idsOf(await collect(third.readAll(null))).slice(2)).toEqual(idsOf(events));
      await third.close();
    });

    it('is not there for who knows a revision of it, and nothing is stored', async () => {
      const moved = { code: 'wrong-expected-revision', actual: 'no_stream' };
      await expect(stranger.append('case-A', 1, newEvents(1))).rejects.toMatchObject(moved);
      expect(await collect(stranger.readAll(null))).toHaveLength(2);
    });
  });
}
