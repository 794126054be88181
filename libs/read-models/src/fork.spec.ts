import { FIRST_DAY, LAST_DAY } from '#domain';
import fc from 'fast-check';
import { forkOf, forksOver } from './fork.js';
import { OPEN } from './rows.entities.js';

const day = fc.oneof(fc.integer({ min: FIRST_DAY, max: LAST_DAY }), fc.integer({ min: 0, max: 300 }));
const seq = fc.oneof(fc.integer({ min: 0, max: 2 ** 31 - 2 }), fc.integer({ min: 0, max: 300 }));
const interval = (point: typeof day, open: number) =>
  fc
    .tuple(point, point)
    .map(([a, b]): [number, number] => (a === b && a < open ? [a, open] : [Math.min(a, b), Math.max(a, b) + 1]));

describe('where a row hangs', () => {
  it('is on the way to every day and ordinal for which it holds', () => {
    fc.assert(
      fc.property(
        interval(day, LAST_DAY),
        interval(seq, OPEN),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ([from, to], [knownFrom, knownTo], onDay, atSeq) => {
          const within = (first: number, end: number, share: number) => first + Math.floor((end - 1 - first) * share);
          const asOf = within(from, to, onDay);
          const known = within(knownFrom, Math.min(knownTo, 2 ** 31 - 1), atSeq);
          expect(forksOver(asOf, known)).toContain(forkOf({ from, to, knownFrom, knownTo }));
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it('is one of a few dozen places for any question', () => {
    fc.assert(fc.property(day, seq, (asOf, known) => forksOver(asOf, known).length <= 63));
  });
});
