import { ev, given, opened, report, type Line } from '../../../../test/support/given.js';

const P = 'TST-01';
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), ...lines)
    .asOf(day)
    .person(P)['travel']!;
const ban = (kind: string, proceeding?: string) =>
  ev(P, 'TravelRestricted', '2019-01-01', { kind, ...(proceeding && { proceeding }) });

describe('travel', () => {
  it('is restricted on every ground imposed, until it is restored', () => {
    expect(on('2019-02-01', ban('ban'), ban('passport'))).toMatchObject({
      value: 'restricted',
      grounds: ['ban', 'passport'],
    });
    expect(on('2019-03-01', ban('ban'), ev(P, 'TravelRestored', '2019-03-01'))).toMatchObject({
      value: 'lifted',
      grounds: [],
    });
    expect(on('2019-03-01', ev(P, 'TravelRestored', '2019-03-01')).value).toBe('lifted');
  });

  it('loses only the ground of a proceeding that is over', () => {
    const dropped = ev(P, 'ChargesDropped', '2019-03-01', { proceeding: 'p' });
    expect(on('2019-03-01', ban('ban', 'p'), dropped).value).toBe('lifted');
    expect(on('2019-03-01', ban('ban', 'p'), ban('passport'), dropped)).toMatchObject({
      value: 'restricted',
      grounds: ['passport'],
      lastConfirmed: '2019-01-01',
    });
  });

  it('stays while a conviction in its proceeding stands, and goes with the last of them', () => {
    const verdict = (offence: string, outcome: string) =>
      ev(P, 'VerdictDelivered', '2019-03-01', { proceeding: 'p', offence, outcome });
    const lines = [ban('ban', 'p'), verdict('riot', 'convicted'), verdict('incitement', 'acquitted')];
    expect(on('2019-03-01', ...lines).value).toBe('restricted');
    const quashed = ev(P, 'AppealDecided', '2019-04-01', { proceeding: 'p', outcome: 'quashed', convicted: 'no' });
    expect(on('2019-04-01', ...lines, quashed).value).toBe('lifted');
  });

  it('is not lifted by the quashing of an acquittal', () => {
    const acquitted = ev(P, 'VerdictDelivered', '2018-12-01', { proceeding: 'p', outcome: 'acquitted' });
    const quashed = ev(P, 'AppealDecided', '2019-04-01', { proceeding: 'p', outcome: 'quashed' });
    expect(on('2019-04-01', acquitted, ban('ban', 'p'), quashed).value).toBe('restricted');
  });

  it('ends with death', () => {
    expect(on('2019-03-01', ban('ban'), ev(P, 'Killed', '2019-03-01')).value).toBe('ended');
  });

  it('may be known from a report alone', () => {
    expect(on('2019-03-01', report(P, 'travel', 'restricted', '2019-03-01'))).toMatchObject({
      value: 'restricted',
      grounds: ['not_stated'],
      since: '../2019-03-01',
    });
  });
});
