import { verifyLog } from '#event-store';
import { type ContractFixture, collect, idsOf, newEvent, newEvents, type OpenFixture } from './contract-fixture.js';

const WRITERS = 64;

export function concurrencyContract(open: OpenFixture): void {
  describe('many writers', () => {
    let log: ContractFixture;
    beforeEach(async () => void (log = await open()));
    afterEach(() => log.close());

    it('on one stream: exactly one wins each revision', async () => {
      for (let revision = 0; revision < 5; revision++) {
        const expected = revision === 0 ? 'no_stream' : revision - 1;
        const append = () => log.store.append('case-A', expected, newEvents(1));
        const verdicts = await Promise.allSettled(Array.from({ length: WRITERS }, append));
        expect(verdicts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      }
      expect(await collect(log.store.readAll(null))).toHaveLength(5);
    });

    it('on many streams: all are stored, in the order of the calls', async () => {
      const calls = Array.from({ length: WRITERS * 40 }, (_, n) => ({
        stream: `case-${n % WRITERS}`,
        expected: n < WRITERS ? ('no_stream' as const) : Math.floor(n / WRITERS) - 1,
        event: newEvent({ data: { n } }),
      }));
      await Promise.all(calls.map(({ stream, expected, event }) => log.store.append(stream, expected, [event])));
      const stored = await collect(log.store.readAll(null));
      expect(idsOf(stored)).toEqual(calls.map(({ event }) => event.eventId));
      expect(await verifyLog(log.store, () => undefined)).toMatchObject({ faults: 0, streams: WRITERS });
    });

    it('in two processes: neither overwrites the other, and the loser is told', async () => {
      const another = await log.openAnother();
      const stores = [log.store, another];
      for (let revision = 0; revision < 20; revision++) {
        const expected = revision === 0 ? 'no_stream' : revision - 1;
        stores.reverse();
        const verdicts = await Promise.allSettled(
          stores.map((store) => store.append('case-A', expected, newEvents(1))),
        );
        const refused = verdicts.filter((verdict) => verdict.status === 'rejected');
        expect(refused).toMatchObject([{ reason: { code: 'wrong-expected-revision', actual: revision } }]);
      }
      const repeated = newEvent();
      await log.store.append('case-B', 'no_stream', [repeated]);
      expect(await another.append('case-B', 'no_stream', [repeated])).toMatchObject({ outcome: 'already_stored' });
      expect(await verifyLog(another, () => undefined)).toMatchObject({ events: 21, faults: 0 });
      await another.close();
    });
  });
}
