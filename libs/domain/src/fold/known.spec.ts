import {
  collective,
  ev,
  given,
  opened,
  rectified,
  report,
  retracted,
  sourceAdded,
} from '../../../../test/support/given.js';

const [P, Q, C] = ['TST-01', 'TST-02', 'TST-COLL-01'];
const arrest = ev(P, 'Arrested', '2019-01-10', {}, { key: 'arrest', place: { text: 'the border' } });

describe('what is known', () => {
  it('is what was known by then: a later event changes no earlier answer', () => {
    const record = given(
      opened(P),
      arrest,
      ev(P, 'Released', '2019-06-01', { ends: 'all' }, { knownSince: '2019-09-01' }),
    );
    expect(record.asOf('2019-07-01', { knownAt: '2019-08-31' }).person(P)['custody']!.value).toBe('arrested');
    expect(record.asOf('2019-07-01', { knownAt: '2019-09-01' }).person(P)['custody']!.value).toBe('released');
  });

  describe('a retraction', () => {
    const record = given(opened(P), arrest, retracted(P, 'arrest', '2019-03-01'));

    it('takes an event away on every day, from when it is known', () => {
      expect(record.asOf('2019-02-01', { knownAt: '2019-02-28' }).person(P)['custody']!.value).toBe('arrested');
      expect(record.asOf('2019-02-01').person(P)['custody']).toMatchObject({
        value: 'none_recorded',
        because: [],
        accounts: [],
      });
    });

    it('takes away what was added to the event too', () => {
      const added = sourceAdded(P, 'arrest', '2019-02-01', { by: 'complainant', stillOn: '2019-02-01' });
      const taken = given(opened(P), arrest, { ...added, key: 'added' }, retracted(P, 'added', '2019-03-01'));
      expect(taken.asOf('2019-05-01', { knownAt: '2019-02-15' }).person(P)['custody']!.lastConfirmed).toBe(
        '2019-02-01',
      );
      expect(taken.asOf('2019-05-01').person(P)['custody']).toMatchObject({
        lastConfirmed: '2019-01-10',
        accounts: [{ by: 'committee' }],
      });
    });
  });

  describe('a rectification', () => {
    it('of the date holds from when it is known, and stands among the reasons', () => {
      const record = given(
        opened(P),
        arrest,
        rectified(P, 'arrest', '/occurredOn', '2019-01-10', '2019-01-08', '2019-02-01'),
      );
      expect(record.asOf('2019-01-09', { knownAt: '2019-01-31' }).person(P)['custody']!.value).toBe('none_recorded');
      expect(record.asOf('2019-01-09').person(P)['custody']).toMatchObject({
        value: 'arrested',
        since: '2019-01-08',
        because: ['arrest', 'Rectified'],
      });
    });

    it('of the date is capped by its own known since', () => {
      const vague = ev(P, 'Arrested', '2019-01', {}, { key: 'arrest', knownSince: '2019-01-12' });
      const record = given(opened(P), vague, rectified(P, 'arrest', '/occurredOn', '2019-01', '2019', '2019-03-15'));
      expect(record.asOf('2019-01-13', { knownAt: '2019-01-31' }).person(P)['custody']!.certainty).toBe('established');
      expect(record.asOf('2019-03-14').person(P)['custody']!.certainty).toBe('possible');
      expect(record.asOf('2019-03-16').person(P)['custody']).toMatchObject({ certainty: 'established', since: '2019' });
    });

    it('of facts, place, order and roster holds too', () => {
      const ban = ev(P, 'PoliticalBanImposed', '2019-01-01', { duration: 'P5Y' }, { key: 'ban' });
      const facts = given(opened(P), ban, rectified(P, 'ban', '/facts/duration', 'P5Y', 'P2Y', '2019-02-01'));
      expect(facts.asOf('2021-01-01', { knownAt: '2019-01-31' }).person(P)['politicalBan']!.value).toBe('banned');
      expect(facts.asOf('2021-01-01').person(P)['politicalBan']!.value).toBe('expired');
      const place = given(
        opened(P),
        arrest,
        rectified(P, 'arrest', '/place/text', 'the border', 'the airport', '2019-02-01'),
      );
      expect(place.asOf('2019-02-01').person(P)['custody']!.place).toBe('the airport');
      const roster = { references: [P] };
      const group = ev(C, 'MandateRevoked', '2019-01-01', {}, { key: 'all', appliesTo: roster });
      const who = given(
        opened(P),
        opened(Q),
        collective(C),
        group,
        rectified(C, 'all', '/appliesTo/references', [P], [Q], '2019-02-01'),
      );
      expect(who.asOf('2019-01-01').person(P)['mandate']!.value).toBe('unknown');
      expect(who.asOf('2019-01-01').person(Q)['mandate']!.value).toBe('revoked');
    });

    it('of "after" changes which came first', () => {
      const lines = [
        opened(P),
        ev(P, 'Fled', '2017-01-05'),
        ev(P, 'Returned', '2018-03', {}, { key: 'back', knownSince: '2018-05-01' }),
        ev(P, 'Fled', '2018-03', {}, { key: 'again', knownSince: '2018-05-01' }),
      ];
      expect(
        given(...lines)
          .asOf('2018-04-01')
          .person(P)['exile']!.certainty,
      ).toBe('possible');
      const ordered = given(...lines, rectified(P, 'again', '/after', null, 'back', '2018-06-01'));
      expect(ordered.asOf('2018-04-01').person(P)['exile']).toMatchObject({
        value: 'in_exile',
        certainty: 'established',
      });
    });

    it('counts no more once it is retracted', () => {
      const record = given(
        opened(P),
        arrest,
        { ...rectified(P, 'arrest', '/occurredOn', '2019-01-10', '2019-01-08', '2019-02-01'), key: 'fix' },
        retracted(P, 'fix', '2019-03-01'),
      );
      expect(record.asOf('2019-01-09', { knownAt: '2019-02-15' }).person(P)['custody']!.value).toBe('arrested');
      expect(record.asOf('2019-01-10').person(P)['custody']).toMatchObject({
        since: '2019-01-10',
        because: ['arrest'],
      });
    });

    it('follows another one of the same field', () => {
      const record = given(
        opened(P),
        arrest,
        rectified(P, 'arrest', '/occurredOn', '2019-01-10', '2019-01-08', '2019-02-01'),
        rectified(P, 'arrest', '/occurredOn', '2019-01-08', '2019-01-09', '2019-03-01'),
      );
      expect(record.asOf('2019-03-01').person(P)['custody']!.since).toBe('2019-01-09');
    });

    it('corrects an added source and a roster identified later as well', () => {
      const still = { ...sourceAdded(P, 'arrest', '2019-05-01', { stillOn: '2019-04-01' }), key: 'still' };
      const record = given(
        opened(P),
        arrest,
        still,
        rectified(P, 'still', '/facts/stillOn', '2019-04-01', '2019-03-01', '2019-06-01'),
      );
      expect(record.asOf('2019-07-01', { knownAt: '2019-05-31' }).person(P)['custody']!.lastConfirmed).toBe(
        '2019-04-01',
      );
      expect(record.asOf('2019-07-01').person(P)['custody']!.lastConfirmed).toBe('2019-03-01');
    });
  });

  describe('an added source', () => {
    it('is one voice more', () => {
      const alleged = ev(P, 'Arrested', '2019-01-10', {}, { key: 'arrest', by: 'complainant' });
      const record = given(opened(P), alleged, sourceAdded(P, 'arrest', '2019-02-01', { by: 'third_party' }));
      expect(record.asOf('2019-03-01', { knownAt: '2019-01-31' }).person(P)['custody']!.certainty).toBe('alleged');
      expect(record.asOf('2019-03-01').person(P)['custody']).toMatchObject({
        certainty: 'established',
        lastConfirmed: '2019-01-10',
        accounts: [{ by: 'complainant' }, { by: 'third_party' }],
      });
    });

    it('confirms by stillOn, and publication alone confirms nothing', () => {
      const record = given(
        opened(P),
        arrest,
        sourceAdded(P, 'arrest', '2019-09-01', { stillOn: '2019-08-01' }),
        sourceAdded(P, 'arrest', '2019-12-01'),
      );
      expect(record.asOf('2020-07-01').person(P)['custody']).toMatchObject({
        lastConfirmed: '2019-08-01',
        stale: false,
        because: ['arrest', 'SourceAdded'],
      });
      expect(record.asOf('2019-07-01').person(P)['custody']!.lastConfirmed).toBe('2019-01-10');
    });

    it('says by stillOn that the thing had begun by then', () => {
      const vague = ev(P, 'Arrested', '2019', {}, { key: 'arrest', knownSince: '2020-01-10' });
      const record = given(opened(P), vague, sourceAdded(P, 'arrest', '2020-02-01', { stillOn: '2019-03-01' }));
      expect(record.asOf('2019-02-28').person(P)['custody']!.certainty).toBe('possible');
      expect(record.asOf('2019-03-01').person(P)['custody']!.certainty).toBe('established');
    });

    it('confirms no value that has ended, or that another event gave', () => {
      const released = ev(P, 'Released', '2019-02-01', { ends: 'all' });
      const record = given(
        opened(P),
        arrest,
        released,
        sourceAdded(P, 'arrest', '2019-09-01', { stillOn: '2019-08-01' }),
      );
      expect(record.asOf('2019-09-01').person(P)['custody']).toMatchObject({
        value: 'released',
        lastConfirmed: '2019-02-01',
      });
    });

    it('confirms for a lens only what its own voice says', () => {
      const record = given(
        opened(P),
        ev(P, 'Arrested', '2019-01-10', {}, { key: 'arrest', by: [{ by: 'committee' }, { by: 'complainant' }] }),
        sourceAdded(P, 'arrest', '2019-09-01', { stillOn: '2019-08-01', by: 'complainant' }),
      );
      expect(record.asOf('2019-09-01', { lens: 'committee' }).person(P)['custody']!.lastConfirmed).toBe('2019-01-10');
      expect(record.asOf('2019-09-01', { lens: 'complainant' }).person(P)['custody']!.lastConfirmed).toBe('2019-08-01');
    });
  });

  describe('participants identified later', () => {
    const ruling = ev(
      C,
      'VerdictDelivered',
      '2021-03-01',
      { proceeding: 'a', outcome: 'convicted', inAbsentia: 'yes' },
      {
        key: 'nine',
        appliesTo: { references: [], totals: [{ words: 'nine', atLeast: 9, atMost: 9 }], among: { case: C } },
        by: 'court',
      },
    );
    const record = given(
      opened(P),
      opened(Q),
      collective(C),
      ev(C, 'MembersAdded', '2018-01-01', {}, { appliesTo: [P, Q] }),
      ruling,
      ev(C, 'ParticipantsIdentified', '2021-06-01', {}, { target: 'nine', appliesTo: [P] }),
    );

    it('are hit from the day of the event, known from the day on which they were named', () => {
      expect(record.asOf('2021-03-01', { knownAt: '2021-05-31' }).person(P)['sentencedInAbsentia']).toMatchObject({
        value: 'none_recorded',
        mayBeAmong: ['nine'],
      });
      expect(record.asOf('2021-03-01').person(P)['sentencedInAbsentia']).toMatchObject({
        value: 'yes',
        since: '2021-03-01',
        mayBeAmong: [],
      });
    });

    it('leave the others among those who may be meant', () => {
      expect(record.asOf('2021-03-01').person(Q)['sentencedInAbsentia']).toMatchObject({
        value: 'none_recorded',
        mayBeAmong: ['nine'],
      });
      expect(record.asOf('2021-02-28').person(Q)['sentencedInAbsentia']!.mayBeAmong).toEqual([]);
    });
  });

  describe('who may be meant by a group', () => {
    const among = (more: object) =>
      ev(
        C,
        'MandateRevoked',
        '2021-03-01',
        {},
        { key: 'group', appliesTo: { references: [], totals: [{ words: 'some' }], among: { case: C, ...more } } },
      );
    const of = (more: object, who = P) =>
      given(
        opened(P),
        opened(Q),
        collective(C),
        ev(C, 'MembersAdded', '2022-01-01', {}, { appliesTo: [P, Q] }),
        among(more),
      )
        .asOf('2022-01-01')
        .person(who)['mandate']!.mayBeAmong;

    it('are all who were ever known as members of the case', () => expect(of({})).toEqual(['group']));
    it('are narrowed to those named', () =>
      expect([of({ references: [P] }), of({ references: [P] }, Q)]).toEqual([['group'], []]));
    it('are not those excepted', () => expect([of({ except: [P] }), of({ except: [P] }, Q)]).toEqual([[], ['group']]));
    it('are none who was never a member', () => {
      const record = given(opened(P), collective(C), among({}));
      expect(record.asOf('2022-01-01').person(P)['mandate']!.mayBeAmong).toEqual([]);
    });
  });

  it('of an unnamed group is folded like one person with that one event', () => {
    const key = { key: 'e', appliesTo: { references: [], totals: [{ words: 'fourteen', atLeast: 14, atMost: 14 }] } };
    const record = given(
      opened(P),
      collective(C),
      ev(C, 'PoliticalBanImposed', '2017-11-16', { duration: 'P5Y' }, key),
      ev(C, 'PoliticalBanLifted', '2019-01-01', { ends: 'all', ground: 'rehabilitated' }, { ...key, key: 'f' }),
      report(C, 'sentencedInAbsentia', 'yes', '2022-06-14', { ...key, key: 'g' }),
    );
    expect(record.asOf('2022-11-15').group(C, 'e')['politicalBan']!.value).toBe('banned');
    expect(record.asOf('2022-11-16').group(C, 'e')['politicalBan']!.value).toBe('expired');
    expect(record.asOf('2022-11-16').group(C, 'f')['politicalBan']!.value).toBe('rehabilitated');
    expect(record.asOf('2022-06-14').group(C, 'g')['sentencedInAbsentia']).toMatchObject({
      value: 'yes',
      certainty: 'established',
    });
    expect(record.asOf('2022-06-13').group(C, 'g')['sentencedInAbsentia']).toMatchObject({
      value: 'yes',
      certainty: 'possible',
    });
    expect(record.asOf('2022-06-14').person(P)['sentencedInAbsentia']!.value).toBe('none_recorded');
  });

  it('hits who is named by a roster, in the case that day or not', () => {
    const record = given(
      opened(P),
      collective(C),
      ev(C, 'MandateRevoked', '2017-11-16', {}, { appliesTo: [P] }),
      ev(C, 'MembersAdded', '2018-10-18', {}, { appliesTo: [P] }),
    );
    expect(record.asOf('2017-11-16').person(P)).toMatchObject({
      mandate: { value: 'revoked' },
      membership: { value: 'none_recorded' },
    });
  });
});
