import { ev, given, opened, report, sourceAdded, type Line, type More } from '../../../../test/support/given.js';
import type { EventType } from '../events/catalogue.js';
import type { Lens } from '../record/development.js';

const P = 'TST-01';
const order = (by: NonNullable<More['by']>, day = '2019-01-01', facts = {}) =>
  ev(P, 'DetentionOrdered', day, { title: 'pretrial_order', ...facts }, { key: 'order', by });
const custody = (day: string, lens: Lens, ...lines: Line[]) =>
  given(opened(P), ...lines)
    .asOf(day, { lens })
    .person(P)['custody']!;
const released = (by: NonNullable<More['by']>) => ev(P, 'Released', '2019-03-01', { ends: 'all' }, { by });

describe('the working lens', () => {
  it('keeps what some voice states', () => {
    expect(custody('2019-03-01', 'working', order('court'), released('complainant')).value).toBe('released');
  });

  it.each([
    ['committee', 'third_party'],
    ['third_party', 'authorities'],
    ['third_party', 'court'],
    ['authorities', 'complainant'],
    ['court', 'complainant'],
  ] as const)('does not keep what a voice ranked above denies: %s above %s', (above, below) => {
    const lines = [order('committee'), released([{ by: below }, { by: above, stance: 'denies' }])];
    expect(custody('2019-03-01', 'working', ...lines)).toMatchObject({
      value: 'pretrial_detention',
      certainty: 'disputed',
      accounts: [{}, { by: below }, { by: above, stance: 'denies' }],
    });
    const other = [order('committee'), released([{ by: above }, { by: below, stance: 'denies' }])];
    expect(custody('2019-03-01', 'working', ...other)).toMatchObject({ value: 'released', certainty: 'disputed' });
  });

  it('is disputed on the days between two dates, also where nothing is recorded before the one that counts', () => {
    const arrested = ev(
      P,
      'Arrested',
      '2019-01-12',
      {},
      { by: [{ by: 'complainant' }, { by: 'authorities', occurredOn: '2019-01-15' }], knownSince: '2019-02-01' },
    );
    expect(custody('2019-01-11', 'working', arrested)).toMatchObject({ certainty: 'established', accounts: [] });
    expect(custody('2019-01-13', 'working', arrested)).toMatchObject({
      value: 'none_recorded',
      certainty: 'disputed',
      accounts: [{ by: 'complainant' }, { by: 'authorities', occurredOn: '2019-01-15' }],
    });
    expect(custody('2019-01-15', 'working', arrested)).toMatchObject({ value: 'arrested', certainty: 'established' });
  });

  it('keeps what a voice of equal rank denies', () => {
    expect(
      custody(
        '2019-03-01',
        'working',
        order('court'),
        released([{ by: 'authorities' }, { by: 'court', stance: 'denies' }]),
      ),
    ).toMatchObject({ value: 'released', certainty: 'disputed' });
  });

  it('ranks a court first about its own orders', () => {
    expect(
      custody('2019-01-01', 'working', order([{ by: 'court' }, { by: 'committee', stance: 'denies' }])).value,
    ).toBe('pretrial_detention');
    expect(
      custody('2019-01-01', 'working', order([{ by: 'committee' }, { by: 'court', stance: 'denies' }])).value,
    ).toBe('none_recorded');
  });

  it('changes no value by what is only alleged: it stands in the accounts, and disputes the value while it would be another', () => {
    const alleged = released([{ by: 'third_party', stance: 'alleges' }]);
    expect(custody('2019-02-28', 'working', order('court'), alleged)).toMatchObject({
      value: 'pretrial_detention',
      certainty: 'established',
      accounts: [{ by: 'court' }],
    });
    expect(custody('2019-03-01', 'working', order('court'), alleged)).toMatchObject({
      value: 'pretrial_detention',
      certainty: 'disputed',
    });
    const after = ev(P, 'Released', '2019-06-01', { ends: 'all' });
    expect(custody('2019-06-01', 'working', order('court'), alleged, after)).toMatchObject({
      value: 'released',
      certainty: 'established',
      accounts: [{ stance: 'alleges' }, { by: 'committee' }],
    });
  });

  it('takes the facts of the highest rank, and disputes what the view shows of the others', () => {
    const ban = ev(
      P,
      'PoliticalBanImposed',
      '2019-01-01',
      { duration: 'P5Y' },
      { by: [{ by: 'authorities' }, { by: 'committee', facts: { indefinite: true } }] },
    );
    expect(given(opened(P), ban).asOf('2025-01-01').person(P)['politicalBan']).toMatchObject({
      value: 'banned',
      until: 'indefinite',
      certainty: 'disputed',
    });
  });

  it('takes of equal voices the latest that tells facts, else the event’s own', () => {
    const verdict = ev(
      P,
      'VerdictDelivered',
      '2019-01-01',
      { proceeding: 'p', outcome: 'convicted', term: 'P5Y' },
      { key: 'v', by: [{ by: 'third_party', party: 'a' }] },
    );
    const plain = sourceAdded(P, 'v', '2019-02-01', {
      by: [{ by: 'third_party', party: 'b', facts: { term: 'P7Y' } }],
    });
    const later = sourceAdded(P, 'v', '2019-03-01', { by: [{ by: 'third_party', party: 'c' }] });
    const sentences = given(opened(P), verdict, plain, later).asOf('2019-04-01').person(P)['sentences']!;
    expect(sentences).toMatchObject({ certainty: 'disputed', sentences: [{ term: 'P7Y' }] });
  });

  it('lets facts that exclude each other replace one another', () => {
    const verdict = ev(
      P,
      'VerdictDelivered',
      '2019-01-01',
      { proceeding: 'p', outcome: 'convicted', term: 'P5Y' },
      { by: [{ by: 'complainant' }, { by: 'court', facts: { life: true } }] },
    );
    expect(given(opened(P), verdict).asOf('2019-04-01').person(P)['sentences']!.sentences).toMatchObject([
      { term: null, life: true },
    ]);
  });

  it('is disputed where a place is told differently, while it is the place that is shown', () => {
    const arrest = ev(
      P,
      'Arrested',
      '2019-01-01',
      {},
      { place: { text: 'north' }, by: [{ by: 'committee' }, { by: 'complainant', place: { text: 'south' } }] },
    );
    const moved = ev(P, 'Transferred', '2019-02-01', {}, { place: { text: 'east' } });
    expect(custody('2019-01-02', 'working', arrest, moved)).toMatchObject({ place: 'north', certainty: 'disputed' });
    expect(custody('2019-02-01', 'working', arrest, moved)).toMatchObject({ place: 'east', certainty: 'established' });
  });

  it('is disputed only on the days between, where a lower voice tells another date', () => {
    const arrest = ev(
      P,
      'Arrested',
      '2019-01-01',
      {},
      { by: [{ by: 'committee' }, { by: 'complainant', occurredOn: '2019-01-05' }], knownSince: '2019-02-01' },
    );
    expect(custody('2019-01-04', 'working', arrest)).toMatchObject({
      value: 'arrested',
      since: '2019-01-01',
      certainty: 'disputed',
    });
    expect(custody('2019-01-05', 'working', arrest)).toMatchObject({ value: 'arrested', certainty: 'established' });
  });

  it('contradicts no vague date by an exact one within it', () => {
    const arrest = ev(
      P,
      'Arrested',
      '2019-01-05',
      {},
      { by: [{ by: 'committee' }, { by: 'complainant', occurredOn: '2019-01' }], knownSince: '2019-02-01' },
    );
    expect(custody('2019-01-05', 'working', arrest).certainty).toBe('established');
    expect(custody('2019-01-04', 'working', arrest).value).toBe('none_recorded');
  });

  it('spans the dates of voices of one rank', () => {
    const arrest = ev(P, 'Arrested', '2019-05-20', {}, { key: 'a', by: 'third_party', knownSince: '2019-07-01' });
    const other = sourceAdded(P, 'a', '2019-07-02', {
      by: [{ by: 'third_party', party: 'a paper', occurredOn: '2019-06-06' }],
    });
    expect(custody('2019-05-25', 'working', arrest, other)).toMatchObject({
      value: 'arrested',
      certainty: 'possible',
      since: '[2019-05-20..2019-06-06]',
    });
    expect(custody('2019-06-06', 'working', arrest, other).certainty).toBe('established');
  });

  it('spans what voices of one rank say of how long a report held', () => {
    const told = report(P, 'custody', 'detained', '2019-01-10/2019-02-01', {
      by: [
        { by: 'third_party', party: 'a' },
        { by: 'third_party', party: 'b', occurredOn: '2019-01-05/2019-03-01' },
      ],
      knownSince: '2019-04-01',
    });
    expect(custody('2019-01-07', 'working', told)).toMatchObject({ value: 'detained', certainty: 'possible' });
    expect(custody('2019-04-01', 'working', told)).toMatchObject({
      certainty: 'established',
      lastConfirmed: '2019-03-01',
    });
  });

  it('caps a date told twice by the day on which it was first known', () => {
    const arrest = ev(P, 'Arrested', '2019-10', {}, { key: 'a', by: 'third_party', knownSince: '2019-10-18' });
    const again = sourceAdded(P, 'a', '2019-12-01', {
      by: [
        { by: 'third_party', party: 'b' },
        { by: 'third_party', party: 'c', occurredOn: '2019-10' },
      ],
    });
    expect(custody('2019-10-20', 'working', arrest, again).certainty).toBe('established');
  });
});

describe('the lens of one voice', () => {
  const both = [order('court'), released([{ by: 'authorities' }, { by: 'complainant', stance: 'denies' }])];

  it('keeps only what that voice states', () => {
    expect(custody('2019-03-01', 'court', ...both).value).toBe('pretrial_detention');
    expect(custody('2019-03-01', 'authorities', ...both)).toMatchObject({ value: 'released', certainty: 'disputed' });
    expect(custody('2019-03-01', 'third_party', ...both)).toMatchObject({
      value: 'none_recorded',
      because: [],
      accounts: [],
    });
  });

  it('shows what the voice denies among the accounts, and the value disputed', () => {
    const lines = [order([{ by: 'court' }, { by: 'complainant' }]), both[1]!];
    expect(custody('2019-03-01', 'complainant', ...lines)).toMatchObject({
      value: 'pretrial_detention',
      certainty: 'disputed',
    });
  });

  it('has that voice’s facts, date and place', () => {
    const arrest = ev(
      P,
      'Arrested',
      '2019-01-01',
      {},
      {
        place: { text: 'north' },
        knownSince: '2019-02-01',
        by: [{ by: 'committee' }, { by: 'complainant', place: { text: 'south' }, occurredOn: '2019-01-05' }],
      },
    );
    expect(custody('2019-01-04', 'complainant', arrest).value).toBe('none_recorded');
    expect(custody('2019-01-05', 'complainant', arrest)).toMatchObject({ place: 'south', since: '2019-01-05' });
  });

  it('counts a voice that both states and denies, or states and alleges, as stating', () => {
    for (const stance of ['denies', 'alleges'] as const) {
      expect(
        custody(
          '2019-03-01',
          'authorities',
          order('authorities'),
          released([{ by: 'authorities' }, { by: 'authorities', source: 'another letter', stance }]),
        ).value,
      ).toBe('released');
    }
  });

  it('takes a voice with two accounts by the later source', () => {
    const arrest = ev(P, 'Arrested', '2019-05-20', {}, { key: 'a', by: 'third_party', knownSince: '2019-07-01' });
    const other = sourceAdded(P, 'a', '2019-07-02', {
      by: [{ by: 'third_party', party: 'a paper', occurredOn: '2019-06-06' }],
    });
    expect(custody('2019-05-25', 'third_party', arrest, other).value).toBe('none_recorded');
    expect(custody('2019-06-06', 'third_party', arrest, other).value).toBe('arrested');
  });

  it('judges certainty over all voices', () => {
    const arrest = order([{ by: 'complainant' }, { by: 'committee' }]);
    expect(custody('2019-03-01', 'complainant', arrest).certainty).toBe('established');
  });

  it('shows what the working lens shows where the voice is the only one', () => {
    for (const lens of ['committee', 'working'] as const)
      expect(custody('2019-03-01', lens, order('committee')).value).toBe('pretrial_detention');
  });
});

describe('a report that a higher-ranked voice contradicts', () => {
  const free = (day: string, by: NonNullable<More['by']> = 'authorities') => report(P, 'custody', 'free', day, { by });
  const still = (day: string, by: NonNullable<More['by']> = 'committee') =>
    sourceAdded(P, 'order', '2020-01-01', { stillOn: day, by });

  it('overturns nothing up to the last confirmation, that day included', () => {
    const lines = [order('committee'), still('2019-06-01'), free('2019-06-01')];
    expect(custody('2019-06-01', 'working', ...lines)).toMatchObject({
      value: 'pretrial_detention',
      certainty: 'disputed',
      accounts: [{ by: 'committee' }, { by: 'committee' }, { by: 'authorities' }],
    });
    expect(custody('2019-12-01', 'working', ...lines).value).toBe('pretrial_detention');
  });

  it('overturns it from the next day on', () => {
    expect(custody('2019-06-02', 'working', order('committee'), still('2019-06-01'), free('2019-06-02'))).toMatchObject(
      { value: 'free', certainty: 'alleged' },
    );
  });

  it('is not held off by confirmations of its own rank or below', () => {
    expect(
      custody('2019-05-01', 'working', order('committee'), still('2019-06-01', 'authorities'), free('2019-05-01'))
        .value,
    ).toBe('free');
  });

  it('overturns a voice of its own rank or below', () => {
    expect(
      custody(
        '2019-02-01',
        'working',
        report(P, 'custody', 'detained', '2019-01-01/2019-06-01', { by: 'complainant' }),
        free('2019-02-01'),
      ).value,
    ).toBe('free');
  });

  it('shows in its own lens', () => {
    expect(
      custody('2019-06-01', 'authorities', order('committee'), still('2019-06-01'), free('2019-06-01')).value,
    ).toBe('free');
  });

  it('is held off by a span that the higher voice confirmed', () => {
    const held: Line = report(P, 'custody', 'detained', '2019-01-01/2019-06-01', { by: 'third_party' });
    expect(custody('2019-03-01', 'working', held, free('2019-03-01'))).toMatchObject({
      value: 'detained',
      certainty: 'disputed',
    });
    expect(custody('2019-01-01', 'working', held, free('2019-03-01')).certainty).toBe('alleged');
  });
});

const unread: EventType = 'ThreatReported';
it('is read only by the views that the event concerns', () => {
  expect(
    custody(
      '2019-01-01',
      'working',
      ev(P, unread, '2019-01-01', {}, { by: [{ by: 'complainant', stance: 'alleges' }] }),
    ).accounts,
  ).toEqual([]);
});

describe('the accounts of a status', () => {
  it('tell what a voice gives instead of the facts that it excludes, and leave the rest as the event has it', () => {
    const verdict = ev(
      P,
      'VerdictDelivered',
      '2019-01-01',
      { proceeding: 'p', outcome: 'convicted', inAbsentia: 'no', term: 'P2Y' },
      { by: [{ by: 'court' }, { by: 'complainant', facts: { term: 'life' } }] },
    );
    const { accounts } = given(opened(P), verdict).asOf('2019-01-02').person(P)['sentences']!;
    expect(accounts.map(({ facts }) => facts)).toEqual([
      expect.objectContaining({ proceeding: 'p', term: 'P2Y' }),
      { proceeding: 'p', outcome: 'convicted', inAbsentia: 'no', life: true },
    ]);
  });
});
