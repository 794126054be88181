import { type ContractFixture, collect, idsOf, newEvents, type OpenFixture } from './contract-fixture.js';

export function readContract(open: OpenFixture): void {
  describe('reading', () => {
    let log: ContractFixture;
    beforeEach(async () => void (log = await open()));
    afterEach(() => log.close());

    it('finds nothing in an empty log', async () => {
      expect(await log.store.head()).toBeNull();
      expect(await collect(log.store.readAll(null))).toEqual([]);
      expect(await collect(log.store.readStream('case-A'))).toEqual([]);
    });

    it('gives a stream from a revision on, that one included', async () => {
      const events = newEvents(1_203);
      await log.store.append('case-A', 'no_stream', events);
      await log.store.append('case-AB', 'no_stream', newEvents(1));
      const from = async (revision: number) => idsOf(await collect(log.store.readStream('case-A', revision)));
      expect(await from(0)).toEqual(idsOf(events));
      expect(await from(1_200)).toEqual(idsOf(events.slice(1_200)));
      expect(await from(1_203)).toEqual([]);
    });

    it('gives the whole log in its order, strictly after a position', async () => {
      for (const stream of ['case-A', 'case-B']) await log.store.append(stream, 'no_stream', newEvents(600));
      const all = await collect(log.store.readAll(null));
      expect(all).toHaveLength(1_200);
      for (const n of [0, 599, 1_198, 1_199]) {
        expect(await collect(log.store.readAll(all[n]?.position as string))).toEqual(all.slice(n + 1));
      }
      const sorted = [...all].reverse().sort((a, b) => log.store.comparePositions(a.position, b.position));
      expect(sorted).toEqual(all);
    });

    it('lets others append while it is under way, and gives that too', async () => {
      await log.store.append('case-A', 'no_stream', newEvents(600));
      let read = 0;
      for await (const event of log.store.readAll(null)) {
        if (event.revision === 0) await log.store.append('case-A', 599, newEvents(10));
        read += 1;
      }
      expect(read).toBe(610);
    });

    it.each(['0', '-1', '1.5', 'x', '', '99999999999999999999'])('knows that "%s" is no position', async (position) => {
      const refused = { code: 'unknown-position', kind: 'refusal' };
      await expect(collect(log.store.readAll(position))).rejects.toMatchObject(refused);
      expect(() => log.store.comparePositions(position, position)).toThrow(expect.objectContaining(refused) as Error);
    });
  });
}
