import { checkDevelopment } from './check-development.js';
import type { Development } from './development.js';
import { isLookedAt, secondLook } from './second-look.js';

const vouched = { assertions: [{ by: 'court', source: 'a ruling' }] };
/** In its normal form: what is looked at twice has passed once. */
function taken(type: string, facts: object, more: object = {}): Development {
  const line = { case: 'TST-C', type, occurredOn: '2020-05-01', facts, ...vouched, ...more };
  const checked = checkDevelopment(line, { nowMs: Date.parse('2026-11-22') });
  if ('faults' in checked) throw new Error(JSON.stringify(checked.faults));
  return checked.development;
}
const oddIn = (...line: Parameters<typeof taken>) => secondLook(taken(...line)).odd.map(({ path }) => path);
const decision = (memberTotals: object) => ['DecisionAdopted', { body: 'committee', memberTotals }] as const;

describe('worth a second look, and taken', () => {
  it.each([
    [...decision({ total: 3, men: 3, women: 2 }), '/facts/memberTotals/men'],
    [...decision({ total: 3, men: 1, women: 1 }), '/facts/memberTotals/men'],
    [...decision({ total: 3, women: 4 }), '/facts/memberTotals/men'],
    [...decision({ total: 3, chambers: { Senate: 2, Assembly: 2 } }), '/facts/memberTotals/chambers'],
    ['CaseClosed', { kind: 'satisfactory_setlement' }, '/facts/kind'],
    ['RecommendationIssued', { addressee: 'a', text: 't', due: '2020-04-30' }, '/facts/due'],
    ['CommunicationSent', { with: 'authorities', replyDue: '2019' }, '/facts/replyDue'],
    ['PoliticalBanImposed', { until: '2020-04' }, '/facts/until'],
    [
      'VerdictDelivered',
      { proceeding: 'p', outcome: 'convicted', rightsLost: { rights: ['vote'], until: '2020-01-01' } },
      '/facts/rightsLost/until',
    ],
    [
      'VerdictDelivered',
      { proceeding: 'p', outcome: 'acquitted', rightsLost: { rights: ['vote'], indefinite: true } },
      '/facts/rightsLost',
    ],
    ['VerdictDelivered', { proceeding: 'p', outcome: 'acquitted', term: 'P5Y' }, '/facts/outcome'],
    ['VerdictDelivered', { proceeding: 'p', outcome: 'acquitted', execution: 'prison' }, '/facts/outcome'],
    ['VerdictDelivered', { proceeding: 'p', outcome: 'convicted', termMin: 'P5Y', termMax: 'P2Y' }, '/facts/termMax'],
    ['VerdictDelivered', { proceeding: 'p', outcome: 'convicted', termMin: 'life', termMax: 'P20Y' }, '/facts/termMax'],
    ['Charged', { proceeding: 'p', labels: [], penalty: { min: 'P5Y', max: 'P2Y' } }, '/facts/penalty/max'],
    ['AppealDecided', { proceeding: 'p', outcome: 'quashed', convicted: 'no', term: 'P7Y' }, '/facts/convicted'],
    ['Pardoned', { kind: 'pardon', full: 'yes', term: 'P2Y' }, '/facts/term'],
  ])('%s %j', (type, facts, path) => expect(oddIn(type, facts)).toEqual([path]));

  it.each([
    decision({ total: 38, men: 34, women: 4 }),
    decision({ total: 57, women: 7, chambers: { Senate: 2 } }),
    decision({ total: 15 }),
    ['CaseClosed', { kind: 'merged' }] as const,
    ['RecommendationIssued', { addressee: 'a', text: 't', due: '2020-05' }] as const,
    ['RecommendationIssued', { addressee: 'a', text: 't' }] as const,
    ['Pardoned', { kind: 'commutation', full: 'yes', term: 'P2Y' }] as const,
    ['AppealDecided', { proceeding: 'p', convicted: 'no' }] as const,
    ['VerdictDelivered', { proceeding: 'p', outcome: 'acquitted', execution: 'none' }] as const,
    ['VerdictDelivered', { proceeding: 'p', outcome: 'acquitted', damages: [{ words: 'some' }] }] as const,
    ['VerdictDelivered', { proceeding: 'p', outcome: 'convicted', termMin: 'P30D', termMax: 'P1M' }] as const,
    ['Arrested', {}] as const,
  ])('but not %s %j', (type, facts) => expect(oddIn(type, facts)).toEqual([]));

  it('is told with what it is measured by, and with the word that was most likely meant', () => {
    const [closed] = secondLook(taken('CaseClosed', { kind: 'satisfactory_setlement' })).odd;
    expect(closed!.message).toContain('did you mean satisfactory_settlement?');
    const [total] = secondLook(taken(...decision({ total: 3, men: 3, women: 2 }))).odd;
    expect(total!.message).toBe(
      'and women make 5 of a total of 3: right if the document prints it so, else rectify it',
    );
  });

  it('holds a voice to its own words only', () => {
    const acquits = { by: 'court', source: 's', facts: { outcome: 'acquitted' } };
    const both = { ...acquits, facts: { outcome: 'acquitted', term: 'P5Y' } };
    const odd = (assertion: object) =>
      oddIn('VerdictDelivered', { proceeding: 'p', outcome: 'convicted', term: 'P5Y' }, { assertions: [assertion] });
    expect(odd(acquits)).toEqual([]);
    expect(odd(both)).toEqual(['/assertions/0/facts/outcome']);
  });

  it('holds what is due by an imprecise day against the first day that it may have happened', () => {
    const due = { addressee: 'a', text: 't', due: '2020-05-03' };
    expect(oddIn('RecommendationIssued', due, { occurredOn: '2020-05' })).toEqual([]);
    expect(oddIn('RecommendationIssued', due, { occurredOn: '../2020-05-20' })).toEqual([]);
    expect(oddIn('RecommendationIssued', due, { occurredOn: '2020-06' })).toEqual(['/facts/due']);
  });

  it.each(['1018-09-10', '0218', '[1899-01-01..1901]', '../1899'])('is a date of %s', (occurredOn) => {
    const development = taken('Fled', {}, { occurredOn });
    expect(isLookedAt(development)).toBe(true);
    expect(secondLook(development).odd.map(({ path }) => path)).toEqual(['/occurredOn']);
  });

  it.each(['1900', '2018-09-10', '19XX', '../1977'])('but not of %s', (occurredOn) =>
    expect(isLookedAt(taken('Fled', {}, { occurredOn }))).toBe(false),
  );

  it('is what one voice tells too, by its own day', () => {
    const told = { by: 'court', source: 's', facts: { due: '2020-05-03' } };
    const line = [
      'RecommendationIssued',
      { addressee: 'a', text: 't' },
      { assertions: [told, { ...told, occurredOn: '2020-06-01' }] },
    ] as const;
    expect(oddIn(...line)).toEqual(['/assertions/1/facts/due']);
  });
});

describe('what facts name', () => {
  it.each([
    ['Released', { ends: ['a', 'b'] }, ['event /facts/ends/0 a', 'event /facts/ends/1 b']],
    ['Released', { ends: 'all' }, []],
    ['PoliticalBanLifted', { ends: ['a'], ground: 'quashed' }, ['event /facts/ends/0 a']],
    ['PerpetratorArrested', { of: 'a' }, ['event /facts/of a']],
    ['Pardoned', { kind: 'pardon', full: 'yes', covers: ['p'] }, ['proceeding /facts/covers/0 p']],
    ['Pardoned', { kind: 'pardon', full: 'yes', covers: 'all' }, []],
    ['CasesMerged', { into: 'TST-D' }, ['case /facts/into TST-D']],
  ])('%s %j', (type, facts, names) => {
    const { named } = secondLook(taken(type, facts));
    expect(named.map(({ of, path, name }) => `${of} ${path} ${name}`)).toEqual(names);
  });

  it.each([
    ['/facts/ends', ['a', 'b'], ['/facts/new/0 a', '/facts/new/1 b']],
    ['/facts/ends/0', 'a', ['/facts/new a']],
    ['/facts', { ends: ['a'] }, ['/facts/new/ends/0 a']],
    ['/facts/ends', 'all', []],
    ['/facts/ends', null, []],
    ['/facts/ground', 'a', []],
    ['/place', null, []],
  ])('by a rectification of %s to %j', (field, next, names) => {
    const rectified = taken('Rectified', { field, old: 'x', new: next, reason: 'misread' }, { target: 't' });
    expect(secondLook(rectified, 'Released').named.map(({ path, name }) => `${path} ${name}`)).toEqual(names);
    expect(secondLook(rectified, 'Fled').named).toEqual([]);
  });

  it('by a rectification of a part, which alone is no contradiction', () => {
    for (const field of ['/facts/memberTotals/men', '/facts/memberTotals/chambers']) {
      const next = field.endsWith('men') ? 4 : { Senate: 2 };
      const rectified = taken('Rectified', { field, old: 3, new: next, reason: 'misread' }, { target: 't' });
      expect(secondLook(rectified, 'DecisionAdopted').odd).toEqual([]);
    }
  });

  it('by a source that is added, as its target would', () => {
    const assertions = [{ by: 'court', source: 's', facts: { ends: ['a'] } }];
    const added = taken('SourceAdded', {}, { target: 't', assertions });
    expect(secondLook(added, 'Released').named).toEqual([
      { path: '/assertions/0/facts/ends/0', of: 'event', name: 'a' },
    ]);
  });
});
