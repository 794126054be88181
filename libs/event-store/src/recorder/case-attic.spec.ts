import { type CaseState, evolve, newCase } from '#domain';
import { CaseAttic } from './case-attic.js';

const CASES = 6_000;
const referenceOf = (n: number): string => `TST-${n}`;

describe('the attic of the cases of an import', () => {
  let attic: CaseAttic;

  beforeEach(() => {
    attic = new CaseAttic(() => new Map());
  });
  afterEach(() => attic.close());

  it('knows nothing of a case that was never kept', () => {
    expect(attic.get('TST-01')).toBeNull();
  });

  it('gives every state back as it was left, however many were used since', () => {
    for (let n = 0; n < CASES; n += 1) attic.keep(stateWithAll(referenceOf(n), n));
    for (let n = 0; n < CASES; n += 1) {
      const { types: _, ...left } = stateWithAll(referenceOf(n), n);
      expect(attic.get(referenceOf(n))).toMatchObject(left);
    }
  });

  it('keeps what was added to a state after it came back', () => {
    attic.keep(newCase('TST-back'));
    for (const round of [0, 1, 2]) {
      attic.get('TST-back')!.revision += 1;
      for (let n = 0; n < CASES; n += 1) attic.keep(newCase(`TST-${round}-${n}`));
    }
    expect(attic.get('TST-back')!.revision).toBe(2);
  });

  /** Opened, with a report about nobody, a verdict and a retraction, as a case with everything that a state can hold. */
  function stateWithAll(reference: string, n: number): CaseState {
    const state = newCase(reference);
    const common = { case: reference, stream: `case-${reference}`, key: 'k', occurredOn: '2020', assertions: [] };
    const events = [
      { type: 'CaseOpened', facts: { kind: n % 2 === 0 ? 'individual' : 'collective' } },
      { type: 'StatusReported', facts: { view: 'partyStatus', value: 'dissolved' } },
      { type: 'VerdictDelivered', facts: { outcome: 'convicted' } },
      { type: 'Rectified', facts: { field: '/occurredOn', new: '2021' }, target: 'elsewhere' },
    ] as const;
    events.forEach((event, revision) => evolve(state, { ...common, ...event, eventId: `${n}-${revision}`, revision }));
    return state;
  }
});
