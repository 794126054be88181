import { collective, ev, given, opened, type Line } from '../../../../test/support/given.js';

const [P, Q, C] = ['TST-01', 'TST-02', 'TST-COLL-01'];
const on = (day: string, person: string, ...lines: readonly Line[]) =>
  given(opened(P), opened(Q), collective(C), ...lines)
    .asOf(day)
    .person(person)['violations']!;
const added = (who: string, day = '2017-01-01') => ev(C, 'MembersAdded', day, {}, { appliesTo: [who] });
const line = (label: string, currently: unknown, previously: string[] = []) => ({
  label,
  codes: [label.toUpperCase()],
  currently,
  previously,
});
const box = (day: string, ...lines: Record<string, unknown>[]) => ev(C, 'ViolationsListed', day, { lines });

describe('violations', () => {
  it('are those of the box in force, from its day; without a footnote they concern all members', () => {
    const lines = [added(P), box('2018-10-18', line('Threats', 'all'))];
    expect(on('2018-10-17', P, ...lines).value).toBe('none_recorded');
    expect(on('2018-10-18', P, ...lines)).toMatchObject({
      value: 'alleged',
      categories: [{ code: 'THREATS', label: 'Threats', applies: 'currently', from: '2018-10-18' }],
    });
    expect(on('2018-10-18', Q, ...lines).value).toBe('none_recorded');
  });

  it('concern by a footnote those whom it names, now or before', () => {
    const lines = [added(P), added(Q), box('2018-10-18', line('Arrest', [Q], [P]), line('Torture', [Q]))];
    expect(on('2018-10-18', P, ...lines).categories).toMatchObject([{ label: 'Arrest', applies: 'previously' }]);
    expect(on('2018-10-18', Q, ...lines).categories).toMatchObject([
      { applies: 'currently' },
      { applies: 'currently' },
    ]);
  });

  it('are replaced by the next box', () => {
    const lines = [added(P), box('2018-10-18', line('Threats', 'all')), box('2019-10-18', line('Impunity', 'all'))];
    expect(on('2019-10-18', P, ...lines)).toMatchObject({
      since: '2018-10-18',
      categories: [{ label: 'Impunity', from: '2019-10-18' }],
    });
  });

  it('concern those who are members on the day of the question', () => {
    const lines = [
      box('2018-10-18', line('Threats', 'all')),
      added(P, '2019-01-01'),
      ev(C, 'MembersRemoved', '2020-01-01', {}, { appliesTo: [P] }),
    ];
    expect(on('2018-12-31', P, ...lines).value).toBe('none_recorded');
    expect(on('2019-01-01', P, ...lines).value).toBe('alleged');
    expect(on('2020-01-01', P, ...lines)).toMatchObject({ value: 'none_recorded', categories: [] });
  });

  it('hold since the day of joining for who joins while the box is in force, for the reason of the box', () => {
    const lines = [box('2018-10-18', line('Threats', 'all')), added(P, '2019-01-01')];
    const told = on('2019-02-01', P, ...lines);
    expect(told).toMatchObject({ value: 'alleged', since: '2019-01-01', lastConfirmed: '2019-01-01' });
    expect(told.because).toEqual(['MembersAdded', 'ViolationsListed']);
  });

  it('hold since the day of the box for who joined some day before, or on that day', () => {
    const early = [added(P, '[2018-01-01..2018-10-18]'), box('2018-10-18', line('Threats', 'all'))];
    const sameDay = [box('2018-10-18', line('Threats', 'all')), added(P, '2018-10-18')];
    expect(on('2018-10-18', P, ...early)).toMatchObject({ certainty: 'established', since: '2018-10-18' });
    expect(on('2018-10-18', P, ...sameDay)).toMatchObject({ certainty: 'established', since: '2018-10-18' });
  });

  it('are listed for each case by itself, the own one included', () => {
    const own = ev(P, 'ViolationsListed', '2016-01-01', { lines: [line('Exile', 'all')] });
    expect(on('2018-10-18', P, own, added(P), box('2018-10-18', line('Threats', 'all'))).categories).toMatchObject([
      { label: 'Exile' },
      { label: 'Threats' },
    ]);
  });
});
