import { ev, given, opened, report, sourceAdded, type Line } from '../../../../test/support/given.js';

const P = 'TST-01';
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), ...lines)
    .asOf(day)
    .person(P)['detentionConditions']!;
const told = (axis: string, value: string, day: string, more: Record<string, unknown> = {}) =>
  ev(
    P,
    'DetentionConditionsReported',
    day,
    { axis, value, ...('detail' in more ? more : {}) },
    { key: `${axis} ${day}` },
  );
const arrested = ev(P, 'Arrested', '2019-01-01');

describe('conditions of detention', () => {
  it('are told axis by axis, until the next report on that axis', () => {
    const lines = [
      arrested,
      told('solitary', 'yes', '2019-02-01', { detail: 'apart from all' }),
      told('visits', 'no', '2019-02-05'),
      told('solitary', 'no', '2019-03-01'),
    ];
    expect(on('2019-02-10', ...lines)).toMatchObject({
      value: 'reported',
      axes: {
        solitary: { value: 'yes', detail: 'apart from all', since: '2019-02-01' },
        visits: { value: 'no' },
        lawyer: { value: 'not_stated', because: [] },
      },
    });
    expect(on('2019-03-01', ...lines).axes).toMatchObject({
      solitary: { value: 'no' },
      visits: { value: 'no', lastConfirmed: '2019-02-05' },
    });
  });

  it('hold from the first day of a span and are confirmed until its last', () => {
    const lines = [arrested, told('video', 'yes', '2019-02-01/2019-04-01')];
    expect(on('2019-02-01', ...lines).axes.video).toMatchObject({ value: 'yes', lastConfirmed: '2019-02-01' });
    expect(on('2019-06-01', ...lines).axes.video).toMatchObject({
      value: 'yes',
      since: '2019-02-01',
      lastConfirmed: '2019-04-01',
    });
  });

  it.each([
    ['a release', ev(P, 'Released', '2019-05-01', { ends: 'all' })],
    ['an escape', ev(P, 'Escaped', '2019-05-01')],
    ['death', ev(P, 'Died', '2019-05-01')],
    ['a report of being free', report(P, 'custody', 'free', '2019-05-01')],
  ])('end with %s', (_, event) => {
    expect(on('2019-05-01', arrested, told('solitary', 'yes', '2019-02-01'), event)).toMatchObject({
      value: 'ended',
      axes: { solitary: { value: 'not_stated' } },
    });
  });

  it('outlive a change of title', () => {
    const order = ev(P, 'DetentionOrdered', '2019-03-01', { title: 'pretrial_order' });
    expect(on('2019-03-01', arrested, told('solitary', 'yes', '2019-02-01'), order).value).toBe('reported');
  });

  it('may have ended on any day before a report of being free', () => {
    const free = report(P, 'custody', 'free', '2019-05-01');
    expect(on('2019-04-01', arrested, told('solitary', 'yes', '2019-02-01'), free)).toMatchObject({
      certainty: 'possible',
      otherwise: ['reported'],
    });
  });

  it('have not ended before the last day on which somebody was said to be held', () => {
    const held = report(P, 'custody', 'arrested', '2019-03-01');
    const free = report(P, 'custody', 'free', '2019-05-01');
    const lines = [arrested, told('solitary', 'yes', '2019-02-01'), held, free];
    expect(on('2019-03-01', ...lines)).toMatchObject({ value: 'reported', certainty: 'established' });
    expect(on('2019-03-02', ...lines)).toMatchObject({ certainty: 'possible', otherwise: ['reported'] });
    expect(on('2019-05-01', ...lines)).toMatchObject({ value: 'ended', certainty: 'established' });
  });

  it('are each confirmed by a later source that says that they still held', () => {
    const still = sourceAdded(P, 'solitary 2019-02-01', '2019-04-10', { stillOn: '2019-04-01' });
    expect(
      on('2019-05-01', arrested, told('solitary', 'yes', '2019-02-01'), told('visits', 'no', '2019-02-02'), still).axes,
    ).toMatchObject({
      solitary: { lastConfirmed: '2019-04-01' },
      visits: { lastConfirmed: '2019-02-02' },
    });
  });

  it('are possible axis by axis where the worlds differ', () => {
    const first = ev(P, 'DetentionConditionsReported', '2019-02-01', { axis: 'solitary', value: 'yes' });
    const imprecise = ev(P, 'DetentionConditionsReported', '[2019-03-01..2019-03-31]', {
      axis: 'solitary',
      value: 'no',
    });
    const status = on('2019-03-15', arrested, first, told('visits', 'no', '2019-02-01'), imprecise);
    expect(status).toMatchObject({
      value: 'reported',
      certainty: 'established',
      axes: {
        solitary: { value: 'no', certainty: 'possible', otherwise: ['yes'] },
        visits: { certainty: 'established' },
      },
    });
    expect(status.axes.visits).not.toHaveProperty('otherwise');
    expect(on('2019-03-31', arrested, first, imprecise).axes.solitary).toMatchObject({ certainty: 'established' });
  });

  it('may have begun on any earlier day where one source tells of several by one day', () => {
    const moved = ev(P, 'Transferred', '[2019-01-02..2019-01-31]');
    const lines = [arrested, moved, told('lawyer', 'no', '../2019-05-01'), told('visits', 'no', '../2019-05-01')];
    const possible = { value: 'no', certainty: 'possible', otherwise: ['not_stated'] };
    expect(on('2019-04-30', ...lines).axes).toMatchObject({ lawyer: possible, visits: possible });
    expect(on('2019-05-01', ...lines).axes).toMatchObject({
      lawyer: { certainty: 'established' },
      visits: { certainty: 'established' },
    });
    expect(on('2019-05-01', ...lines, told('visits', 'restricted', '2019-05-01')).axes.visits).toMatchObject({
      value: 'restricted',
      certainty: 'established',
    });
  });

  it('are certainly over from the day by which somebody was released or died', () => {
    const lines = [arrested, told('visits', 'no', '2019-02-01')];
    for (const end of [ev(P, 'Released', '../2019-05-01', { ends: 'all' }), ev(P, 'Died', '../2019-05-01')]) {
      expect(on('2019-02-01', ...lines, end)).toMatchObject({ value: 'reported', certainty: 'established' });
      expect(on('2019-04-30', ...lines, end).certainty).toBe('possible');
      expect(on('2019-05-01', ...lines, end)).toMatchObject({ value: 'ended', certainty: 'established' });
    }
  });

  it('are disputed axis by axis where another voice tells or alleges something else', () => {
    const differing = ev(
      P,
      'DetentionConditionsReported',
      '2019-02-01',
      { axis: 'visits', value: 'no' },
      { by: [{ by: 'third_party' }, { by: 'authorities', facts: { value: 'yes' } }] },
    );
    const alleged = ev(
      P,
      'DetentionConditionsReported',
      '2019-02-02',
      { axis: 'lawyer', value: 'no' },
      { by: [{ by: 'complainant', stance: 'alleges' }] },
    );
    expect(on('2019-03-01', arrested, differing, alleged, told('video', 'yes', '2019-02-01')).axes).toMatchObject({
      visits: { value: 'no', certainty: 'disputed', accounts: [{ by: 'third_party' }, { by: 'authorities' }] },
      lawyer: { value: 'not_stated', certainty: 'disputed', accounts: [{ stance: 'alleges' }] },
      video: { value: 'yes', certainty: 'established', accounts: [{ by: 'committee' }] },
      family: { value: 'not_stated', accounts: [] },
    });
  });

  it('are judged by the voices of their own axis', () => {
    const alleged = ev(
      P,
      'DetentionConditionsReported',
      '2019-02-01',
      { axis: 'lawyer', value: 'no' },
      { by: 'complainant' },
    );
    expect(on('2019-03-01', arrested, alleged, told('visits', 'no', '2019-02-01')).axes).toMatchObject({
      lawyer: { certainty: 'alleged' },
      visits: { certainty: 'established' },
    });
  });
});
