import { ev, given, opened, report, type Line } from '../../../../test/support/given.js';

const P = 'TST-01';
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), ...lines)
    .asOf(day)
    .person(P)['mandate']!;
const began = (facts: Record<string, unknown> = {}, day = '2013-07-28') =>
  ev(P, 'MandateBegan', day, { how: 'elected', seated: 'yes', chamber: 'National Assembly', ...facts });
const revoked = ev(P, 'MandateRevoked', '2017-11-16', { authority: 'Supreme Court', seatGivenTo: 'another' });

describe('the mandate', () => {
  it('is unknown before anything is recorded', () => {
    expect(on('2010-01-01', began()).value).toBe('unknown');
  });

  it('is sitting from its beginning, and only elected where the seat was not taken', () => {
    expect(on('2013-07-28', began())).toMatchObject({ value: 'sitting', chamber: 'National Assembly', how: 'elected' });
    expect(on('2013-07-28', began({ seated: 'no' })).value).toBe('elected');
  });

  it('is suspended, and restored', () => {
    const lines = [
      began(),
      ev(P, 'MandateSuspended', '2015-01-01', { authority: 'Bureau' }),
      ev(P, 'MandateRestored', '2016-01-01'),
    ];
    expect(on('2015-01-01', ...lines)).toMatchObject({ value: 'suspended', authority: 'Bureau' });
    expect(on('2016-01-01', ...lines)).toMatchObject({ value: 'restored', chamber: 'National Assembly' });
  });

  it('is revoked, by whom and for whom is told', () => {
    expect(on('2017-11-16', began(), revoked)).toMatchObject({
      value: 'revoked',
      authority: 'Supreme Court',
      seatGivenTo: 'another',
    });
  });

  it.each([
    ['its term is over', began({ until: '2018-07-28' })],
    ['it is said to have ended', ev(P, 'MandateEnded', '2018-07-28', { how: 'term' })],
    ['it is suspended too', ev(P, 'MandateSuspended', '2018-07-28')],
    ['a report says that it ended', report(P, 'mandate', 'ended', '2018-07-28')],
    ['the person dies', ev(P, 'Died', '2018-07-28')],
  ])('stays revoked when %s', (_, event) => {
    expect(on('2019-01-01', revoked, event)).toMatchObject({
      value: 'revoked',
      since: '2017-11-16',
      certainty: 'established',
    });
  });

  it('is revoked no longer once it is restored, or a new one begins', () => {
    expect(on('2019-01-01', revoked, ev(P, 'MandateRestored', '2019-01-01')).value).toBe('restored');
    expect(on('2019-01-01', revoked, began({}, '2019-01-01')).value).toBe('sitting');
  });

  it('ends, by its term without an event', () => {
    expect(on('2018-07-27', began({ until: '2018-07-28' })).value).toBe('sitting');
    expect(on('2018-07-28', began({ until: '2018-07-28' }))).toMatchObject({ value: 'ended', how: 'term' });
    expect(on('2016-01-01', began(), ev(P, 'MandateEnded', '2016-01-01', { how: 'resigned' }))).toMatchObject({
      value: 'ended',
      how: 'resigned',
    });
  });

  it('that ended before its term tells still how', () => {
    expect(
      on('2019-01-01', began({ until: '2018-07-28' }), ev(P, 'MandateEnded', '2016-01-01', { how: 'dissolution' })),
    ).toMatchObject({ since: '2016-01-01', how: 'dissolution' });
  });

  it('does not end with the term of the one before it', () => {
    expect(on('2019-01-01', began({ until: '2018-07-28' }), began({}, '2018-07-20')).value).toBe('sitting');
  });

  it('ends with death', () => {
    expect(on('2016-01-01', began(), ev(P, 'Killed', '2016-01-01')).value).toBe('ended');
    expect(on('2016-01-01', ev(P, 'Killed', '2016-01-01')).value).toBe('unknown');
  });

  it('is told by a report, unknown before it', () => {
    const sits = report(P, 'mandate', 'sitting', '2017-10-18', { details: { chamber: 'Senate' } });
    expect(on('2017-10-17', sits)).toMatchObject({ value: 'unknown', because: ['StatusReported'] });
    expect(on('2017-10-18', sits)).toMatchObject({ value: 'sitting', chamber: 'Senate', since: '../2017-10-18' });
  });

  it('that was restored is confirmed by a report of a seat', () => {
    const lines = [
      began(),
      ev(P, 'MandateSuspended', '2015-01-01'),
      ev(P, 'MandateRestored', '2016-01-01'),
      report(P, 'mandate', 'sitting', '2017-01-01'),
    ];
    expect(on('2017-01-01', ...lines)).toMatchObject({ value: 'restored', lastConfirmed: '2017-01-01' });
  });
});
