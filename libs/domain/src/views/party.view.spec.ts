import { given, opened, report, type Line } from '../../../../test/support/given.js';

const P = 'TST-01';
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), ...lines)
    .asOf(day)
    .person(P)['party']!;
const told = (value: string, day: string, details: Record<string, unknown>) =>
  report(P, 'party', value, day, { details });
const member = told('member', '2016-02-17', { name: 'Rescue', side: 'opposition', office: 'deputy president' });

describe('party', () => {
  it('is told by reports: name, side, office; unknown before', () => {
    expect(on('2016-02-16', member)).toMatchObject({ value: 'unknown', name: null, side: 'not_stated' });
    expect(on('2016-02-17', member)).toMatchObject({
      value: 'member',
      name: 'Rescue',
      side: 'opposition',
      office: 'deputy president',
      since: '../2016-02-17',
    });
  });

  it('keeps what a later report on the same party leaves out', () => {
    expect(
      on('2017-10-18', member, told('member', '2017-10-18', { name: 'Rescue', office: 'President' })),
    ).toMatchObject({ side: 'opposition', office: 'President', since: '../2016-02-17', lastConfirmed: '2017-10-18' });
    expect(on('2017-10-18', member, told('member', '2017-10-18', { name: 'Other' }))).toMatchObject({
      name: 'Other',
      side: 'not_stated',
      office: null,
    });
  });

  it('was left on some day before a report says so', () => {
    const former = told('former_member', '2018-01-01', { name: 'Rescue' });
    expect(on('2017-01-01', member, former)).toMatchObject({ value: 'former_member', otherwise: ['member'] });
    expect(on('2018-01-01', member, former)).toMatchObject({ value: 'former_member', certainty: 'established' });
  });
});
