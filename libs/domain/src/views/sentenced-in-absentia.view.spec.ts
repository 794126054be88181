import { ev, given, opened, report, type Line } from '../../../../test/support/given.js';

const P = 'TST-01';
const on = (day: string, ...lines: readonly Line[]) =>
  given(opened(P), ...lines)
    .asOf(day)
    .person(P)['sentencedInAbsentia']!;
const verdict = (inAbsentia: string, proceeding = 'p', day = '2019-03-01') =>
  ev(P, 'VerdictDelivered', day, { proceeding, outcome: 'convicted', inAbsentia, term: 'P5Y' });

describe('sentenced in absentia', () => {
  it('is who was convicted while not present, with the number of lines that still stand', () => {
    expect(on('2019-03-01', verdict('yes'), verdict('yes', 'q'), verdict('no', 'r'))).toMatchObject({
      value: 'yes',
      count: 2,
    });
  });

  it.each(['no', 'not_stated'])('is nobody of whose absence the verdict says: %s', (said) => {
    expect(on('2019-03-01', verdict(said)).value).toBe('none_recorded');
  });

  it.each([
    ['quashed', ev(P, 'AppealDecided', '2019-06-01', { proceeding: 'p', outcome: 'quashed' })],
    ['sent back', ev(P, 'AppealDecided', '2019-06-01', { proceeding: 'p', outcome: 'retrial' })],
    ['pardoned', ev(P, 'Pardoned', '2019-06-01', { kind: 'amnesty', covers: 'all', full: 'yes' })],
    ['served', ev(P, 'SentenceServed', '2019-06-01', { proceeding: 'p' })],
  ])('has none standing once the sentence is %s', (_, event) => {
    expect(on('2019-06-01', verdict('yes'), event)).toMatchObject({ value: 'none_standing', count: 0 });
    expect(on('2019-06-01', verdict('yes'), verdict('yes', 'q'), event).value).toMatch(/yes|none_standing/);
  });

  it('has none standing once a retrial with them present replaced the verdict', () => {
    const lines = [
      verdict('yes'),
      ev(P, 'AppealDecided', '2019-06-01', { proceeding: 'p', outcome: 'retrial' }),
      verdict('no', 'p', '2020-01-01'),
    ];
    expect(on('2020-01-01', ...lines)).toMatchObject({ value: 'none_standing', count: 0 });
  });

  it('is not restarted by a sentence upheld', () => {
    expect(
      on('2019-06-01', verdict('yes'), ev(P, 'AppealDecided', '2019-06-01', { proceeding: 'p', outcome: 'upheld' })),
    ).toMatchObject({ value: 'yes', since: '2019-03-01', count: 1 });
  });

  it('may be known from a report', () => {
    expect(on('2019-06-01', report(P, 'sentencedInAbsentia', 'yes', '2019-06-01')).value).toBe('yes');
  });
});
