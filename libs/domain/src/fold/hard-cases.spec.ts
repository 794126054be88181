import {
  collective,
  ev,
  given,
  opened,
  rectified,
  report,
  retracted,
  sourceAdded,
  type Line,
} from '../../../../test/support/given.js';

const [P, Q, C] = ['TST-01', 'TST-02', 'TST-COLL-01'];
const record = (...lines: readonly Line[]) => given(opened(P), opened(Q), collective(C), ...lines);
const on = (day: string, ...lines: readonly Line[]) =>
  record(...lines)
    .asOf(day)
    .person(P);
const group = (words: string, count?: number) => ({
  references: [],
  totals: [{ words, ...(count && { atLeast: count, atMost: count }) }],
  among: { case: C },
});
const members = ev(C, 'MembersAdded', '2011-11-01', {}, { appliesTo: [P, Q] });
const verdict = (
  proceeding: string,
  day: string,
  facts: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
) =>
  ev(
    P,
    'VerdictDelivered',
    day,
    { proceeding, outcome: 'convicted', inAbsentia: 'no', ...facts },
    { by: 'court', ...more },
  );

/** The cases of domain.md 1.1 that the rules of statuses can show; the others are about the desk, the board or the card. */
describe('hard case', () => {
  it('1: bail and house arrest on one day are two views, not a dispute', () => {
    const lines = [
      ev(P, 'BailGranted', '2018-09-10', {}, { by: 'third_party' }),
      ev(P, 'HouseArrestImposed', '2018-09-10', { title: 'bail_condition' }),
    ];
    expect(on('2018-09-10', ...lines)).toMatchObject({
      bail: { value: 'on_bail' },
      custody: { value: 'house_arrest', title: 'bail_condition', certainty: 'established' },
    });
  });

  it('2: the same status under a new title does not restart', () => {
    const lines = [
      ev(P, 'HouseArrestImposed', '2018-09-10', { title: 'bail_condition' }),
      verdict('treason', '2023-03-03', { term: 'P27Y', execution: 'house_arrest' }),
    ];
    expect(on('2023-03-03', ...lines)['custody']).toMatchObject({
      value: 'house_arrest',
      since: '2018-09-10',
      title: 'execution_of_sentence',
    });
  });

  it('3: a sentence upheld is no second one, also where the first instance is unknown', () => {
    expect(
      on('2017-08-13', ev(P, 'AppealDecided', '2017-08-13', { proceeding: 'p', outcome: 'upheld', term: 'P7Y' }))[
        'sentences'
      ],
    ).toMatchObject({ count: 1, sentences: [{ stage: 'upheld' }] });
  });

  it('4: damages raised on appeal keep both amounts, the last in force', () => {
    const lines = [
      verdict('p', '2022-10-07', { execution: 'none', damages: [{ amount: '3000000000', currency: 'KHR' }] }),
      ev(P, 'AppealDecided', '2022-12-15', {
        proceeding: 'p',
        outcome: 'varied',
        damages: [{ words: 'about one million dollars' }],
      }),
    ];
    expect(on('2022-12-15', ...lines)['sentences']!.sentences[0].damages).toMatchObject([
      { state: 'replaced' },
      { state: 'in_force', words: 'about one million dollars' },
    ]);
  });

  it('5: concurrent sentences are listed and counted, and their terms never added', () => {
    const sentences = on(
      '2022-01-01',
      verdict('a', '2021-03-01', { term: 'P25Y' }),
      verdict('b', '2022-01-01', { term: 'P10Y' }),
    )['sentences']!;
    expect(sentences).toMatchObject({ count: 2, sentences: [{ term: 'P25Y' }, { term: 'P10Y' }] });
    expect(sentences.heaviest).toBe(sentences.sentences[0].id);
  });

  it('6: rulings on several groups count sentences for each person apart', () => {
    const ruling = (key: string, day: string) =>
      ev(
        C,
        'VerdictDelivered',
        day,
        { proceeding: key, outcome: 'convicted', inAbsentia: 'yes' },
        { key, appliesTo: [P], by: 'court' },
      );
    expect(on('2022-06-14', ruling('a', '2021-03-01'), ruling('b', '2022-03-17'))['sentencedInAbsentia']).toMatchObject(
      { value: 'yes', count: 2 },
    );
  });

  it('7: an unnamed group marks nobody; who is named later was hit from the day of the verdict', () => {
    const ruling = ev(
      C,
      'VerdictDelivered',
      '2021-03-01',
      { proceeding: 'a', outcome: 'convicted', inAbsentia: 'yes' },
      { key: 'nine', appliesTo: group('nine parliamentarians', 9), by: 'court' },
    );
    const named = ev(C, 'ParticipantsIdentified', '2021-06-01', {}, { target: 'nine', appliesTo: [P] });
    const asked = record(members, ruling, named);
    expect(asked.asOf('2021-03-01', { knownAt: '2021-05-31' }).person(P)['sentences']).toMatchObject({
      value: 'none_recorded',
      mayBeAmong: ['nine'],
    });
    expect(asked.asOf('2021-03-01').person(P)['sentences']!.value).toBe('standing');
  });

  it('8: a pardon clears the sentences it covers, opens no door, and fourteen unnamed pardoned mark nobody', () => {
    const lines = [
      ev(P, 'DetentionOrdered', '2017-09-03', { title: 'pretrial_order' }),
      verdict('p', '2018-01-01'),
      ev(P, 'Pardoned', '2018-08-25', { kind: 'pardon', covers: ['p'], full: 'yes' }),
    ];
    expect(on('2018-08-25', ...lines)).toMatchObject({
      sentences: { value: 'none_standing' },
      custody: { value: 'pretrial_detention' },
    });
    const fourteen = ev(
      C,
      'Pardoned',
      '2018-08-28',
      { kind: 'pardon', covers: 'all', full: 'yes' },
      { key: 'fourteen', appliesTo: group('fourteen members', 14) },
    );
    expect(on('2018-08-28', members, verdict('p', '2018-01-01'), fourteen)['sentences']).toMatchObject({
      value: 'standing',
      mayBeAmong: ['fourteen'],
    });
  });

  it('9: a ban ends by time, half-open', () => {
    const ban = ev(P, 'PoliticalBanImposed', '2017-11-16', { duration: 'P5Y' });
    expect([on('2022-11-15', ban), on('2022-11-16', ban)]).toMatchObject([
      { politicalBan: { value: 'banned' } },
      { politicalBan: { value: 'expired', because: ['PoliticalBanImposed'] } },
    ]);
  });

  it('10: the early end for one of 118 closes that one’s ban only', () => {
    const lines = [
      ev(
        C,
        'PoliticalBanImposed',
        '2017-11-16',
        { duration: 'P5Y' },
        { appliesTo: { references: [P, Q], totals: [{ words: '118', of: 'wider' }] } },
      ),
      ev(C, 'PoliticalBanLifted', '2019-01-15', { ends: 'all', ground: 'rehabilitated' }, { appliesTo: [P] }),
    ];
    const asked = record(...lines).asOf('2019-01-15');
    expect([asked.person(P), asked.person(Q)]).toMatchObject([
      { politicalBan: { value: 'rehabilitated' } },
      { politicalBan: { value: 'banned' } },
    ]);
  });

  it('11: gaps and overlaps of disqualifications are kept', () => {
    const ban = ev(P, 'PoliticalBanImposed', '2017-11-16', { duration: 'P5Y' });
    const lost = (day: string) => verdict('t', day, { rightsLost: { rights: ['vote', 'stand'], indefinite: true } });
    expect(on('2023-03-02', ban, lost('2023-03-03'))['politicalBan']!.value).toBe('expired');
    expect(on('2023-03-03', ban, lost('2023-03-03'))['politicalBan']).toMatchObject({
      value: 'banned',
      since: '2023-03-03',
    });
    expect(on('2022-11-16', ban, lost('2021-03-01'))['politicalBan']).toMatchObject({
      value: 'banned',
      since: '2017-11-16',
      until: 'indefinite',
    });
  });

  it('12: a group event hits its frozen roster, by inference, and excepts who is only among those who may be meant', () => {
    const ruling = ev(
      C,
      'MandateRevoked',
      '2017-11-16',
      {},
      {
        key: '55',
        appliesTo: {
          references: [P],
          basis: 'inferred',
          totals: [{ words: '55', atLeast: 55, atMost: 55 }],
          among: { case: C, references: [Q] },
        },
      },
    );
    const asked = record(members, ruling).asOf('2017-11-16');
    expect(asked.person(P)['mandate']).toMatchObject({ value: 'revoked', certainty: 'inferred', mayBeAmong: [] });
    expect(asked.person(Q)['mandate']).toMatchObject({ value: 'unknown', mayBeAmong: ['55'] });
  });

  it('13: a disputed fact keeps every account, and each lens its own answer', () => {
    const began = ev(
      P,
      'MandateBegan',
      '2013-07-28',
      { how: 'elected', seated: 'yes' },
      { by: [{ by: 'authorities' }, { by: 'committee' }, { by: 'third_party' }] },
    );
    const lifted = ev(
      P,
      'ImmunityLifted',
      '2017-09-11',
      {},
      {
        by: [
          { by: 'third_party', says: 'stripped' },
          { by: 'authorities', stance: 'denies', says: 'flagrante delicto' },
        ],
      },
    );
    const ask = (lens: 'working' | 'authorities' | 'third_party') =>
      record(began, lifted).asOf('2017-09-11', { lens }).person(P)['immunity']!;
    expect(ask('working')).toMatchObject({
      value: 'lifted',
      certainty: 'disputed',
      accounts: [{ by: 'third_party' }, { by: 'authorities', stance: 'denies' }],
    });
    expect(ask('authorities')).toMatchObject({ value: 'not_lifted', certainty: 'disputed' });
    expect(ask('third_party').value).toBe('lifted');
  });

  it('14: a quantity in words marks nobody and is no number', () => {
    const most = report(C, 'exile', 'in_exile', '2018-10-18', {
      key: 'most',
      appliesTo: { references: [], totals: [{ words: 'most' }], among: { case: C } },
    });
    expect(on('2018-10-18', members, most)['exile']).toMatchObject({ value: 'none_recorded', mayBeAmong: ['most'] });
  });

  it('15: a report without a beginning is true on its day, unknown before, carried forward after', () => {
    const visited = report(P, 'custody', 'detained', '2016-02-17');
    expect(on('2016-02-16', visited)['custody']!.value).toBe('unknown');
    expect(on('2017-10-18', visited)['custody']).toMatchObject({
      value: 'detained',
      since: '../2016-02-17',
      lastConfirmed: '2016-02-17',
    });
  });

  it('16: what is carried forward shows its age', () => {
    const house = ev(P, 'HouseArrestImposed', '2018-09-10', { title: 'bail_condition' }, { key: 'house' });
    expect(on('2019-09-10', house)['custody']!.stale).toBe(false);
    expect(on('2019-09-11', house)['custody']).toMatchObject({ stale: true, lastConfirmed: '2018-09-10' });
    expect(
      on('2019-09-11', house, sourceAdded(P, 'house', '2019-01-01', { stillOn: '2018-12-01' }))['custody']!.stale,
    ).toBe(false);
  });

  it('17: an event recorded late changes what is known now, not what was known then', () => {
    const asked = record(
      ev(P, 'Arrested', '2019-01-10'),
      ev(P, 'Released', '2019-06-01', { ends: 'all' }, { knownSince: '2019-09-01' }),
    );
    expect([
      asked.asOf('2019-07-01', { knownAt: '2019-08-31' }).person(P),
      asked.asOf('2019-07-01').person(P),
    ]).toMatchObject([{ custody: { value: 'arrested' } }, { custody: { value: 'released' } }]);
  });

  it('18: a corrected date is a rectification: the value is the same, its day another', () => {
    const asked = record(
      ev(P, 'Arrested', '[2018-04-21..2018-04-30]', {}, { key: 'a', knownSince: '2018-05-01' }),
      rectified(P, 'a', '/occurredOn', '[2018-04-21..2018-04-30]', '2018-04-19', '2018-06-01'),
    );
    expect(asked.asOf('2018-04-19').person(P)['custody']).toMatchObject({
      value: 'arrested',
      since: '2018-04-19',
      because: ['a', 'Rectified'],
    });
  });

  it('19: a retracted event is skipped from when the retraction is known', () => {
    const asked = record(ev(P, 'Fled', '2019-01-01', {}, { key: 'a' }), retracted(P, 'a', '2019-03-01'));
    expect([
      asked.asOf('2019-02-01', { knownAt: '2019-02-28' }).person(P),
      asked.asOf('2019-02-01').person(P),
    ]).toMatchObject([{ exile: { value: 'in_exile' } }, { exile: { value: 'none_recorded' } }]);
  });

  it('20: death ends what is open of liberty, exile, travel and bans; case and membership stay open', () => {
    const lines = [
      members,
      ev(P, 'Fled', '2018-01-01'),
      ev(P, 'TravelRestricted', '2018-01-01', { kind: 'passport' }),
      ev(P, 'PoliticalBanImposed', '2018-01-01', { indefinite: true }),
      ev(P, 'HouseArrestImposed', '2018-01-01', { title: 'order' }),
      ev(C, 'DecisionAdopted', '2018-10-18', { body: 'committee' }),
      ev(P, 'Killed', '2025-01-07'),
    ];
    expect(on('2025-01-07', ...lines)).toMatchObject({
      exile: { value: 'ended' },
      travel: { value: 'ended' },
      politicalBan: { value: 'ended' },
      custody: { value: 'ended' },
      houseArrest: { value: 'ended' },
      membership: { value: 'member' },
      life: { value: 'killed' },
    });
    expect(
      record(...lines)
        .asOf('2025-01-07')
        .case(C).value,
    ).toBe('under_examination');
  });

  it('21: an event abroad keeps its own country', () => {
    expect(
      on('2025-01-07', ev(P, 'Killed', '2025-01-07', {}, { place: { text: 'Bangkok', country: 'TH' } }))['life'],
    ).toMatchObject({ country: 'TH', place: 'Bangkok' });
  });

  it('22: a name in a note has no status', () => {
    const noted = ev(C, 'DevelopmentNoted', '2023-01-01', { kind: 'arrest', text: 'Somebody else was arrested.' });
    expect(record(members, noted).line(P, 'custody')).toEqual([]);
  });

  it('23: near-identical names are two people, told apart by reference', () => {
    const asked = record(ev(C, 'Fled', '2018-01-01', {}, { appliesTo: [P] })).asOf('2018-01-01');
    expect([asked.person(P), asked.person(Q)]).toMatchObject([
      { exile: { value: 'in_exile' } },
      { exile: { value: 'none_recorded' } },
    ]);
  });

  it('24: a category keeps its code and the label as printed then', () => {
    const box = (day: string, ...labels: string[]) =>
      ev(C, 'ViolationsListed', day, {
        lines: labels.map((label) => ({ label, codes: ['impunity'], currently: 'all', previously: [] })),
      });
    const lines = [members, box('2018-10-18', 'Torture and impunity'), box('2026-02-18', 'Impunity')];
    expect(on('2018-10-18', ...lines)['violations']!.categories).toMatchObject([
      { code: 'impunity', label: 'Torture and impunity' },
    ]);
    expect(on('2026-02-18', ...lines)['violations']!.categories).toMatchObject([
      { code: 'impunity', label: 'Impunity' },
    ]);
  });
});
