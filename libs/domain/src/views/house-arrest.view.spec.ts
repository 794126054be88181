import { ev, given, opened, report, type Line } from '../../../../test/support/given.js';

const P = 'TST-01';
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), ...lines)
    .asOf(day)
    .person(P)['houseArrest']!;
const imposed = ev(P, 'HouseArrestImposed', '2019-01-01', { title: 'bail_condition', limits: ['no visitors'] });

describe('house arrest', () => {
  it('begins, where a report tells it, after the last day on which somebody was held elsewhere', () => {
    const order = ev(P, 'DetentionOrdered', '2019-01-01', { title: 'pretrial_order' });
    const lines = [order, report(P, 'custody', 'house_arrest', '2019-06-01')];
    expect(on('2019-01-01', ...lines)).toMatchObject({ value: 'none_recorded', certainty: 'established' });
    expect(on('2019-01-02', ...lines)).toMatchObject({ value: 'in_force', otherwise: ['none_recorded'] });
    expect(on('2019-06-01', ...lines)).toMatchObject({ value: 'in_force', certainty: 'established' });
  });

  it('is in force while a house title is open in custody', () => {
    expect(on('2019-01-01', imposed)).toMatchObject({
      value: 'in_force',
      title: 'bail_condition',
      limits: ['no visitors'],
      since: '2019-01-01',
    });
    expect(on('2018-12-31', imposed).value).toBe('none_recorded');
  });

  it('goes on with other limits when it is eased', () => {
    const eased = ev(P, 'HouseArrestEased', '2019-02-01', { limits: ['may not leave the province'] });
    expect(on('2019-02-01', imposed, eased)).toMatchObject({
      value: 'in_force',
      since: '2019-01-01',
      limits: ['may not leave the province'],
    });
  });

  it.each([
    ['lifted', ev(P, 'HouseArrestLifted', '2019-03-01')],
    ['left by a release', ev(P, 'Released', '2019-03-01', { ends: 'all' })],
    ['replaced by an order of detention', ev(P, 'DetentionOrdered', '2019-03-01', { title: 'pretrial_order' })],
  ])('is lifted when it is %s', (_, event) => {
    expect(on('2019-03-01', imposed, event)).toMatchObject({ value: 'lifted', title: null, limits: [] });
  });

  it('takes the title of the sentence that is served at home, without a break', () => {
    const verdict = ev(P, 'VerdictDelivered', '2019-03-01', {
      proceeding: 'p',
      outcome: 'convicted',
      execution: 'house_arrest',
    });
    expect(on('2019-03-01', imposed, verdict)).toMatchObject({
      value: 'in_force',
      title: 'execution_of_sentence',
      since: '2019-01-01',
    });
  });

  it('ends with death', () => {
    expect(on('2019-03-01', imposed, ev(P, 'Died', '2019-03-01')).value).toBe('ended');
  });

  it('is not known before a report that it is in force, which custody reads too', () => {
    const lines = [opened(P), report(P, 'houseArrest', 'in_force', '2019-02-01')];
    expect(
      given(...lines)
        .asOf('2019-01-01')
        .person(P)['houseArrest']!.value,
    ).toBe('unknown');
    expect(
      given(...lines)
        .asOf('2019-02-01')
        .person(P),
    ).toMatchObject({ houseArrest: { value: 'in_force' }, custody: { value: 'house_arrest' } });
  });

  it('is said by a report on custody', () => {
    expect(on('2019-02-01', report(P, 'custody', 'house_arrest', '2019-02-01')).value).toBe('in_force');
    expect(on('2019-02-01', imposed, report(P, 'custody', 'imprisoned', '2019-03-01'))).toMatchObject({
      value: 'lifted',
      certainty: 'possible',
      otherwise: ['in_force'],
    });
  });

  it('is lifted where nothing else is known of it', () => {
    expect(on('2019-03-01', ev(P, 'HouseArrestLifted', '2019-03-01')).value).toBe('lifted');
    expect(on('2019-03-01', report(P, 'houseArrest', 'lifted', '2019-03-01')).value).toBe('lifted');
  });

  it('is not touched by a report of detention elsewhere of somebody never held at home', () => {
    expect(on('2019-03-01', report(P, 'custody', 'detained', '2019-03-01')).value).toBe('none_recorded');
  });
});
