import { ev, given, opened, report, type Line } from '../../../../test/support/given.js';

const P = 'TST-01';
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), ...lines)
    .asOf(day)
    .person(P)['supervision']!;
const imposed = (facts: Record<string, unknown> = {}, day = '2019-01-01') =>
  ev(P, 'SupervisionImposed', day, { conditions: ['report monthly'], ...facts });

describe('supervision', () => {
  it('is in force until it is lifted', () => {
    const lifted = ev(P, 'SupervisionLifted', '2019-06-01');
    expect(on('2019-05-31', imposed(), lifted)).toMatchObject({
      value: 'in_force',
      conditions: ['report monthly'],
      until: null,
    });
    expect(on('2019-06-01', imposed(), lifted)).toMatchObject({ value: 'lifted', conditions: [] });
  });

  it.each([
    ['dropped', ev(P, 'ChargesDropped', '2019-06-01', { proceeding: 'p' })],
    ['acquitted', ev(P, 'VerdictDelivered', '2019-06-01', { proceeding: 'p', outcome: 'acquitted' })],
    ['acquitted on appeal', ev(P, 'AppealDecided', '2019-06-01', { proceeding: 'p', outcome: 'quashed' })],
    ['pardoned', ev(P, 'Pardoned', '2019-06-01', { kind: 'pardon', covers: ['p'], full: 'yes' })],
    ['served', ev(P, 'SentenceServed', '2019-06-01', { proceeding: 'p' })],
  ])('is gone with the proceeding that it names: %s', (_, event) => {
    expect(on('2019-06-01', imposed({ proceeding: 'p' }), event).value).toBe('lifted');
    expect(on('2019-06-01', imposed({ proceeding: 'q' }), event).value).toBe('in_force');
    expect(on('2019-06-01', imposed(), event).value).toBe('in_force');
  });

  it.each([
    ['a conviction', ev(P, 'VerdictDelivered', '2019-06-01', { proceeding: 'p', outcome: 'convicted' })],
    ['a sentence upheld', ev(P, 'AppealDecided', '2019-06-01', { proceeding: 'p', outcome: 'upheld' })],
    ['a partial pardon', ev(P, 'Pardoned', '2019-06-01', { kind: 'pardon', covers: ['p'], full: 'partial' })],
    ['a commutation', ev(P, 'Pardoned', '2019-06-01', { kind: 'commutation', covers: ['p'], full: 'partial' })],
  ])('outlives %s', (_, event) => {
    expect(on('2019-06-01', imposed({ proceeding: 'p' }), event).value).toBe('in_force');
  });

  it('ends by time where it has an end, and says until when', () => {
    expect(on('2019-05-31', imposed({ until: '2019-06-01' }))).toMatchObject({
      value: 'in_force',
      until: '2019-06-01',
    });
    expect(on('2019-06-01', imposed({ until: '2019-06-01' })).value).toBe('lifted');
  });

  it('lasts as long as the longest of two', () => {
    const two = [imposed({ until: '2019-06-01' }), imposed({ until: '2019-09-01' }, '2019-02-01')];
    expect(on('2019-03-01', ...two).until).toBe('2019-09-01');
    expect(on('2019-06-01', ...two)).toMatchObject({
      value: 'in_force',
      since: '2019-01-01',
      lastConfirmed: '2019-02-01',
    });
    expect(on('2019-03-01', ...two, imposed({}, '2019-02-02')).until).toBeNull();
  });

  it('is lifted where nothing else is known of it, and not by the end of a proceeding', () => {
    expect(on('2019-06-01', ev(P, 'SupervisionLifted', '2019-06-01')).value).toBe('lifted');
    expect(on('2019-06-01', ev(P, 'ChargesDropped', '2019-06-01', { proceeding: 'p' })).value).toBe('none_recorded');
  });

  it('ends with death', () => {
    expect(on('2019-06-01', imposed(), ev(P, 'Died', '2019-06-01')).value).toBe('ended');
    expect(on('2019-06-01', ev(P, 'Died', '2019-06-01')).value).toBe('none_recorded');
  });

  it('is confirmed or changed by a report', () => {
    expect(on('2019-06-01', imposed(), report(P, 'supervision', 'in_force', '2019-05-01'))).toMatchObject({
      since: '2019-01-01',
      lastConfirmed: '2019-05-01',
    });
    expect(on('2019-03-01', imposed(), report(P, 'supervision', 'lifted', '2019-05-01'))).toMatchObject({
      value: 'lifted',
      otherwise: ['in_force'],
    });
  });
});
