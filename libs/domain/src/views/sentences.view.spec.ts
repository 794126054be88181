import { ev, given, opened, report, type Line } from '../../../../test/support/given.js';

const P = 'TST-01';
const status = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), ...lines)
    .asOf(day)
    .person(P);
const on = (day: string, ...lines: readonly Line[]) => status(day, ...lines)['sentences']!;
const verdict = (facts: Record<string, unknown> = {}, day = '2019-03-01', more: Record<string, unknown> = {}) =>
  ev(P, 'VerdictDelivered', day, { proceeding: 'p', outcome: 'convicted', inAbsentia: 'no', ...facts }, more);
const appeal = (facts: Record<string, unknown>, day = '2019-06-01', more: Record<string, unknown> = {}) =>
  ev(P, 'AppealDecided', day, { proceeding: 'p', ...facts }, more);
const pardon = (facts: Record<string, unknown> = {}) =>
  ev(P, 'Pardoned', '2019-09-01', { kind: 'pardon', covers: 'all', full: 'yes', ...facts });

interface Shown {
  readonly id: string;
  readonly proceeding: string;
}

describe('sentences', () => {
  it('are one line per proceeding and offence', () => {
    const lines = [
      verdict({ offence: 'treason', term: 'P5Y', court: 'Municipal Court' }),
      verdict({ offence: 'incitement', term: 'P1Y' }),
      verdict({ proceeding: 'q', term: 'P2Y' }),
    ];
    const sentences = on('2019-03-01', ...lines);
    expect(sentences).toMatchObject({ value: 'standing', count: 3 });
    expect(sentences.sentences[0]).toMatchObject({
      proceeding: 'p',
      offence: 'treason',
      term: 'P5Y',
      court: 'Municipal Court',
      stage: 'first_instance',
      final: 'not_stated',
      pardoned: false,
      served: false,
      inAbsentia: 'no',
      execution: 'not_stated',
    });
  });

  it('are completed by a later verdict of the same: guilty in May, the term in June', () => {
    expect(on('2019-06-01', verdict({ offence: 'treason' }), verdict({ term: 'P5Y' }, '2019-06-01'))).toMatchObject({
      count: 1,
      sentences: [{ offence: 'treason', term: 'P5Y' }],
    });
  });

  it('are not made by an acquittal', () => {
    expect(on('2019-03-01', verdict({ outcome: 'acquitted' }))).toMatchObject({ value: 'none_recorded', count: 0 });
  });

  it('are not doubled by an appeal that upholds them', () => {
    expect(on('2019-06-01', verdict({ term: 'P5Y' }), appeal({ outcome: 'upheld', final: 'yes' }))).toMatchObject({
      count: 1,
      sentences: [{ stage: 'upheld', final: 'yes', term: 'P5Y', because: ['VerdictDelivered', 'AppealDecided'] }],
    });
  });

  it('are joined with their appeals in whatever order these became known', () => {
    const late = verdict({ term: 'P5Y', offence: 'treason' }, '2019-03-01', { knownSince: '2020-01-01' });
    expect(on('2019-06-01', appeal({ outcome: 'upheld' }), late)).toMatchObject({
      count: 1,
      sentences: [{ stage: 'upheld', offence: 'treason' }],
    });
    expect(on('2019-03-01', appeal({ outcome: 'upheld' }), late)).toMatchObject({
      certainty: 'established',
      sentences: [{ stage: 'first_instance' }],
    });
  });

  it('are varied on appeal: each amount of damages is kept, the last is in force', () => {
    const damages = (amount: string) => [{ amount, currency: 'KHR' }];
    const lines = [verdict({ damages: damages('100') }), appeal({ outcome: 'varied', damages: damages('300') })];
    expect(on('2019-06-01', ...lines).sentences).toMatchObject([
      {
        stage: 'varied',
        damages: [
          { amount: '100', state: 'replaced' },
          { amount: '300', state: 'in_force' },
        ],
      },
    ]);
  });

  it('take their stage from the last appeal, and stay final once they are', () => {
    const lines = [
      verdict({ term: 'P5Y' }),
      appeal({ outcome: 'varied', term: 'P3Y', final: 'no' }),
      appeal({ outcome: 'upheld', final: 'yes' }, '2019-08-01'),
    ];
    expect(on('2019-08-01', ...lines).sentences).toMatchObject([{ stage: 'upheld', term: 'P3Y', final: 'yes' }]);
  });

  it('of which only the appeal is known are one line, possible before its day', () => {
    const only = appeal({ outcome: 'upheld', term: 'P7Y' }, '2017-06-29');
    expect(on('2017-06-28', only)).toMatchObject({
      value: 'standing',
      certainty: 'possible',
      otherwise: ['none_recorded'],
      count: 0,
    });
    expect(on('2017-06-29', only)).toMatchObject({
      certainty: 'established',
      count: 1,
      sentences: [{ stage: 'upheld', term: 'P7Y' }],
    });
    expect(on('2017-06-29', appeal({ outcome: 'upheld', convicted: 'yes' }, '2017-06-29')).count).toBe(1);
    expect(on('2017-06-29', appeal({ outcome: 'upheld' }, '2017-06-29')).value).toBe('none_recorded');
  });

  it('are quashed, never deleted', () => {
    expect(on('2019-06-01', verdict(), appeal({ outcome: 'quashed' }))).toMatchObject({
      value: 'none_standing',
      count: 0,
      sentences: [{ stage: 'quashed' }],
    });
    expect(on('2019-06-01', verdict(), appeal({ outcome: 'varied', convicted: 'no' }))).toMatchObject({
      value: 'none_standing',
      sentences: [{ stage: 'quashed' }],
    });
  });

  it('do not stand while sent back, and are replaced by the verdict of the retrial', () => {
    const back = [verdict({ term: 'P5Y', execution: 'prison' }), appeal({ outcome: 'retrial' })];
    expect(on('2019-06-01', ...back)).toMatchObject({
      value: 'none_standing',
      count: 0,
      sentences: [{ stage: 'retrial' }],
    });
    const again = on('2020-01-01', ...back, verdict({ term: 'P2Y' }, '2020-01-01'));
    expect(again).toMatchObject({
      value: 'standing',
      count: 1,
      sentences: [{ stage: 'first_instance', term: 'P2Y', execution: 'not_stated' }],
    });
  });

  it('stay quashed when the acquittal after a retrial is upheld', () => {
    const lines = [
      verdict({ term: 'P5Y' }),
      appeal({ outcome: 'retrial' }),
      verdict({ outcome: 'acquitted' }, '2020-01-01'),
      appeal({ outcome: 'upheld', final: 'yes' }, '2020-06-01'),
    ];
    expect(on('2020-06-01', ...lines)).toMatchObject({ value: 'none_standing', sentences: [{ stage: 'quashed' }] });
  });

  it('stand where an appeal quashes an acquittal and convicts', () => {
    expect(
      on(
        '2019-06-01',
        verdict({ outcome: 'acquitted' }),
        appeal({ outcome: 'quashed', convicted: 'yes', term: 'P1Y' }),
      ),
    ).toMatchObject({ value: 'standing', sentences: [{ stage: 'varied', term: 'P1Y' }] });
  });

  it('are cleared by a full pardon that covers them, and by nothing less', () => {
    const two = [verdict({ term: 'P5Y' }), verdict({ proceeding: 'q', term: 'P2Y' })];
    expect(on('2019-09-01', ...two, pardon())).toMatchObject({
      value: 'none_standing',
      sentences: [{ pardoned: true }, { pardoned: true }],
    });
    expect(on('2019-09-01', ...two, pardon({ covers: ['q'] }))).toMatchObject({
      value: 'standing',
      sentences: [{ pardoned: false }, { pardoned: true }],
    });
    expect(on('2019-09-01', ...two, pardon({ covers: 'not_stated' })).value).toBe('none_standing');
  });

  it('go on with their new term after a partial pardon or a commutation', () => {
    expect(on('2019-09-01', verdict({ term: 'P5Y' }), pardon({ full: 'partial', term: 'P2Y' }))).toMatchObject({
      value: 'standing',
      sentences: [{ term: 'P2Y', pardoned: false }],
    });
    expect(
      on('2019-09-01', verdict({ death: true }), pardon({ kind: 'commutation', full: 'partial', term: 'life' })),
    ).toMatchObject({ value: 'standing', sentences: [{ term: 'life', death: false }] });
  });

  it('are not made by a pardon of somebody who was never convicted', () => {
    expect(on('2019-09-01', pardon()).value).toBe('none_recorded');
  });

  it('keep everything but themselves from a pardon', () => {
    const lines = [
      ev(P, 'MandateRevoked', '2019-01-01'),
      ev(P, 'Fled', '2019-01-02'),
      ev(P, 'PoliticalBanImposed', '2019-01-03', { duration: 'P5Y' }),
      ev(P, 'DetentionOrdered', '2019-01-04', { title: 'pretrial_order' }),
      verdict({ rightsLost: { rights: ['vote'], indefinite: true } }),
      pardon(),
    ];
    expect(status('2019-09-01', ...lines)).toMatchObject({
      sentences: { value: 'none_standing' },
      mandate: { value: 'revoked' },
      exile: { value: 'in_exile' },
      politicalBan: { value: 'banned', until: 'indefinite' },
      custody: { value: 'pretrial_detention' },
    });
  });

  it('are served', () => {
    expect(
      on('2020-03-01', verdict({ term: 'P1Y' }), ev(P, 'SentenceServed', '2020-03-01', { proceeding: 'p' })),
    ).toMatchObject({ value: 'none_standing', count: 1, sentences: [{ served: true }] });
  });

  it('are not added up; the heaviest is death, then life, then the longest term', () => {
    const heaviest = (...lines: Line[]) => {
      const { sentences, heaviest: id } = on('2019-03-01', ...lines) as unknown as {
        sentences: Shown[];
        heaviest: string;
      };
      return sentences.find((line) => line.id === id)?.proceeding;
    };
    expect(
      heaviest(
        verdict({ proceeding: 'a', term: 'P20Y' }),
        verdict({ proceeding: 'b', termMin: 'P2Y', termMax: 'P25Y' }),
      ),
    ).toBe('b');
    expect(heaviest(verdict({ proceeding: 'a', life: true }), verdict({ proceeding: 'b', term: 'P90Y' }))).toBe('a');
    expect(heaviest(verdict({ proceeding: 'a', life: true }), verdict({ proceeding: 'b', death: true }))).toBe('b');
    expect(on('2019-09-01', verdict({ term: 'P9Y' }), pardon()).heaviest).toBeNull();
  });

  it('are counted only where they are certain', () => {
    const vague = verdict({ term: 'P5Y' }, '2019-03', { knownSince: '2019-04-10' });
    expect(on('2019-03-15', vague, verdict({ proceeding: 'q' }, '2019-01-01'))).toMatchObject({
      value: 'standing',
      certainty: 'established',
      count: 1,
      sentences: [{ possible: false }, { possible: true }],
    });
  });

  it('are possibly final while the day of the last ruling is not known', () => {
    const vague = appeal({ outcome: 'upheld', final: 'yes' }, '2019-06', { knownSince: '2019-07-10' });
    expect(on('2019-06-15', verdict(), vague).sentences).toMatchObject([{ final: 'possible' }]);
    expect(on('2019-07-01', verdict(), vague).sentences).toMatchObject([{ final: 'yes' }]);
  });

  it('stand by a report where no verdict is known', () => {
    expect(on('2019-06-01', report(P, 'sentences', 'standing', '2019-06-01'))).toMatchObject({
      value: 'standing',
      sentences: [],
      count: 0,
    });
  });

  it('that are pardoned by a day are pardoned after the verdict, and certainly from that day', () => {
    const pardoned = ev(P, 'Pardoned', '../2019-09-01', { kind: 'pardon', covers: 'all', full: 'yes' });
    expect(on('2019-06-01', verdict(), pardoned).certainty).toBe('possible');
    expect(on('2019-09-01', verdict(), pardoned)).toMatchObject({ value: 'none_standing', certainty: 'established' });
    const both = [verdict(), verdict({ proceeding: 'q' }, '2019-04-01'), pardoned];
    expect(on('2019-06-01', ...both).certainty).toBe('possible');
    expect(on('2019-09-01', ...both)).toMatchObject({ value: 'none_standing', certainty: 'established' });
  });
});
