import {
  CheckedLater,
  Count,
  Country,
  Edtf,
  Id,
  Keeps,
  ListOf,
  LongText,
  Nested,
  OneOf,
  Optional,
  Personal,
  Reference,
  References,
  Text,
} from '../events/fields.js';
import { EVENT_TYPES, type EventType } from '../events/catalogue.js';
import { VOICES, type Facts, type Voice } from './development.js';

const BASES = ['named', 'inferred'] as const;
const EXTENTS = ['case', 'wider'] as const;
const RELATIONS = ['more', 'in_all'] as const;
const ONLY_PUBLIC = 'public, or left out: until sign-in exists only what is public may be logged';
const STANCES = ['states', 'alleges', 'denies'] as const;

/** The common part of a development, declared like the facts: see model.md 2. */
export class PlacePart {
  @Optional() @Personal() @Text('where, in words', 500) readonly text?: string;
  @Optional() @Country('the country') readonly country?: string;
}

@Keeps({
  says: 'must not be less than atLeast',
  at: 'atMost',
  holds: ({ atLeast, atMost }) =>
    atLeast === undefined || atMost === undefined || (atLeast as number) <= (atMost as number),
})
export class TotalPart {
  @Text('the number in the words of the source', 500) readonly words!: string;
  @Optional() @Count('the least number that the words mean') readonly atLeast?: number;
  @Optional() @Count('the greatest number that the words mean') readonly atMost?: number;
  @OneOf(EXTENTS, 'whether it counts people of the case or a wider group', { fallback: 'case' })
  readonly of?: (typeof EXTENTS)[number];
  @OneOf(RELATIONS, 'whether they come on top or make up all', { fallback: 'more' })
  readonly relation?: (typeof RELATIONS)[number];
}

export class AmongPart {
  @Reference('the case whose members may be meant') readonly case!: string;
  @Optional() @References('the members who may be meant') readonly references?: readonly string[];
  @Optional() @References('the members who are not meant') readonly except?: readonly string[];
}

@Keeps({
  says: 'names nobody: give references, totals or among, or leave appliesTo out where it is the case’s own person',
  holds: ({ references, totals, among }) => filled(references) || filled(totals) || among !== undefined,
})
export class AppliesToPart {
  @References('whom it hits, by reference') readonly references!: readonly string[];
  @OneOf(BASES, 'whether the source names them', { fallback: 'named' }) readonly basis?: (typeof BASES)[number];
  @Optional()
  @ListOf({ kind: 'nested', of: () => TotalPart }, 'what the source says of their number')
  readonly totals?: readonly TotalPart[];
  @Optional() @Nested(() => AmongPart, 'among whom those are who are not named') readonly among?: AmongPart;
}

export class AssertionPart {
  @OneOf(VOICES, 'who vouches') readonly by!: Voice;
  @Optional() @Personal() @Text('which party or body that is', 300) readonly party?: string;
  @Personal() @Text('the document or statement') readonly source!: string;
  @Optional() @Text('where in the source', 500) readonly locator?: string;
  @OneOf(STANCES, 'whether it states, alleges or denies it', { fallback: 'states' })
  readonly stance?: (typeof STANCES)[number];
  @Optional() @Personal() @LongText('what it says, in its words') readonly says?: string;
  @Optional() @CheckedLater('the facts that this voice tells otherwise') readonly facts?: Facts;
  @Optional() @Edtf('the date that this voice tells otherwise') readonly occurredOn?: string;
  @Optional() @Nested(() => PlacePart, 'the place that this voice tells otherwise') readonly place?: PlacePart;
}

export class DevelopmentPart {
  @Reference('the case it is about') readonly case!: string;
  @OneOf(EVENT_TYPES, 'what happened', { form: 'an event type of the catalogue' }) readonly type!: EventType;
  @Edtf('when it happened') readonly occurredOn!: string;
  @Optional() @CheckedLater('what the type asks for') readonly facts?: Facts;
  @Optional()
  @Nested(
    () => AppliesToPart,
    'whom it hits',
    'a list [ ] of references, or an object { } of references, basis, totals, among',
  )
  readonly appliesTo?: AppliesToPart;
  @ListOf({ kind: 'nested', of: () => AssertionPart }, 'who vouches for it and in what source, at least one', {
    min: 1,
  })
  readonly assertions!: readonly AssertionPart[];
  @Optional() @Nested(() => PlacePart, 'where it happened') readonly place?: PlacePart;
  @OneOf(['public'], 'how widely it may be shown', { fallback: 'public', form: ONLY_PUBLIC })
  readonly confidentiality?: 'public';
  @Optional() @Id('the line’s own name, unique in its case') readonly key?: string;
  @Optional() @Id('the key or event id of the event it speaks about') readonly target?: string;
  @Optional() @Id('the key of an event that certainly came before it') readonly after?: string;
  @Optional() @Id('the key of an event that certainly came after it') readonly before?: string;
  @Optional() @Text('since when it is known, in a backfill', 40) readonly knownSince?: string;
}

const filled = (list: unknown): boolean => Array.isArray(list) && list.length > 0;
