import {
  Amount,
  AtLeastOne,
  AtMostOne,
  Currency,
  Doubts,
  ExactlyOne,
  Flag,
  Id,
  IsoDuration,
  IsoDurationOrLife,
  Keeps,
  KeyOfProceeding,
  LaterDay,
  ListOf,
  Nested,
  OneOf,
  OnlyTrue,
  Optional,
  Personal,
  Term,
  Text,
} from './fields.js';
import { isShorter } from '../time/duration.js';
import { YES_NO, type YesNo } from './liberty.facts.js';
import type { Rule } from './registry.js';
import { keyOfProceeding, text } from './specs.js';

const INSTANCES = ['first', 'appeal', 'supreme', 'not_stated'] as const;
const OUTCOMES = ['convicted', 'acquitted'] as const;
const EXECUTIONS = ['prison', 'house_arrest', 'suspended', 'none', 'not_stated'] as const;
const APPEAL_OUTCOMES = ['upheld', 'varied', 'quashed', 'retrial', 'not_stated'] as const;
const PARDONS = ['pardon', 'amnesty', 'commutation'] as const;
const FULL = ['yes', 'partial'] as const;

/** The least and the most of one thing. What may be of one length, a month and thirty days, is let pass. */
function inOrder(least: string, most: string): ClassDecorator {
  const holds: Rule['holds'] = ({ [least]: min, [most]: max }) =>
    min === undefined || max === undefined || !isShorter(String(max), String(min));
  return Doubts({ says: `is shorter than ${least}: right if the source says so, else rectify it`, at: most, holds });
}

/** What only somebody who was convicted has to serve. */
const PENALTIES = ['term', 'termMin', 'termMax', 'life', 'death'];
const SERVED = new Set<unknown>(['prison', 'house_arrest', 'suspended']);
const penaltiesIn = (facts: Readonly<Record<string, unknown>>): string[] => [
  ...PENALTIES.filter((name) => facts[name] !== undefined),
  ...(SERVED.has(facts['execution']) ? [`execution ${String(facts['execution'])}`] : []),
];

export class OfProceeding {
  @Id('the proceeding, by the short id or name that the officer chose') readonly proceeding!: string;
}

export class SentenceServed {
  @KeyOfProceeding('the proceeding, by the short id or name that its ruling has') readonly proceeding!: string;
}

export class InvestigationOpened extends OfProceeding {
  @Optional() @ListOf(text(500), 'what is investigated') readonly labels?: readonly string[];
}

export class Questioned {
  @Optional() @Id('the proceeding') readonly proceeding?: string;
  @Optional() @Text('in what capacity, such as witness or suspect', 200) readonly capacity?: string;
}

@inOrder('min', 'max')
export class Penalty {
  @IsoDurationOrLife('the least that the law threatens') readonly min!: string;
  @IsoDurationOrLife('the most that the law threatens') readonly max!: string;
}

export class Charged extends OfProceeding {
  @ListOf(text(500), 'the charges as the source words them, or [] where it does not say')
  readonly labels!: readonly string[];
  @Optional() @ListOf(text(200), 'the articles of law') readonly articles?: readonly string[];
  @Optional() @Nested(() => Penalty, 'the penalty that the law threatens') readonly penalty?: Penalty;
}

export class TrialOpened extends OfProceeding {
  @Optional() @Text('the court', 300) readonly court?: string;
}

@AtLeastOne('amount', 'words')
export class Fine {
  @Optional() @Amount('the amount') readonly amount?: string;
  @Optional() @Currency('the currency') readonly currency?: string;
  @Optional() @Text('the sum in the words of the source, with its currency', 300) readonly words?: string;
}

export class Damages extends Fine {
  @Optional() @Personal() @Text('to whom they are to be paid', 300) readonly payee?: string;
}

@ExactlyOne('duration', 'until', 'indefinite', 'not_stated')
@Keeps({
  says: 'goes with until only: leave it out, or say until',
  at: 'untilInclusive',
  holds: ({ until, untilInclusive }) => untilInclusive === undefined || until !== undefined,
  schema: { dependentRequired: { untilInclusive: ['until'] } },
})
export class HowLong {
  @Optional() @IsoDuration('for how long') readonly duration?: string;
  @Optional() @LaterDay('until when') readonly until?: string;
  @Optional() @OnlyTrue('that no end was set') readonly indefinite?: true;
  @Optional() @OnlyTrue('that the source does not tell for how long') readonly not_stated?: true;
  @Optional() @Flag('whether the last day itself still counts') readonly untilInclusive?: boolean;
}

export class RightsLost extends HowLong {
  @ListOf(text(200), 'the rights, such as vote or stand') readonly rights!: readonly string[];
}

@AtMostOne(['term'], ['termMin', 'termMax'], ['life'], ['death'])
@inOrder('termMin', 'termMax')
export class Sentence extends OfProceeding {
  @Optional() @Text('the court', 300) readonly court?: string;
  @Optional() @OneOf(INSTANCES, 'which instance') readonly instance?: (typeof INSTANCES)[number];
  @Optional() @Text('the offence', 500) readonly offence?: string;
  @Optional() @Term('the term, such as P5Y', 'life') readonly term?: string;
  @Optional() @IsoDurationOrLife('the least term') readonly termMin?: string;
  @Optional() @IsoDurationOrLife('the longest term') readonly termMax?: string;
  @Optional() @OnlyTrue('that it is for life') readonly life?: true;
  @Optional() @OnlyTrue('that it is a sentence of death') readonly death?: true;
  @Optional() @ListOf({ kind: 'nested', of: () => Fine }, 'the fines') readonly fines?: readonly Fine[];
  @Optional() @ListOf({ kind: 'nested', of: () => Damages }, 'the damages') readonly damages?: readonly Damages[];
  @Optional() @Nested(() => RightsLost, 'the rights lost') readonly rightsLost?: RightsLost;
}

@Doubts({
  says: 'of acquitted goes with no term, life, death or time to serve: a conviction on another charge is a verdict of its own',
  at: 'outcome',
  holds: (facts) => facts['outcome'] !== 'acquitted' || penaltiesIn(facts).length === 0,
  tells: (facts) =>
    `is acquitted, and the ruling says ${penaltiesIn(facts).join(', ')}: a conviction on another charge is a verdict of its own`,
})
@Doubts({
  says: 'of acquitted loses no rights: right if the ruling says so, else rectify it',
  at: 'rightsLost',
  holds: ({ outcome, rightsLost }) => outcome !== 'acquitted' || rightsLost === undefined,
})
export class VerdictDelivered extends Sentence {
  @OneOf(OUTCOMES, 'the verdict') readonly outcome!: (typeof OUTCOMES)[number];
  @OneOf(YES_NO, 'whether it was given in absentia') readonly inAbsentia?: YesNo;
  @OneOf(EXECUTIONS, 'how it is to be served') readonly execution?: (typeof EXECUTIONS)[number];
}

/** Of an appeal a missing fact means "as before", so a word that says "not stated" is kept where it was said. */
@Doubts({
  says: 'no goes with no term: right if the ruling says so, else rectify it',
  at: 'convicted',
  holds: (facts) => facts['convicted'] !== 'no' || penaltiesIn(facts).length === 0,
  tells: (facts) =>
    `is no, and the ruling says ${penaltiesIn(facts).join(', ')}: right if it tells what was quashed, else rectify it`,
})
export class AppealDecided extends Sentence {
  @OneOf(APPEAL_OUTCOMES, 'what became of the ruling appealed against')
  readonly outcome?: (typeof APPEAL_OUTCOMES)[number];
  @OneOf(YES_NO, 'whether no further appeal is open') readonly final?: YesNo;
  @Optional() @OneOf(YES_NO, 'whether the person stands convicted after it') readonly convicted?: YesNo;
  @Optional() @OneOf(YES_NO, 'whether it was given in absentia') readonly inAbsentia?: YesNo;
  @Optional() @OneOf(EXECUTIONS, 'how it is to be served') readonly execution?: (typeof EXECUTIONS)[number];
}

@Doubts({
  says: 'is said to be left where full says that nothing is: right if the decree says so, else rectify one of them',
  at: 'term',
  holds: ({ full, kind, term }) => full !== 'yes' || kind === 'commutation' || term === undefined,
})
export class Pardoned {
  @OneOf(PARDONS, 'what kind of pardon') readonly kind!: (typeof PARDONS)[number];
  @Optional() @Text('the decree or law', 300) readonly instrument?: string;
  @ListOf(keyOfProceeding, 'the proceedings whose sentences it covers', {
    min: 1,
    unique: true,
    words: ['all', 'not_stated'],
    fallback: 'not_stated',
  })
  readonly covers?: 'all' | 'not_stated' | readonly string[];
  @OneOf(FULL, 'whether nothing of the sentence is left') readonly full!: (typeof FULL)[number];
  @Optional() @IsoDurationOrLife('the term that is left') readonly term?: string;
}
