import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalOf } from '#domain';
import { type DigestedEvent, digestOf } from './digest.js';

const event: DigestedEvent = {
  stream: 'case-KHM-60',
  revision: 3,
  eventId: '5b1f2c1e-6c1e-5d6f-9b3a-2f6b8f0f4c11',
  type: 'HouseArrestImposed',
  schemaVersion: 1,
  data: { occurredOn: '2018-09-10', facts: { title: 'bail_condition', 10: 'é', 9: 1e21 } },
  knownSince: '2018-10-18',
  recordedAt: '2026-11-22T00:00:00.000Z',
  recordedBy: 'ada "the first"',
  backfilled: true,
  correlationId: 'c',
  causationId: null,
};

describe('the digest of an event', () => {
  it('never changes its format: digests are stored for ever', () => {
    // Recomputed from the written format with another language's SHA-256.
    expect(digestOf(null, event)).toBe('1bc23cc890a672f9e2208d0efc8f3a5d5fd78164430b3b73a1b9c00261ce5370');
    expect(digestOf('ab'.repeat(32), event)).toBe('5edee5b597a52e88b459cdf12f38049134a82241b9ea7c9b273efc75257abba2');
  });

  it('is SHA-256 over the RFC 8785 form of the event with the digest before it', () => {
    const previousDigest = 'ab'.repeat(32);
    const text = canonicalize({ ...event, previousDigest }) as string;
    expect(digestOf(previousDigest, event)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
  });

  it.each(Object.keys(event))('changes with %s', (field) => {
    const other = { ...event, [field]: `${String(event[field as keyof DigestedEvent])}2` };
    expect(digestOf(null, other)).not.toBe(digestOf(null, event));
  });
});

describe('canonical JSON', () => {
  it('is what the library makes of any JSON value', () => {
    const key = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', '10', '9', '', 'toJSON', 'é'));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'binary' }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom(null, true, false, undefined, -0, new Date(0)),
        fc.array(tie('value'), { maxLength: 5 }),
        fc.dictionary(key, tie('value'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(value, (any) => canonicalOf({ any }) === canonicalize({ any })),
      { numRuns: 2_000 },
    );
  });

  it.each([[NaN], [Infinity], ['\ud83d'], [undefined], [() => 1], [10n]])('refuses %p', (value) => {
    expect(() => canonicalOf(value)).toThrow();
  });
});
