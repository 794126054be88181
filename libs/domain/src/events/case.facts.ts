import {
  AtLeastOne,
  Count,
  Country,
  Counts,
  Doubts,
  IdMostly,
  Keeps,
  Label,
  LaterDay,
  ListOf,
  LongText,
  Nested,
  OneOf,
  Optional,
  Personal,
  ReferenceOfCase,
  References,
  Text,
} from './fields.js';
import { text } from './specs.js';

export const GENDERS = ['female', 'male', 'other', 'not_stated'] as const;
type Gender = (typeof GENDERS)[number];
const KINDS = ['individual', 'collective'] as const;
const OUTCOMES = ['admissible', 'inadmissible'] as const;
const BODIES = ['committee', 'governing_council'] as const;
const MODES = ['consensus', 'unanimous', 'vote', 'not_stated'] as const;
const GRADES = ['A', 'B', 'C', 'D', 'E'] as const;
/** Of these only the first was found in print: domain.md 3.5. */
export const CLOSURES = [
  'satisfactory_settlement',
  'inadmissible',
  'withdrawn_or_silent',
  'no_further_action',
  'death_and_resolved',
  'merged',
] as const;
const SIDES = ['authorities', 'complainant', 'other'] as const;

@Keeps({
  says: 'must be said of an individual case: the name that the parliamentarian is known by',
  at: 'name',
  holds: ({ kind, name }) => kind !== 'individual' || name !== undefined,
  schema: { if: { properties: { kind: { const: 'individual' } } }, then: { required: ['name'] } },
})
export class CaseOpened {
  @OneOf(KINDS, 'whether it is one parliamentarian or has members') readonly kind!: (typeof KINDS)[number];
  @Country('the country of the parliament') readonly country!: string;
  @Optional() @Text('the title of a collective case', 300) readonly title?: string;
  @Optional() @Personal() @Text('the name as printed', 200) readonly name?: string;
  @Optional() @Personal() @OneOf(GENDERS, 'the gender as printed') readonly gender?: Gender;
  @Optional() @Text('the chamber of parliament', 200) readonly chamber?: string;
}

export class CaseReferenceChanged {
  @Label('the label in use from that day, as printed') readonly reference!: string;
}

@AtLeastOne('name', 'nameVariant', 'gender', 'chamber')
export class IdentityRecorded {
  @Optional() @Personal() @Text('the name that replaces the one known', 200) readonly name?: string;
  @Optional() @Personal() @Text('another spelling of the name', 200) readonly nameVariant?: string;
  @Optional() @Personal() @OneOf(GENDERS, 'the gender as printed') readonly gender?: Gender;
  @Optional() @Text('the chamber of parliament', 200) readonly chamber?: string;
}

export class ComplaintSubmitted {
  @Optional() @Text('the category of complainant, such as I.1(c)', 50) readonly category?: string;
  @Optional() @Text('the category as the document prints it', 500) readonly asPrinted?: string;
}

export class AdmissibilityDecided {
  @OneOf(OUTCOMES, 'what was decided') readonly outcome!: (typeof OUTCOMES)[number];
  @Optional() @Text('on what ground') readonly ground?: string;
}

export class Reasoned {
  @Optional() @Text('why') readonly reason?: string;
}

export class Membership extends Reasoned {}

export class ViolationLine {
  @Text('the category as printed', 300) readonly label!: string;
  @ListOf(text(50), 'the codes that the category is mapped to') readonly codes!: readonly string[];
  @References('whom it concerns now: all, or references', { words: ['all'] })
  readonly currently!: 'all' | readonly string[];
  @Optional() @References('whom it concerned before') readonly previously?: readonly string[];
  @Optional() @Text('the footnote') readonly note?: string;
}

export class ViolationsListed {
  @ListOf({ kind: 'nested', of: () => ViolationLine }, 'the lines of the box, in their order')
  readonly lines!: readonly ViolationLine[];
}

const sum = (counts: readonly unknown[]): number => counts.reduce<number>((all, one) => all + Number(one), 0);
const bySex = ({ men, women }: Readonly<Record<string, unknown>>): unknown[] =>
  [men, women].filter((one) => one !== undefined);
const byChamber = ({ chambers }: Readonly<Record<string, unknown>>): unknown[] =>
  Object.values((chambers as Readonly<Record<string, number>> | undefined) ?? {});
const ofTotal = (parts: readonly unknown[], total: unknown): string =>
  `make ${sum(parts)} of a total of ${Number(total)}: right if the document prints it so, else rectify it`;

@Doubts({
  says: 'are not the total together',
  at: 'men',
  holds: (said) =>
    said['total'] === undefined ||
    sum(bySex(said)) === said['total'] ||
    (bySex(said).length < 2 && sum(bySex(said)) < Number(said['total'])),
  tells: (said) => `and women ${ofTotal(bySex(said), said['total'])}`,
})
@Doubts({
  // A document may tell of one chamber only.
  says: 'are more than the total together',
  at: 'chambers',
  holds: (said) => said['total'] === undefined || sum(byChamber(said)) <= Number(said['total']),
  tells: (said) => ofTotal(byChamber(said), said['total']),
})
export class MemberTotals {
  @Count('how many the document says there are') readonly total!: number;
  @Optional() @Count('how many men it says') readonly men?: number;
  @Optional() @Count('how many women it says') readonly women?: number;
  @Optional() @Counts('how many it says of each chamber') readonly chambers?: Readonly<Record<string, number>>;
}

export class DecisionAdopted {
  @OneOf(BODIES, 'who adopted it') readonly body!: (typeof BODIES)[number];
  @Optional() @Text('the session, as printed', 100) readonly session?: string;
  @OneOf(MODES, 'how it was adopted') readonly mode?: (typeof MODES)[number];
  @Optional() @Text('the document symbol', 100) readonly symbol?: string;
  @Optional() @ListOf(text(), 'the reservations that delegations expressed') readonly reservations?: readonly string[];
  @Optional()
  @Nested(() => MemberTotals, 'what the document says of the number of members')
  readonly memberTotals?: MemberTotals;
}

export class RecommendationIssued {
  @Text('whom it is addressed to', 300) readonly addressee!: string;
  @LongText('what is recommended') readonly text!: string;
  @Optional() @LaterDay('the day by which it is due') readonly due?: string;
}

export class RecommendationAssessed {
  @OneOf(GRADES, 'the grade, A to E') readonly grade!: (typeof GRADES)[number];
}

export class Communication {
  @OneOf(SIDES, 'with which side') readonly with!: (typeof SIDES)[number];
  @Optional() @Personal() @Text('the office or person written to or heard from', 300) readonly correspondent?: string;
  @Optional() @LaterDay('the day by which a reply is due') readonly replyDue?: string;
}

export class HearingHeld {
  @Text('who was heard', 500) readonly with!: string;
  @Optional() @Text('on what occasion', 500) readonly occasion?: string;
}

export class Mission {
  @Optional() @ListOf(text(200), 'who went, or is to go') readonly delegates?: readonly string[];
}

export class MissionReportPublished {
  @Text('the document symbol', 100) readonly symbol!: string;
}

export class CaseClosed {
  @IdMostly(CLOSURES, 'the kind of closure, such as satisfactory_settlement') readonly kind!: string;
  @Optional() @Text('the form that a settlement took, such as release', 300) readonly form?: string;
}

export class CasesMerged {
  @ReferenceOfCase('the case that goes on') readonly into!: string;
}
