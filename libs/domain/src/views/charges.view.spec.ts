import { ev, given, opened, report, type Line } from '../../../../test/support/given.js';

const P = 'TST-01';
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), ...lines)
    .asOf(day)
    .person(P)['charges']!;
const charged = (proceeding = 'p', day = '2019-01-10', more: Record<string, unknown> = {}) =>
  ev(P, 'Charged', day, { proceeding, labels: ['sedition'], ...more });
const tried = ev(P, 'TrialOpened', '2019-02-01', { proceeding: 'p' });
const verdict = (outcome: string, day = '2019-03-01') => ev(P, 'VerdictDelivered', day, { proceeding: 'p', outcome });
const of = (offence: string, outcome: string) =>
  ev(P, 'VerdictDelivered', '2019-03-01', { proceeding: 'p', outcome, offence });
const appeal = (facts: Record<string, unknown>, day = '2019-06-01') =>
  ev(P, 'AppealDecided', day, { proceeding: 'p', ...facts });

describe('charges', () => {
  it('go from investigation to charge, trial and verdict', () => {
    const lines = [
      ev(P, 'InvestigationOpened', '2019-01-01', { proceeding: 'p' }),
      charged(),
      tried,
      verdict('convicted'),
    ];
    expect(on('2019-01-01', ...lines)).toMatchObject({
      value: 'investigated',
      proceedings: [{ id: 'p', stage: 'investigated', pending: true }],
    });
    expect(on('2019-01-10', ...lines)).toMatchObject({ value: 'charged', proceedings: [{ labels: ['sedition'] }] });
    expect(on('2019-02-01', ...lines).value).toBe('on_trial');
    expect(on('2019-03-01', ...lines)).toMatchObject({
      value: 'decided',
      proceedings: [{ stage: 'decided', pending: true }],
    });
  });

  it('keep what an amendment leaves out', () => {
    const first = charged('p', '2019-01-10', { articles: ['art. 1'], penalty: { min: 'P5Y', max: 'P10Y' } });
    const amended = ev(P, 'ChargesAmended', '2019-02-01', { proceeding: 'p', labels: ['treason'] });
    expect(on('2019-02-01', first, amended).proceedings).toMatchObject([
      {
        labels: ['treason'],
        articles: ['art. 1'],
        penalty: { min: 'P5Y', max: 'P10Y' },
        because: ['Charged', 'ChargesAmended'],
      },
    ]);
  });

  it('are dropped, and go on from there if they are brought again', () => {
    const dropped = ev(P, 'ChargesDropped', '2019-02-01', { proceeding: 'p' });
    expect(on('2019-02-01', charged(), dropped)).toMatchObject({ value: 'dropped', proceedings: [{ pending: false }] });
    expect(on('2019-05-01', charged(), dropped, charged('p', '2019-05-01'))).toMatchObject({
      value: 'charged',
      proceedings: [{ pending: true }],
    });
  });

  it('are pending until dropped, acquitted or final', () => {
    expect(on('2019-03-01', charged(), verdict('acquitted'))).toMatchObject({
      value: 'decided',
      proceedings: [{ pending: false }],
    });
    expect(
      on('2019-06-01', charged(), verdict('convicted'), appeal({ outcome: 'upheld', final: 'no' })).proceedings,
    ).toMatchObject([{ pending: true }]);
    expect(
      on('2019-06-01', charged(), verdict('convicted'), appeal({ outcome: 'upheld', final: 'yes' })).proceedings,
    ).toMatchObject([{ pending: false }]);
    expect(on('2019-06-01', charged(), verdict('convicted'), appeal({ outcome: 'quashed' })).proceedings).toMatchObject(
      [{ pending: false }],
    );
  });

  it('are on trial again after a retrial was ordered, or an acquittal quashed', () => {
    expect(on('2019-06-01', verdict('convicted'), appeal({ outcome: 'retrial' }))).toMatchObject({
      value: 'on_trial',
      proceedings: [{ pending: true }],
    });
    expect(on('2019-06-01', verdict('acquitted'), appeal({ outcome: 'quashed' }))).toMatchObject({
      value: 'on_trial',
      proceedings: [{ pending: true }],
    });
  });

  it('are decided where an appeal convicts who was acquitted', () => {
    expect(on('2019-06-01', verdict('acquitted'), appeal({ outcome: 'quashed', convicted: 'yes' }))).toMatchObject({
      value: 'decided',
      proceedings: [{ pending: true }],
    });
  });

  it('stay pending while a conviction for one offence stands, whatever was found of another', () => {
    const riot = of('riot', 'convicted');
    const incitement = of('incitement', 'acquitted');
    for (const lines of [
      [riot, incitement],
      [incitement, riot],
    ]) {
      expect(on('2019-03-01', ...lines).proceedings).toMatchObject([{ stage: 'decided', pending: true }]);
      expect(on('2019-06-01', ...lines, appeal({ outcome: 'quashed', convicted: 'no', final: 'yes' }))).toMatchObject({
        value: 'decided',
        proceedings: [{ stage: 'decided', pending: false }],
      });
    }
    expect(on('2019-03-02', riot, verdict('acquitted', '2019-03-02')).proceedings).toMatchObject([{ pending: false }]);
  });

  it('are final offence by offence, and on trial again for the one sent back', () => {
    const lines = [of('riot', 'convicted'), of('incitement', 'convicted')];
    const final = appeal({ outcome: 'upheld', final: 'yes', offence: 'riot' });
    expect(on('2019-06-01', ...lines, final).proceedings).toMatchObject([{ stage: 'decided', pending: true }]);
    const sentBack = appeal({ outcome: 'retrial', offence: 'incitement' });
    expect(on('2019-06-01', ...lines, final, sentBack).proceedings).toMatchObject([{ stage: 'on_trial' }]);
  });

  it('show the furthest proceeding still pending', () => {
    expect(on('2019-04-01', charged(), tried, charged('q', '2019-04-01'))).toMatchObject({
      value: 'on_trial',
      since: '2019-02-01',
    });
    expect(on('2019-04-01', verdict('acquitted'), charged('q', '2019-04-01')).value).toBe('charged');
  });

  it('show the last one where none is pending', () => {
    const droppedLater = ev(P, 'ChargesDropped', '2019-07-01', { proceeding: 'q' });
    expect(on('2019-07-01', charged('q'), verdict('acquitted'), droppedLater).value).toBe('dropped');
    expect(
      on('2019-07-01', charged('q'), ev(P, 'ChargesDropped', '2019-02-01', { proceeding: 'q' }), verdict('acquitted'))
        .value,
    ).toBe('decided');
  });

  it('do not go back', () => {
    expect(on('2019-04-01', tried, charged('p', '2019-04-01')).value).toBe('on_trial');
  });

  it('count questionings, which are no charge', () => {
    const lines = [ev(P, 'Questioned', '2017-11-24', { capacity: 'witness' }), ev(P, 'Questioned', '2017-12-14')];
    expect(on('2017-12-14', ...lines)).toMatchObject({
      value: 'none_recorded',
      questionings: 2,
      because: ['Questioned', 'Questioned'],
      lastConfirmed: null,
    });
  });

  it('are confirmed or changed by a report', () => {
    expect(on('2019-06-01', charged(), report(P, 'charges', 'charged', '2019-05-01'))).toMatchObject({
      since: '2019-01-10',
      lastConfirmed: '2019-05-01',
    });
    expect(on('2019-03-01', charged(), report(P, 'charges', 'on_trial', '2019-05-01'))).toMatchObject({
      value: 'on_trial',
      otherwise: ['charged'],
    });
  });

  it('of unknown beginning are possible before, each proceeding by itself', () => {
    const investigated = ev(
      P,
      'InvestigationOpened',
      '../2019-05-01',
      { proceeding: 'q' },
      { knownSince: '2019-05-01' },
    );
    expect(on('2018-01-01', charged(), investigated)).toMatchObject({
      value: 'investigated',
      certainty: 'possible',
      otherwise: ['none_recorded'],
    });
    expect(on('2019-02-01', charged(), investigated)).toMatchObject({ value: 'charged', certainty: 'established' });
    expect(on('2019-05-01', charged(), investigated).proceedings).toHaveLength(2);
  });

  it('are no longer touched by death', () => {
    expect(on('2019-05-01', charged(), ev(P, 'Died', '2019-05-01')).value).toBe('charged');
  });
});
