import { collective, ev, given, opened, type Line } from '../../../../test/support/given.js';

const [P, C, D] = ['TST-01', 'TST-COLL-01', 'TST-COLL-02'];
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), collective(C), collective(D), ...lines)
    .asOf(day)
    .person(P)['membership']!;
const added = (day: string, to = C, more: Record<string, unknown> = {}) =>
  ev(to, 'MembersAdded', day, {}, { appliesTo: [P], ...more });
const removed = (day: string, from = C, more: Record<string, unknown> = {}) =>
  ev(from, 'MembersRemoved', day, {}, { appliesTo: [P], ...more });

describe('membership', () => {
  it('begins and ends with the rosters of a case', () => {
    const lines = [added('2017-01-01'), removed('2019-01-01')];
    expect(on('2016-12-31', ...lines)).toMatchObject({
      value: 'none_recorded',
      cases: [],
      formerCases: [],
      possibleCases: [],
    });
    expect(on('2017-01-01', ...lines)).toMatchObject({
      value: 'member',
      cases: [{ case: C, since: '2017-01-01', until: null }],
    });
    expect(on('2019-01-01', ...lines)).toMatchObject({
      value: 'former_member',
      cases: [],
      formerCases: [{ case: C, since: '2017-01-01', until: '2019-01-01' }],
    });
  });

  it('lasts while it lasts in one of two cases', () => {
    expect(on('2019-01-01', added('2017-01-01'), added('2018-01-01', D), removed('2019-01-01'))).toMatchObject({
      value: 'member',
      since: '2017-01-01',
      cases: [{ case: D }],
      formerCases: [{ case: C }],
    });
  });

  it('is not confirmed by leaving one of two cases', () => {
    const told = on('2019-02-01', added('2017-01-01'), added('2018-01-01', D), removed('2019-01-01'));
    expect(told.lastConfirmed).toBe('2018-01-01');
    expect(told.because).toContain('MembersRemoved');
  });

  it('is confirmed by a second roster that names the person', () => {
    expect(on('2019-01-01', added('2017-01-01'), added('2018-01-01'))).toMatchObject({
      since: '2017-01-01',
      lastConfirmed: '2018-01-01',
      cases: [{ since: '2017-01-01' }],
    });
  });

  it('begins again after a removal', () => {
    expect(on('2020-01-01', added('2017-01-01'), removed('2019-01-01'), added('2020-01-01'))).toMatchObject({
      value: 'member',
      since: '2020-01-01',
      cases: [{ since: '2020-01-01' }],
    });
  });

  it('of a case is possible while the day of the addition or removal is not known', () => {
    const late = added('[2017-10-18..2018-10-18]', C, { knownSince: '2018-10-18' });
    expect(on('2018-01-01', late)).toMatchObject({
      value: 'member',
      certainty: 'possible',
      cases: [],
      possibleCases: [C],
    });
    expect(on('2018-01-01', added('2017-01-01', D), late)).toMatchObject({
      value: 'member',
      certainty: 'established',
      cases: [{ case: D }],
      possibleCases: [C],
    });
    expect(on('2018-10-18', late)).toMatchObject({ certainty: 'established', cases: [{ case: C }], possibleCases: [] });
  });

  it('of unknown beginning is possible before, each case by itself', () => {
    const listed = added('../2018-10-18', C, { knownSince: '2018-10-18' });
    expect(on('2010-01-01', listed)).toMatchObject({ certainty: 'possible', possibleCases: [C] });
    expect(on('2018-01-01', added('2017-01-01', D), listed)).toMatchObject({
      value: 'member',
      certainty: 'established',
      possibleCases: [C],
    });
  });

  it('was so once where only the removal is known', () => {
    expect(on('2019-01-01', removed('2019-01-01'))).toMatchObject({
      value: 'former_member',
      formerCases: [{ case: C, since: null, until: '2019-01-01' }],
    });
  });

  it('stays open after death', () => {
    expect(on('2019-01-01', added('2017-01-01'), ev(P, 'Died', '2018-01-01')).value).toBe('member');
  });
});
