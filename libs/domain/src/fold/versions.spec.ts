import { ev, given, opened, sourceAdded, type Line } from '../../../../test/support/given.js';
import { knownEvents } from './known.js';
import { sharedBy } from './versions.js';

const P = 'TST-01';
const letter = { by: 'third_party', source: 'a letter' } as const;
const isDatedDifferently = (...lines: Line[]): boolean => {
  const [arrest] = knownEvents(given(opened(P), ...lines).log).filter(({ event }) => event.type === 'Arrested');
  return sharedBy(arrest!).toldDifferently.occurredOn;
};

describe('the date of a development', () => {
  const inJune = ev(
    P,
    'Arrested',
    '2019',
    {},
    { key: 'arrest', by: { ...letter, occurredOn: '2019' }, knownSince: '2019-06-01' },
  );
  const told = (on: string, occurredOn: string) => sourceAdded(P, 'arrest', on, { by: { ...letter, occurredOn } });

  it('is told alike where one account is only vaguer than the other', () => {
    expect(isDatedDifferently(inJune, told('2020-01-10', '2019-05-20'))).toBe(false);
  });

  it('is told differently where an account lies after the day on which the vague one was known', () => {
    expect(isDatedDifferently(inJune, told('2020-01-10', '2019-08-01'))).toBe(true);
  });

  it('is no vaguer for being told again: the day on which it was first known stays its latest', () => {
    const again = told('2020-01-10', '2019');
    expect(isDatedDifferently(inJune, again)).toBe(false);
    expect(isDatedDifferently(inJune, again, told('2020-01-10', '2019-08-01'))).toBe(true);
  });
});
