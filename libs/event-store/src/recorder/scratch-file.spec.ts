import fc from 'fast-check';
import { ScratchFile } from './scratch-file.js';

describe('a scratch file', () => {
  const size = fc.oneof({ weight: 20, arbitrary: fc.nat(3_000) }, { weight: 1, arbitrary: fc.nat(1_500_000) });
  const recordOf = (length: number, n: number): Buffer => Buffer.alloc(length, n % 251);

  it('gives each record back as it was added, in whatever order they are read, also between additions', () => {
    const step = fc.record({ size, reads: fc.array(fc.nat(), { maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), fc.boolean(), (steps, isBackward) => {
        const file = new ScratchFile();
        const places: number[] = [];
        const check = (n: number): void => expect(file.read(places[n]!).equals(recordOf(steps[n]!.size, n))).toBe(true);
        for (const [n, { size: length, reads }] of steps.entries()) {
          places.push(file.add(recordOf(length, n)));
          for (const read of reads) check(read % places.length);
        }
        for (let n = 0; n < places.length; n += 1) check(isBackward ? places.length - 1 - n : n);
        file.close();
      }),
      { numRuns: 50 },
    );
  });
});
