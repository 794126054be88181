import { checkDevelopment, type CheckOptions } from './check-development.js';

const nowMs = Date.parse('2026-11-22T12:00:00Z');
const arrest = {
  case: 'TST-01',
  type: 'Arrested',
  occurredOn: '2019-01-10',
  assertions: [{ by: 'committee', source: 'decision' }],
};

const check = (change: object = {}, options: Partial<CheckOptions> = {}) =>
  checkDevelopment({ ...arrest, ...change }, { nowMs, ...options });
const faultsOf = (change: object, options?: Partial<CheckOptions>) => {
  const checked = check(change, options);
  return 'faults' in checked ? checked.faults : [];
};
const pathsOf = (change: object, options?: Partial<CheckOptions>) => faultsOf(change, options).map(({ path }) => path);
const formOf = (change: object, options?: Partial<CheckOptions>) => {
  const checked = check(change, options);
  return 'development' in checked ? checked.development : checked;
};

describe('a development', () => {
  it('passes in its normal form, with a key made from its content', () =>
    expect(formOf({})).toEqual({ ...arrest, facts: {}, key: expect.stringMatching(/^h-[0-9a-f]{32}$/) }));

  it('has the same key however its defaults are written', () =>
    expect(
      formOf({
        facts: {},
        confidentiality: 'public',
        place: {},
        assertions: [{ by: 'committee', source: 'decision', stance: 'states', facts: {} }],
      }),
    ).toEqual(formOf({})));

  it('is told all its faults at once', () =>
    expect(
      pathsOf({ case: 'khm', type: 'Arested', occurredOn: 'soon', assertions: [{ by: 'nobody' }], colour: 'red' }),
    ).toEqual(['/case', '/type', '/occurredOn', '/assertions/0/by', '/assertions/0/source', '/colour']));

  it('of a misspelt type is told the nearest one', () =>
    expect(faultsOf({ type: 'Arested' })[0]!.message).toContain('did you mean Arrested?'));

  it('is told no other word for one that is only as short: a date is no case, and no grade is near another', () => {
    expect(faultsOf({ date: '2019-01-10' })[0]!.message).toContain('known here: case, type, occurredOn');
    const { message } = faultsOf({ type: 'RecommendationAssessed', target: 't', facts: { grade: 'F' } })[0]!;
    expect(message).toBe('must be one of A, B, C, D, E');
  });

  it('is told what an object holds, where it is something else', () => {
    const [place, roster] = faultsOf({ place: 'Phnom Penh', appliesTo: 'TST-01' });
    expect([place, roster].map((fault) => fault!.message).toSorted()).toEqual([
      'must be a list [ ] of references, or an object { } of references, basis, totals, among',
      'must be an object { } of text, country',
    ]);
  });

  it('is told the remedy for a day that there is not, and for one that is still to come', () => {
    const messageOf = (occurredOn: string, options = {}) => faultsOf({ occurredOn, ...options })[0]!.message;
    expect(messageOf('2018-02-30')).toBe(
      '2018-02-30 is no day of the calendar: correct it, or write the month (2018-02)',
    );
    expect(messageOf('2030-01-01')).toMatch(/: correct the date$/);
    const misread = { field: '/occurredOn', old: '2019-01-10', new: '2019-02-30', reason: 'r' };
    const [rectified] = faultsOf({ type: 'Rectified', target: 't', facts: misread });
    expect(rectified!.message).toContain('is no day of the calendar');
  });

  it.each([null, 3, 'text', [], true])('is not %j', (input) =>
    expect(checkDevelopment(input, { nowMs })).toEqual({ faults: [{ path: '', message: expect.any(String) }] }),
  );

  it('needs somebody who vouches for it', () => expect(pathsOf({ assertions: [] })).toEqual(['/assertions']));

  it('may only be public until sign-in exists, and says so', () =>
    expect(faultsOf({ confidentiality: 'restricted' })).toEqual([
      {
        path: '/confidentiality',
        message: expect.stringContaining('until sign-in exists only what is public may be logged'),
      },
    ]));

  it('never has a text of its own repeated in a fault', () =>
    expect(
      JSON.stringify(faultsOf({ assertions: [{ by: 'Jona Secret', source: 'Jona Secret\u0000', says: 7 }] })),
    ).not.toContain('Secret'));

  it('takes the idempotency key where it names none of its own', () => {
    expect(formOf({}, { idempotencyKey: 'again' })).toHaveProperty('key', 'again');
    expect(formOf({ key: 'own' }, { idempotencyKey: 'again' })).toHaveProperty('key', 'own');
  });

  it('comes neither before nor after itself', () =>
    expect(pathsOf({ key: 'one', after: 'one', before: 'one' })).toEqual(['/after', '/before', '/before']));

  it('of more than an event store holds is refused', () =>
    expect(
      faultsOf({
        assertions: Array.from({ length: 200 }, () => ({ ...arrest.assertions[0], says: 'x'.repeat(20_000) })),
      }),
    ).toEqual([{ path: '', message: expect.stringContaining('larger than') }]));
});

describe('whom it hits', () => {
  it('may be a bare list of references', () =>
    expect(formOf({ appliesTo: ['TST-01', 'TST-02'] })).toHaveProperty('appliesTo', {
      references: ['TST-01', 'TST-02'],
    }));

  it('leaves out what goes without saying', () =>
    expect(
      formOf({
        appliesTo: {
          basis: 'named',
          totals: [{ words: 'nine', atLeast: 9, atMost: 9, of: 'case', relation: 'more' }],
          among: { case: 'TST-C', except: [] },
        },
      }),
    ).toHaveProperty('appliesTo', {
      references: [],
      totals: [{ words: 'nine', atLeast: 9, atMost: 9 }],
      among: { case: 'TST-C' },
    }));

  it.each([
    [['TST-01', 'TST-01'], '/appliesTo/1'],
    [['tst'], '/appliesTo/0'],
    [{ references: ['tst'] }, '/appliesTo/references/0'],
    [[], '/appliesTo'],
    [{ references: [], totals: [{ words: 'some', atLeast: 3, atMost: 2 }] }, '/appliesTo/totals/0/atMost'],
    [{ references: ['TST-01'], totals: [{ words: 'some', atLeast: -1 }] }, '/appliesTo/totals/0/atLeast'],
    [{ references: ['TST-01'], totals: [{ atLeast: 1.5 }] }, '/appliesTo/totals/0/atLeast'],
    [{ references: ['TST-01'], basis: 'guessed' }, '/appliesTo/basis'],
    ['TST-01', '/appliesTo'],
  ])('is refused as %j', (appliesTo, path) => expect(pathsOf({ appliesTo })).toContain(path));
});

describe('the facts', () => {
  const verdict = (facts: object) => ({
    type: 'VerdictDelivered',
    facts: { proceeding: 'p', outcome: 'convicted', ...facts },
  });

  it('leave out what is not stated', () =>
    expect(formOf(verdict({ inAbsentia: 'not_stated', execution: 'prison' }))).toHaveProperty('facts', {
      proceeding: 'p',
      outcome: 'convicted',
      execution: 'prison',
    }));

  it('have one form for a life sentence', () =>
    expect(formOf(verdict({ term: 'life' }))).toHaveProperty('facts', {
      proceeding: 'p',
      outcome: 'convicted',
      life: true,
    }));

  it.each([
    [verdict({ term: 'P5Y', life: true }), '/facts'],
    [verdict({ termMin: 'P1Y', death: true }), '/facts'],
    [verdict({ term: '5 years' }), '/facts/term'],
    [verdict({ term: 'P0D' }), '/facts/term'],
    [verdict({ damages: [{ currency: 'KHR' }] }), '/facts/damages/0'],
    [verdict({ damages: [{ amount: 3017 }] }), '/facts/damages/0/amount'],
    [verdict({ rightsLost: { rights: ['vote'] } }), '/facts/rightsLost'],
    [verdict({ rightsLost: { rights: ['vote'], duration: 'P5Y', indefinite: true } }), '/facts/rightsLost'],
    [
      verdict({ rightsLost: { rights: ['vote'], duration: 'P5Y', untilInclusive: true } }),
      '/facts/rightsLost/untilInclusive',
    ],
    [{ type: 'PoliticalBanImposed', facts: {} }, '/facts'],
    [{ type: 'CaseOpened', facts: { kind: 'individual', country: 'IS' } }, '/facts/name'],
    [{ type: 'CaseOpened', facts: { kind: 'collective', country: 'XX' } }, '/facts/country'],
    [{ type: 'Released', facts: { ends: [] } }, '/facts/ends'],
    [{ type: 'Released', facts: {} }, '/facts/ends'],
    [{ type: 'StatusReported', facts: { view: 'custody', value: 'in_exile' } }, '/facts/value'],
    [{ type: 'StatusReported', facts: { view: 'toString', value: 'x' } }, '/facts/view'],
    [{ type: 'Returned', facts: { to: 'home' } }, '/facts/to'],
    [{ type: 'Arrested', facts: { body: null } }, '/facts/body'],
    [{ type: 'Arrested', facts: { body: 'a\u0000b' } }, '/facts/body'],
    [{ type: 'Arrested', facts: { body: '\ud800' } }, '/facts/body'],
    [{ type: 'Charged', facts: { proceeding: ' p', labels: [] } }, '/facts/proceeding'],
    [
      { type: 'Arrested', assertions: [{ by: 'court', source: 's', facts: { boddy: 'x' } }] },
      '/assertions/0/facts/boddy',
    ],
  ])('of %j are refused', (change, path) => expect(pathsOf(change)).toEqual([path]));

  it('of a report are held to the words of its view, which are told', () => {
    const [fault] = faultsOf({ type: 'StatusReported', facts: { view: 'exile', value: 'in_exil' } });
    expect(fault!.message).toBe(
      'must be one of the words of exile: none_recorded, unknown, in_exile, returned, ended; did you mean in_exile?',
    );
  });

  it('of one voice may be a part, and may say that it is silent', () =>
    expect(
      formOf({ ...verdict({}), assertions: [{ by: 'court', source: 's', facts: { inAbsentia: 'not_stated' } }] }),
    ).toHaveProperty('assertions', [{ by: 'court', source: 's', facts: { inAbsentia: 'not_stated' } }]));
});

describe('a target', () => {
  it('is named by what speaks about another event', () =>
    expect(pathsOf({ type: 'Retracted', facts: { reason: 'r' } })).toEqual(['/target']));
  it('is not for anything else', () => expect(pathsOf({ target: 'other' })).toEqual(['/target']));
  it('gets its own facts from another source, which only the record can judge', () =>
    expect(
      pathsOf({ type: 'SourceAdded', target: 't', assertions: [{ by: 'court', source: 's', facts: { term: 'P5Y' } }] }),
    ).toEqual([]));
  it('has its people identified by reference', () =>
    expect(pathsOf({ type: 'ParticipantsIdentified', target: 't' })).toEqual(['/appliesTo']));
});

describe('a rectification', () => {
  const rectified = (facts: object) => ({ type: 'Rectified', target: 't', facts: { reason: 'misread', ...facts } });

  it.each([
    [{ field: '/occurredOn', old: '2019-01-10', new: 'soon' }, '/facts/new'],
    [{ field: '/occurredOn', old: '2019-01-10', new: null }, '/facts/new'],
    [{ field: '/occurredOn', old: '2019-01-10', new: '2030-01-01' }, '/facts/new'],
    [{ field: '/type', old: 'Fled', new: 'Expelled' }, '/facts/field'],
    [{ field: '/facts/__proto__/x', old: null, new: 1 }, '/facts/field'],
    [{ field: '/occurredOn/x', old: null, new: 1 }, '/facts/field'],
    [{ field: '/appliesTo', old: null, new: ['tst'] }, '/facts/new/references/0'],
    [{ field: '/place', old: null, new: { country: 'XX' } }, '/facts/new/country'],
    [{ field: '/place/country', old: 'IS', new: 'Iceland' }, '/facts/new'],
    [{ field: '/facts/term', old: 'P5Y', new: 'P5Y' }, '/facts'],
    [{ field: '/facts/term', new: 'P5Y' }, '/facts/old'],
  ])('to %j is refused', (facts, path) => expect(pathsOf(rectified(facts))).toEqual([path]));

  it('may take a field away, or put one where none stood', () => {
    expect(pathsOf(rectified({ field: '/place', old: { country: 'IS' }, new: null }))).toEqual([]);
    expect(pathsOf(rectified({ field: '/after', old: null, new: 'arrest' }))).toEqual([]);
  });

  it('of a roster is in normal form, before and after', () =>
    expect(
      formOf(rectified({ field: '/appliesTo', old: ['TST-01'], new: { references: ['TST-02'], basis: 'named' } })),
    ).toHaveProperty('facts', {
      field: '/appliesTo',
      old: { references: ['TST-01'] },
      new: { references: ['TST-02'] },
      reason: 'misread',
    }));
});

describe('the log’s clock', () => {
  const backfill = { allowKnownSince: true };

  it.each(['2019-02-01', '2019-02-01T10:00:00Z', '2019-02-01T10:00+07:00'])('takes %s in a backfill', (knownSince) =>
    expect(check({ knownSince }, backfill)).toMatchObject({ knownSince }),
  );

  it.each(['2019-02-30', '2019-02-30T10:00Z', '2019-02', 'soon', '2019-02-01T10:00', '2026-11-23', 3])(
    'refuses %s',
    (knownSince) => expect(pathsOf({ knownSince }, backfill)).toEqual(['/knownSince']),
  );

  it('is the log’s own outside a backfill', () =>
    expect(pathsOf({ knownSince: '2019-02-01' })).toEqual(['/knownSince']));

  it('allows no day that had not begun anywhere when the thing was known', () => {
    expect(pathsOf({ occurredOn: '2026-11-23' })).toEqual([]);
    expect(pathsOf({ occurredOn: '2026-11-24' })).toEqual(['/occurredOn']);
    expect(pathsOf({ knownSince: '2019-01-09' }, backfill)).toEqual(['/occurredOn']);
    expect(pathsOf({ assertions: [{ by: 'court', source: 's', occurredOn: '2027' }] })).toEqual([
      '/assertions/0/occurredOn',
    ]);
  });

  it('allows a range that only ends too late', () => expect(pathsOf({ occurredOn: '2026' })).toEqual([]));
});
