import { randomUUID } from 'node:crypto';
import type { EventType } from '#domain';
import fc from 'fast-check';
import { EventIndex } from './event-index.js';

const TYPES: readonly EventType[] = ['CaseOpened', 'Arrested', 'Released', 'Retracted'];
const MANY = 5_000;

describe('the index of the events of an import', () => {
  const id = fc.oneof(
    fc.uuid(),
    fc.string(),
    fc.uuid().map((uuid) => uuid.toUpperCase()),
  );
  const addition = fc.record({ eventId: id, of: fc.nat(3), type: fc.constantFrom(...TYPES) });

  it('tells of each case what was first said of an id, UUID or not, and nothing of another case', () => {
    fc.assert(
      fc.property(fc.array(addition), (additions) => {
        const index = new EventIndex();
        const cases = [0, 1, 2, 3].map((n) => index.of(`TST-0${n}`));
        const said = new Map<string, EventType>();
        for (const { eventId, of, type } of additions) {
          cases[of]!.set(eventId, type);
          if (!said.has(`${of} ${eventId}`)) said.set(`${of} ${eventId}`, type);
        }
        for (const { eventId } of additions)
          cases.forEach((types, of) => {
            expect(types.get(eventId)).toBe(said.get(`${of} ${eventId}`));
            expect(types.has(eventId)).toBe(said.has(`${of} ${eventId}`));
          });
      }),
    );
  });

  it('finds every event after it has grown', () => {
    const index = new EventIndex();
    const types = index.of('TST-01');
    const ids = Array.from({ length: MANY }, () => randomUUID());
    ids.forEach((eventId, n) => types.set(eventId, TYPES[n % TYPES.length]!));
    expect(ids.every((eventId, n) => types.get(eventId) === TYPES[n % TYPES.length])).toBe(true);
    expect(types.has(randomUUID())).toBe(false);
    expect(index.of('TST-02').has(ids[0]!)).toBe(false);
  });
});
