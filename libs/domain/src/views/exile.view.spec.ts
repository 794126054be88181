import { ev, given, opened, report, type Line } from '../../../../test/support/given.js';

const P = 'TST-01';
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), ...lines)
    .asOf(day)
    .person(P)['exile']!;
const fled = ev(P, 'Fled', '2015-11-16', { to: 'France' });

describe('exile', () => {
  it('begins with a flight or an expulsion', () => {
    expect(on('2015-11-16', fled)).toMatchObject({ value: 'in_exile', country: 'France' });
    expect(on('2015-11-16', ev(P, 'Expelled', '2015-11-16', {}, { place: { country: 'TH' } }))).toMatchObject({
      value: 'in_exile',
      country: 'TH',
    });
  });

  it('is in the country of the place rather than in the words that tell where to', () => {
    const abroad = ev(P, 'Fled', '2015-11-16', { to: 'the south of France' }, { place: { country: 'FR' } });
    expect(on('2015-11-16', abroad).country).toBe('FR');
  });

  it('is not restarted by a second departure, whose country counts', () => {
    expect(on('2016-01-01', fled, ev(P, 'Expelled', '2016-01-01', { to: 'Spain' }))).toMatchObject({
      since: '2015-11-16',
      country: 'Spain',
    });
  });

  it('is cleared by a return alone', () => {
    expect(on('2018-01-01', fled, ev(P, 'Returned', '2018-01-01'))).toMatchObject({ value: 'returned', country: null });
    expect(
      on('2018-01-01', fled, ev(P, 'Pardoned', '2018-01-01', { kind: 'pardon', covers: 'all', full: 'yes' })).value,
    ).toBe('in_exile');
  });

  it.each(['failed', 'refused'])('is confirmed by an attempt to return that %s', (outcome) => {
    expect(on('2019-12-01', fled, ev(P, 'ReturnAttempted', '2019-11-09', { outcome }))).toMatchObject({
      value: 'in_exile',
      since: '2015-11-16',
      lastConfirmed: '2019-11-09',
      country: 'France',
    });
  });

  it('is not confirmed by an attempt of which nobody tells the outcome', () => {
    expect(on('2019-12-01', fled, ev(P, 'ReturnAttempted', '2019-11-09'))).toMatchObject({
      value: 'in_exile',
      lastConfirmed: '2015-11-16',
    });
  });

  it('is unknown before a report of it, and changed by a report of a return', () => {
    expect(on('2016-01-01', report(P, 'exile', 'in_exile', '2016-02-17')).value).toBe('unknown');
    expect(
      on('2016-02-17', report(P, 'exile', 'in_exile', '2016-02-17', { details: { country: 'FR' } })),
    ).toMatchObject({ value: 'in_exile', country: 'FR' });
    expect(on('2016-01-01', fled, report(P, 'exile', 'returned', '2016-02-17'))).toMatchObject({
      value: 'returned',
      otherwise: ['in_exile'],
    });
  });

  it('ends with death, and who had returned stays returned', () => {
    expect(on('2019-01-01', fled, ev(P, 'Died', '2019-01-01')).value).toBe('ended');
    expect(on('2019-01-01', fled, ev(P, 'Returned', '2018-01-01'), ev(P, 'Died', '2019-01-01')).value).toBe('returned');
  });
});
