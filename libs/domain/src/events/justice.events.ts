import { defineEvents } from './define-events.js';
import * as facts from './justice.facts.js';
import { figure, line, printed, say, term, word, type Said } from './say.js';

/** Investigation, charges, trial, verdict, appeal and pardon. */
export const justiceEvents = defineEvents({
  InvestigationOpened: {
    group: 'justice',
    facts: facts.InvestigationOpened,
    meaning: 'A criminal investigation against the person was opened.',
    source: 'HURIDOCS 25 (held under investigation)',
    hits: 'people',
    actOf: 'authorities',
    summary: ({ proceeding, labels }) => line(say`Investigation opened (${proceeding})`, say`for ${labels}`),
    upcasters: [],
    example: { proceeding: 'treason', labels: ['conspiracy with a foreign power'] },
  },
  Questioned: {
    group: 'justice',
    facts: facts.Questioned,
    meaning: 'The person was questioned by police, prosecutor or investigating judge.',
    source: 'model.md 5',
    hits: 'people',
    actOf: 'authorities',
    summary: ({ proceeding, capacity }) => line(say`Questioned`, say`as ${capacity}`, proceeding),
    upcasters: [],
    example: { proceeding: 'treason', capacity: 'suspect' },
  },
  Charged: {
    group: 'justice',
    facts: facts.Charged,
    meaning: 'The person was formally charged.',
    source: 'HURIDOCS 4.3501',
    hits: 'people',
    actOf: 'authorities',
    summary: (told) => line(say`Charged (${told.proceeding})`, ...charges(told)),
    upcasters: [],
    example: {
      proceeding: 'treason',
      labels: ['treason'],
      articles: ['Penal Code, art. 443'],
      penalty: { min: 'P15Y', max: 'P30Y' },
    },
  },
  ChargesAmended: {
    group: 'justice',
    facts: facts.Charged,
    meaning: 'The charges of a proceeding were replaced by those given.',
    source: 'model.md 5',
    hits: 'people',
    actOf: 'authorities',
    summary: (told) => line(say`Charges amended (${told.proceeding})`, ...charges(told)),
    upcasters: [],
    example: { proceeding: 'treason', labels: ['incitement'] },
  },
  ChargesDropped: {
    group: 'justice',
    facts: facts.OfProceeding,
    meaning: 'The charges were withdrawn, or dismissed before a verdict.',
    source: 'domain.md 3.5',
    hits: 'people',
    actOf: 'authorities',
    summary: ({ proceeding }) => say`Charges dropped (${proceeding})`,
    upcasters: [],
    example: { proceeding: 'treason' },
  },
  TrialOpened: {
    group: 'justice',
    facts: facts.TrialOpened,
    meaning: 'The trial began.',
    source: 'HURIDOCS 25 (on trial)',
    hits: 'people',
    actOf: 'court',
    summary: ({ proceeding, court }) => line(say`Trial opened (${proceeding})`, say`before ${court}`),
    upcasters: [],
    example: { proceeding: 'treason', court: 'Municipal Court' },
  },
  VerdictDelivered: {
    group: 'justice',
    facts: facts.VerdictDelivered,
    meaning: 'A court gave its verdict, with all that it orders for everyone it applies to.',
    source: 'HURIDOCS 4.350114, 31.13; domain.md 1.1 (2)',
    hits: 'people',
    actOf: 'court',
    summary: (verdict) => line(outcome(verdict), verdict.offence, ...effects(verdict), say`by ${verdict.court}`),
    upcasters: [],
    example: {
      proceeding: 'treason',
      court: 'Municipal Court',
      instance: 'first',
      outcome: 'convicted',
      offence: 'treason',
      inAbsentia: 'no',
      term: 'P27Y',
      execution: 'house_arrest',
      fines: [{ amount: '1000', currency: 'ISK' }],
      damages: [{ words: 'about one million krónur', currency: 'ISK', payee: 'the State' }],
      rightsLost: { rights: ['vote', 'stand'], indefinite: true },
    },
  },
  AppealFiled: {
    group: 'justice',
    facts: facts.OfProceeding,
    meaning: 'An appeal against a ruling was lodged.',
    source: 'model.md 5',
    hits: 'people',
    summary: ({ proceeding }) => say`Appeal filed (${proceeding})`,
    upcasters: [],
    example: { proceeding: 'treason' },
  },
  AppealDecided: {
    group: 'justice',
    facts: facts.AppealDecided,
    meaning: 'A court decided on an appeal; facts that it does not vary are left out.',
    source: 'domain.md 1.1 (3, 4)',
    hits: 'people',
    actOf: 'court',
    summary: (appeal) =>
      line(
        say`Appeal decided (${appeal.proceeding})`,
        word(appeal.outcome),
        ...effects(appeal),
        say`by ${appeal.court}`,
        appeal.final === 'yes' && say`final`,
      ),
    upcasters: [],
    example: {
      proceeding: 'treason',
      outcome: 'varied',
      final: 'no',
      damages: [{ amount: '3017000000', currency: 'ISK' }],
    },
  },
  SentenceServed: {
    group: 'justice',
    facts: facts.SentenceServed,
    meaning: 'The sentence of a proceeding was served to its end.',
    source: 'HURIDOCS 25 (serving)',
    hits: 'people',
    actOf: 'authorities',
    summary: ({ proceeding }) => say`Sentence served (${proceeding})`,
    upcasters: [],
    example: { proceeding: 'treason' },
  },
  Pardoned: {
    group: 'justice',
    facts: facts.Pardoned,
    meaning: 'A pardon, amnesty or commutation; it clears the sentences it covers and nothing else.',
    source: 'domain.md 1.1 (8)',
    hits: 'people',
    actOf: 'authorities',
    summary: ({ kind, instrument, covers, full, term: left }) =>
      line(
        { pardon: say`Pardoned`, amnesty: say`Amnestied`, commutation: say`Sentence commuted` }[kind],
        say`for ${Array.isArray(covers) && covers}`,
        full === 'partial' && say`in part`,
        say`${term(left)} left`,
        instrument,
      ),
    upcasters: [],
    example: { kind: 'pardon', instrument: 'decree 12', covers: ['treason'], full: 'partial', term: 'P2Y' },
  },
});

const charges = ({ labels, articles }: facts.Charged): Said[] => [say`with ${labels}`, say`under ${articles}`];

function outcome({ outcome, inAbsentia, proceeding }: facts.VerdictDelivered): Said {
  if (inAbsentia === 'yes')
    return outcome === 'acquitted'
      ? say`Acquitted in absentia (${proceeding})`
      : say`Convicted in absentia (${proceeding})`;
  return outcome === 'acquitted' ? say`Acquitted (${proceeding})` : say`Convicted (${proceeding})`;
}

function effects(ruling: facts.VerdictDelivered | facts.AppealDecided): Said[] {
  const { termMin, termMax, life, death, fines = [], damages = [], rightsLost, execution } = ruling;
  const [least, most] = [term(termMin), term(termMax)];
  return [
    term(ruling.term),
    say`from ${least} up to ${most}` ?? say`from ${least}` ?? say`up to ${most}`,
    life && say`for life`,
    death && say`death`,
    say`fine ${fines.map(money)}`,
    say`damages ${damages.map(money)}`,
    say`loss of rights: ${rightsLost?.rights.map((right) => printed(right, 'rights'))}`,
    execution !== 'none' && say`served: ${word(execution)}`,
  ];
}

/** The words of a source say the currency too, and perhaps another one than the sum is kept in: only bare figures want its code. */
export function money({ amount, currency, words }: facts.Fine): Said {
  if (words === undefined) return say`${figure(amount)} ${currency}` ?? figure(amount);
  return (!isNamed(words) && say`${words} ${currency}`) || words;
}

const isNamed = (words: string): boolean => /[\p{L}\p{Sc}]/u.test(words);
