import { collective, ev, given, opened, report, type Line } from '../../../../test/support/given.js';

const [P, C] = ['TST-01', 'TST-COLL-01'];
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), collective(C), ...lines)
    .asOf(day)
    .person(P);
const custody = (day: string, ...lines: readonly Line[]) => on(day, ...lines)['custody']!;
const order = ev(P, 'DetentionOrdered', '2019-01-01', { title: 'pretrial_order' });

describe('a report', () => {
  it('of the value in force only confirms it', () => {
    expect(custody('2019-06-01', order, report(P, 'custody', 'pretrial_detention', '2019-03-01'))).toMatchObject({
      value: 'pretrial_detention',
      certainty: 'established',
      since: '2019-01-01',
      lastConfirmed: '2019-03-01',
      because: ['DetentionOrdered', 'StatusReported'],
    });
  });

  it('of another value means that the change fell after the last day that confirmed the old one', () => {
    const lines = [
      order,
      report(P, 'custody', 'pretrial_detention', '2019-03-01'),
      report(P, 'custody', 'free', '2019-06-01'),
    ];
    expect(custody('2019-03-01', ...lines)).toMatchObject({ value: 'pretrial_detention', certainty: 'established' });
    expect(custody('2019-03-02', ...lines)).toMatchObject({
      value: 'free',
      certainty: 'possible',
      otherwise: ['pretrial_detention'],
    });
    expect(custody('2019-06-01', ...lines)).toMatchObject({
      value: 'free',
      certainty: 'established',
      since: '../2019-06-01',
      lastConfirmed: '2019-06-01',
    });
  });

  it('with nothing before it leaves the days before unknown, where the view has that word', () => {
    expect(custody('1990-01-01', report(P, 'custody', 'detained', '2016-02-17'))).toMatchObject({
      value: 'unknown',
      certainty: 'established',
      because: ['StatusReported'],
      since: null,
      lastConfirmed: null,
    });
    expect(on('1990-01-01', report(P, 'travel', 'restricted', '2016-02-17'))['travel']).toMatchObject({
      value: 'restricted',
      certainty: 'possible',
      otherwise: ['none_recorded'],
    });
  });

  it('of a span held from its first day and is confirmed until its last', () => {
    const held = report(P, 'custody', 'detained', '2019-01-10/2019-03-01');
    expect(custody('2019-01-09', held).value).toBe('none_recorded');
    expect(custody('2019-01-10', held)).toMatchObject({
      value: 'detained',
      since: '2019-01-10',
      lastConfirmed: '2019-01-10',
    });
    expect(custody('2019-02-01', held).lastConfirmed).toBe('2019-02-01');
    expect(custody('2020-01-01', held).lastConfirmed).toBe('2019-03-01');
  });

  it('of a span confirms every day of it', () => {
    const lines = [
      order,
      report(P, 'custody', 'detained', '2019-01-10/2019-03-01'),
      report(P, 'custody', 'free', '2019-04-01'),
    ];
    expect(custody('2019-03-01', ...lines).certainty).toBe('established');
    expect(custody('2019-03-02', ...lines).certainty).toBe('possible');
  });

  it('tells of nothing from before the event that it comes after, which another view reads', () => {
    const charged = ev(P, 'Charged', '2019-01-01', { proceeding: 'p', labels: [] }, { key: 'charged' });
    const barred = report(P, 'travel', 'restricted', '2019-06-01', { after: 'charged' });
    const travel = (day: string) => on(day, charged, barred)['travel'];
    expect(travel('2018-12-31')).toMatchObject({ value: 'none_recorded', certainty: 'established' });
    expect(travel('2019-01-01')).toMatchObject({ value: 'restricted', certainty: 'possible' });
    expect(travel('2019-06-01')).toMatchObject({ value: 'restricted', certainty: 'established' });
  });

  it('of an imprecise day is on any of them, its beginning unknown', () => {
    expect(custody('2016-02-10', report(P, 'custody', 'detained', '2016-02'))).toMatchObject({
      certainty: 'possible',
      value: 'detained',
      otherwise: ['unknown'],
    });
    expect(custody('2016-02-29', report(P, 'custody', 'detained', '2016-02'))).toMatchObject({
      certainty: 'established',
      since: '../2016-02',
    });
  });

  it('is followed by what ends it', () => {
    const lines = [report(P, 'custody', 'detained', '2019-01-10'), ev(P, 'Released', '2019-05-01', { ends: 'all' })];
    expect(custody('2019-05-01', ...lines)).toMatchObject({ value: 'released', certainty: 'established' });
  });

  it('that nothing is recorded is itself recorded', () => {
    expect(on('2019-01-10', report(P, 'life', 'no_death_recorded', '2019-01-10'))['life']).toMatchObject({
      value: 'no_death_recorded',
      because: ['StatusReported'],
      lastConfirmed: '2019-01-10',
    });
  });

  it('follows one after another, each within its own days', () => {
    const lines = [
      report(P, 'exile', 'in_exile', '2016-01-01'),
      report(P, 'exile', 'returned', '2017-01-01'),
      report(P, 'exile', 'in_exile', '2018-01-01'),
    ];
    const exile = (day: string) => on(day, ...lines)['exile']!;
    expect(exile('2016-01-01')).toMatchObject({ value: 'in_exile', certainty: 'established' });
    expect(exile('2016-06-01')).toMatchObject({ value: 'returned', otherwise: ['in_exile'] });
    expect(exile('2017-01-01')).toMatchObject({ value: 'returned', certainty: 'established' });
    expect(exile('2017-06-01')).toMatchObject({ value: 'in_exile', otherwise: ['returned'] });
    expect(exile('2018-01-01').certainty).toBe('established');
  });
});

describe('an event of unknown beginning', () => {
  const by = (type: Parameters<typeof ev>[1], facts: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    ev(P, type, '../2018-10-18', facts, { knownSince: '2018-10-18', ...more });

  it('held by its day: before, it is unknown or possible', () => {
    expect(on('2018-10-17', by('Fled', {}))['exile']).toMatchObject({ value: 'unknown' });
    expect(on('2018-10-18', by('Fled', {}))['exile']).toMatchObject({
      value: 'in_exile',
      since: '../2018-10-18',
      certainty: 'established',
    });
    expect(on('2018-10-17', by('TravelRestricted', { kind: 'ban' }))['travel']).toMatchObject({
      certainty: 'possible',
      value: 'restricted',
    });
  });

  it('that says another value changed it since that was last confirmed', () => {
    const lines = [ev(P, 'Fled', '2017-01-01'), by('Returned', {})];
    expect(on('2017-01-01', ...lines)['exile']!.certainty).toBe('established');
    expect(on('2017-01-02', ...lines)['exile']).toMatchObject({ value: 'returned', otherwise: ['in_exile'] });
  });

  it('is judged for each sentence by itself', () => {
    const known = ev(P, 'VerdictDelivered', '2017-01-01', { proceeding: 'q', outcome: 'convicted' });
    const sentences = on('2017-06-01', known, by('VerdictDelivered', { proceeding: 'p', outcome: 'convicted' }))[
      'sentences'
    ]!;
    expect(sentences).toMatchObject({ value: 'standing', certainty: 'established', count: 1 });
    expect(sentences.sentences).toHaveLength(2);
    expect(
      on('2016-01-01', known, by('VerdictDelivered', { proceeding: 'p', outcome: 'convicted' }))['sentences']!
        .certainty,
    ).toBe('possible');
  });

  it('is judged for each ban by itself', () => {
    const known = ev(P, 'PoliticalBanImposed', '2017-01-01', { indefinite: true });
    expect(on('2016-01-01', known, by('PoliticalBanImposed', { duration: 'P5Y' }))['politicalBan']!.certainty).toBe(
      'possible',
    );
    expect(on('2017-06-01', known, by('PoliticalBanImposed', { indefinite: true }))['politicalBan']!.certainty).toBe(
      'established',
    );
  });

  it('is judged for each proceeding and each membership by itself', () => {
    const charged = ev(P, 'Charged', '2017-01-01', { proceeding: 'q', labels: [] });
    expect(on('2016-01-01', charged, by('Charged', { proceeding: 'p', labels: [] }))['charges']!.certainty).toBe(
      'possible',
    );
    const member = ev(C, 'MembersAdded', '2017-01-01', {}, { appliesTo: [P] });
    const listed = ev('TST-COLL-02', 'MembersAdded', '../2018-10-18', {}, { appliesTo: [P], knownSince: '2018-10-18' });
    expect(on('2017-06-01', member, listed)['membership']).toMatchObject({
      value: 'member',
      certainty: 'established',
      possibleCases: ['TST-COLL-02'],
    });
  });
});
