import { collective, ev, given, opened, report, type Line, type More } from '../../../../test/support/given.js';
import type { EventType } from '../events/catalogue.js';
import type { Facts } from '../record/development.js';

const [P, Q, C] = ['TST-01', 'TST-02', 'TST-COLL-01'];
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), opened(Q), collective(C), ...lines)
    .asOf(day)
    .person(P);
const vague = (type: EventType, occurredOn: string, facts: Facts = {}, more: More = {}) =>
  ev(P, type, occurredOn, facts, { knownSince: '2020-01-31', ...more });

describe('a world', () => {
  it('gives an imprecise event any day of its date: possible until the last, with the earliest world first', () => {
    const fled = vague('Fled', '[2019-03-01..2019-03-10]');
    expect(on('2019-02-28', fled)['exile']!.value).toBe('none_recorded');
    expect(on('2019-03-01', fled)['exile']).toMatchObject({
      value: 'in_exile',
      certainty: 'possible',
      otherwise: ['none_recorded'],
      since: '[2019-03-01..2019-03-10]',
      lastConfirmed: '2019-03-01',
    });
    expect(on('2019-03-10', fled)['exile']).toMatchObject({
      value: 'in_exile',
      certainty: 'established',
      lastConfirmed: '2019-03-10',
    });
  });

  it.each([
    ['a return', 'exile', 'returned', vague('Fled', '2018'), ev(P, 'Returned', '2018-06-10')],
    ['a release', 'custody', 'released', vague('Arrested', '2018'), ev(P, 'Released', '2018-06-10', { ends: 'all' })],
    [
      'an appeal',
      'sentences',
      'none_standing',
      vague('VerdictDelivered', '2018', { proceeding: 'p', outcome: 'convicted' }),
      ev(P, 'AppealDecided', '2018-06-10', { proceeding: 'p', outcome: 'quashed' }),
    ],
    ['a revocation', 'mandate', 'revoked', vague('MandateBegan', '2018'), ev(P, 'MandateRevoked', '2018-06-10')],
    ['a restoration', 'mandate', 'restored', vague('MandateRevoked', '2018'), ev(P, 'MandateRestored', '2018-06-10')],
    [
      'a lifting',
      'travel',
      'lifted',
      vague('TravelRestricted', '2018', { kind: 'ban' }),
      ev(P, 'TravelRestored', '2018-06-10'),
    ],
  ])('puts %s after the one event that can have begun what it ends', (_, view, value, begin, end) => {
    expect(on('2018-06-10', begin, end)[view]).toMatchObject({ value, certainty: 'established' });
    expect(on('2018-12-31', begin, end)[view]).toMatchObject({ value, certainty: 'established' });
  });

  it('puts a removal after the addition to the same case', () => {
    const added = ev(C, 'MembersAdded', '2018', {}, { appliesTo: [P] });
    expect(
      on('2018-12-31', added, ev(C, 'MembersRemoved', '2018-06-10', {}, { appliesTo: [P] }))['membership'],
    ).toMatchObject({ value: 'former_member', certainty: 'established' });
  });

  it('puts an appeal after the verdict of its own proceeding, not of another', () => {
    const verdict = vague('VerdictDelivered', '2018', { proceeding: 'q', outcome: 'convicted' });
    expect(
      on('2018-06-11', verdict, ev(P, 'AppealDecided', '2018-06-10', { proceeding: 'p', outcome: 'quashed' }))[
        'sentences'
      ]!.certainty,
    ).toBe('possible');
  });

  it('does not guess where two events can have begun it', () => {
    const lines = [ev(P, 'Fled', '2017-01-05'), vague('Returned', '2018-03'), vague('Fled', '2018-03')];
    expect(on('2018-04-01', ...lines)['exile']).toMatchObject({ certainty: 'possible' });
  });

  it('has nothing begun by a report', () => {
    const lines = [report(P, 'custody', 'detained', '2018-06-10'), ev(P, 'Released', '2018-06-01', { ends: 'all' })];
    expect(on('2018-06-10', ...lines)['custody']).toMatchObject({ value: 'detained' });
  });

  it('puts nothing of a person’s own after their death, wherever the dates allow that', () => {
    const died = ev(P, 'Died', '2018-06-10');
    expect(on('2018-06-10', vague('Arrested', '2018'), died)['custody']).toMatchObject({
      value: 'ended',
      certainty: 'established',
    });
    expect(on('2018-12-31', vague('MandateBegan', '2018'), died)['mandate']).toMatchObject({
      value: 'ended',
      certainty: 'established',
    });
    expect(on('2018-07-01', ev(P, 'Arrested', '2018-07-01'), died)['custody']!.value).toBe('arrested');
  });

  it('leaves what others do free to come after a death', () => {
    const lines = [
      ev(P, 'AttackReported', '2018-01-01'),
      ev(P, 'Killed', '2018-06-10'),
      vague('PerpetratorConvicted', '2018', { role: 'material' }),
    ];
    expect(on('2018-06-11', ...lines)['accountability']!.certainty).toBe('possible');
  });

  it('keeps the position of events of one exact day', () => {
    const [fled, back] = [ev(P, 'Fled', '2019-03-01'), ev(P, 'Returned', '2019-03-01')];
    expect(on('2019-03-01', fled, back)['exile']!.value).toBe('returned');
    expect(on('2019-03-01', back, fled)['exile']!.value).toBe('in_exile');
  });

  it('follows the times of one day where both are told', () => {
    const [back, fled] = [ev(P, 'Returned', '2019-03-01T18:00'), ev(P, 'Fled', '2019-03-01T09:00')];
    expect(on('2019-03-01', back, fled)['exile']!.value).toBe('returned');
    expect(on('2019-03-01', back, ev(P, 'Fled', '2019-03-01'))['exile']!.value).toBe('in_exile');
  });

  it('follows "after" and "before", which narrow the days too', () => {
    const back = vague('Returned', '2018-03', {}, { key: 'back' });
    const early = ev(P, 'Fled', '2017-01-05');
    expect(on('2018-04-01', early, back, vague('Fled', '2018-03', {}, { after: 'back' }))['exile']).toMatchObject({
      value: 'in_exile',
      certainty: 'established',
    });
    expect(on('2018-04-01', early, back, vague('Fled', '2018-03', {}, { before: 'back' }))['exile']).toMatchObject({
      value: 'returned',
      certainty: 'established',
    });
    const arrest = ev(P, 'Arrested', '2018-03-20', {}, { key: 'arrest' });
    expect(
      on('2018-03-19', arrest, vague('Charged', '2018-03', { proceeding: 'p', labels: [] }, { after: 'arrest' }))[
        'charges'
      ]!.value,
    ).toBe('none_recorded');
  });

  it('follows "after" an event of somebody else’s stream', () => {
    const ruling = ev(Q, 'MandateRevoked', '2018-03-20', {}, { key: 'ruling' });
    const after = (key: string) =>
      vague('Fled', '2018-03', {}, { after: given(opened(Q), ruling).log.find((one) => one.key === key)!.eventId });
    expect(on('2018-03-19', ruling, after('ruling'))['exile']!.value).toBe('none_recorded');
    expect(on('2018-03-20', ruling, after('ruling'))['exile']).toMatchObject({
      value: 'in_exile',
      certainty: 'possible',
    });
  });

  it('drops an order that the dates contradict', () => {
    const lines = [
      ev(P, 'Fled', '2018-03-20', {}, { key: 'fled' }),
      ev(P, 'Returned', '2018-03-10', {}, { after: 'fled', knownSince: '2018-04-01' }),
    ];
    expect(on('2018-04-01', ...lines)['exile']!.value).toBe('in_exile');
  });

  it('keeps what an officer says above what sense says', () => {
    const lines = [
      vague('Arrested', '2018-03', {}, { key: 'arrest' }),
      vague('Released', '2018-03', { ends: 'all' }, { before: 'arrest' }),
    ];
    expect(on('2018-04-01', ...lines)['custody']).toMatchObject({ value: 'arrested', certainty: 'established' });
  });

  it('lets no latest day lie after the day on which the event became known', () => {
    const arrest = ev(P, 'Arrested', '2019-10', {}, { knownSince: '2019-10-18' });
    expect(on('2019-10-17', arrest)['custody']!.certainty).toBe('possible');
    expect(on('2019-10-18', arrest)['custody']!.certainty).toBe('established');
  });

  it('has an act that took some days done on the last of them', () => {
    expect(on('2019-10-02', vague('Expelled', '2019-10-01/2019-10-03'))['exile']!.value).toBe('none_recorded');
    expect(on('2019-10-03', vague('Expelled', '2019-10-01/2019-10-03'))['exile']).toMatchObject({
      value: 'in_exile',
      since: '2019-10-03',
    });
  });
});
