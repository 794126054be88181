import { ev, given, opened, report, type Line } from '../../../../test/support/given.js';

const P = 'TST-01';
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), ...lines)
    .asOf(day)
    .person(P)['immunity']!;
const began = (day = '2013-07-28', facts: Record<string, unknown> = {}) =>
  ev(P, 'MandateBegan', day, { how: 'elected', seated: 'yes', ...facts });
const lifted = ev(P, 'ImmunityLifted', '2017-09-11', { body: 'National Assembly' });
const revoked = ev(P, 'MandateRevoked', '2017-11-16');
const ended = ev(P, 'MandateEnded', '2018-07-28', { how: 'term' });

describe('immunity', () => {
  it('is not lifted for someone known to sit, before anything is said', () => {
    expect(on('2013-07-28', began()).value).toBe('not_lifted');
    expect(on('2013-07-28', began('2013-07-28', { seated: 'no' })).value).toBe('none_recorded');
    expect(on('2014-01-01', report(P, 'mandate', 'sitting', '2014-01-01')).value).toBe('not_lifted');
    expect(on('2014-01-01', report(P, 'mandate', 'elected', '2014-01-01')).value).toBe('none_recorded');
  });

  it('is lifted and restored, by a body', () => {
    const restored = ev(P, 'ImmunityRestored', '2017-10-01', { body: 'King' });
    expect(on('2017-09-11', began(), lifted)).toMatchObject({ value: 'lifted', body: 'National Assembly' });
    expect(on('2017-10-01', began(), lifted, restored)).toMatchObject({ value: 'restored', body: 'King' });
  });

  it.each([
    ['is revoked', revoked],
    ['ends', ev(P, 'MandateEnded', '2017-11-16', { how: 'dissolution' })],
    ['is reported revoked', report(P, 'mandate', 'revoked', '2017-11-16')],
    ['ends with death', ev(P, 'Died', '2017-11-16')],
  ])('ends with the mandate when that %s', (_, event) => {
    expect(on('2017-11-16', began(), lifted, event)).toMatchObject({ value: 'ended_with_mandate', body: null });
  });

  it('ends when the term of the mandate is over', () => {
    expect(on('2018-07-28', began('2013-07-28', { until: '2018-07-28' })).value).toBe('ended_with_mandate');
  });

  it('ended with the mandate also where nothing was said of it before', () => {
    expect(on('2017-11-16', revoked).value).toBe('ended_with_mandate');
  });

  it('is as before once the mandate is restored', () => {
    const restored = ev(P, 'MandateRestored', '2018-01-01');
    expect(on('2018-01-01', began(), lifted, revoked, restored)).toMatchObject({
      value: 'lifted',
      body: 'National Assembly',
    });
    expect(on('2018-01-01', began(), revoked, restored).value).toBe('not_lifted');
  });

  it('is not lifted again with a new mandate', () => {
    expect(on('2018-09-01', began(), lifted, ended, began('2018-09-01')).value).toBe('not_lifted');
    expect(on('2018-09-01', began(), lifted, began('2018-09-01'))).toMatchObject({ value: 'not_lifted', body: null });
  });

  it('is not restored by a report that somebody still sits', () => {
    expect(on('2017-10-18', began(), lifted, report(P, 'mandate', 'sitting', '2017-10-18')).value).toBe('lifted');
  });

  it('has ended with a mandate on no day before somebody last was said to sit', () => {
    const lines = [
      report(P, 'mandate', 'sitting', '2016-02-19'),
      report(P, 'mandate', 'sitting', '2017-10-18'),
      report(P, 'mandate', 'ended', '2018-10-18'),
    ];
    expect(on('2017-10-18', ...lines)).toMatchObject({ value: 'not_lifted', certainty: 'established' });
    expect(on('2017-10-19', ...lines)).toMatchObject({ certainty: 'possible', otherwise: ['not_lifted'] });
    expect(on('2018-10-18', ...lines)).toMatchObject({ value: 'ended_with_mandate', certainty: 'established' });
    expect(on('2017-09-11', lifted, lines[2]!)).toMatchObject({ value: 'lifted', certainty: 'established' });
  });

  it('outlives a suspension of the mandate', () => {
    expect(on('2015-01-01', began(), ev(P, 'MandateSuspended', '2015-01-01')).value).toBe('not_lifted');
  });

  it('is disputed where another voice says that it was lifted', () => {
    const alleged = ev(
      P,
      'ImmunityLifted',
      '2017-09-11',
      {},
      { by: [{ by: 'third_party', party: 'an NGO', stance: 'alleges', says: 'stripped' }] },
    );
    expect(on('2017-09-11', began(), alleged)).toMatchObject({
      value: 'not_lifted',
      certainty: 'disputed',
      accounts: [{ by: 'committee' }, { stance: 'alleges' }],
    });
  });
});
