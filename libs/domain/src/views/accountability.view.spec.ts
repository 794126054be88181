import { ev, given, opened, report, type Line } from '../../../../test/support/given.js';

const P = 'TST-01';
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), ...lines)
    .asOf(day)
    .person(P)['accountability']!;
const attacked = ev(P, 'AttackReported', '2015-10-26', {}, { key: 'attack' });
const convicted = (role: string, day = '2016-05-27', of?: string) =>
  ev(P, 'PerpetratorConvicted', day, { role, ...(of && { of }) });

describe('accountability', () => {
  it.each(['AttackReported', 'TortureReported', 'Abducted', 'Disappeared', 'Killed'] as const)(
    'is complete impunity after violence without a convicted perpetrator: %s',
    (type) => {
      expect(on('2015-10-26', ev(P, type, '2015-10-26')).value).toBe('complete_impunity');
    },
  );

  it('is not asked for after threats', () => {
    expect(on('2015-10-26', ev(P, 'ThreatReported', '2015-10-26')).value).toBe('none_recorded');
  });

  it('is not given by an arrest or an acquittal', () => {
    const lines = [
      attacked,
      ev(P, 'PerpetratorArrested', '2015-11-04', { role: 'material', count: 3 }),
      ev(P, 'PerpetratorAcquitted', '2016-01-01', { role: 'material' }),
    ];
    expect(on('2016-01-01', ...lines)).toMatchObject({
      value: 'complete_impunity',
      since: '2015-10-26',
      perpetrators: [{ role: 'material', state: 'arrested', count: 3 }, { state: 'acquitted' }],
    });
  });

  it('is partial once some are convicted, and full only when those who ordered it are too', () => {
    expect(on('2016-05-27', attacked, convicted('material')).value).toBe('partial_justice');
    expect(on('2016-05-27', attacked, convicted('not_stated')).value).toBe('partial_justice');
    expect(on('2017-01-01', attacked, convicted('material'), convicted('instigator', '2017-01-01')).value).toBe(
      'full_justice',
    );
  });

  it('is partial again after more violence, act by act', () => {
    const full = [
      attacked,
      convicted('material', '2016-05-27', 'attack'),
      convicted('instigator', '2016-05-27', 'attack'),
    ];
    expect(on('2016-05-27', ...full).value).toBe('full_justice');
    expect(on('2018-01-01', ...full, ev(P, 'TortureReported', '2018-01-01')).value).toBe('partial_justice');
  });

  it('is full where a source says so', () => {
    expect(
      on('2018-01-01', attacked, convicted('material'), report(P, 'accountability', 'full_justice', '2018-01-01'))
        .value,
    ).toBe('full_justice');
  });

  it('stays as full as a source says until more violence, or another report', () => {
    const full = [attacked, report(P, 'accountability', 'full_justice', '2018-01-01')];
    const more = [
      ev(P, 'PerpetratorArrested', '2018-02-01', { role: 'instigator' }),
      convicted('material', '2018-03-01'),
    ];
    expect(on('2018-03-01', ...full, ...more).value).toBe('full_justice');
    expect(on('2018-04-01', ...full, ...more, ev(P, 'TortureReported', '2018-04-01')).value).toBe('partial_justice');
    const other = report(P, 'accountability', 'complete_impunity', '2018-04-01');
    expect(on('2018-04-01', ...full, other).value).toBe('complete_impunity');
  });
});
