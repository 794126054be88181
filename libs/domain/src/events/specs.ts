import type { FactsClass } from './registry.js';

/**
 * What a field may hold, said once: the check at the edge, the class-validator decorators, the JSON Schema and the words of a fault
 * are all read from it. A new kind is added here and in the four files that say what it means.
 */
export type Spec =
  | TextSpec
  | WordSpec
  | EdtfSpec
  | DurationSpec
  | { readonly kind: 'country' }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | FlagSpec
  | { readonly kind: 'counts' }
  | JsonSpec
  | ListSpec
  | NestedSpec;

export type Kind = Spec['kind'];
/** Every kind but those made of parts. */
export type ValueKind = Exclude<Kind, 'list' | 'nested'>;
export type SpecOf<K extends Kind> = Extract<Spec, { kind: K }>;
export type ValueSpec = SpecOf<ValueKind>;

/** What is done for each kind, in one object: adding a kind without it does not compile. */
export type ByKind<Result, K extends Kind = Kind> = { readonly [One in K]: (spec: SpecOf<One>) => Result };

/** The one cast of the dispatch by kind. */
export const byKind = <Result>(table: ByKind<Result, never>, spec: Spec): Result =>
  (table as Readonly<Record<Kind, (spec: Spec) => Result>>)[spec.kind](spec);

export interface TextSpec {
  readonly kind: 'text';
  readonly max: number;
  /** Line breaks and tabs are allowed. */
  readonly lines?: boolean;
  readonly pattern?: RegExp;
  /** How people call what the pattern says. */
  readonly form?: string;
  /** What it names: a name that names nothing is taken, and worth a second look. */
  readonly names?: Namesake;
  /** The words in use; others are taken too, and worth a second look. */
  readonly usual?: readonly string[];
}

/** What a text may name: an event by its key or event id, a case by its reference, a proceeding as its rulings call it. */
export type Namesake = 'event' | 'case' | 'proceeding';

export interface NestedSpec {
  readonly kind: 'nested';
  readonly of: () => FactsClass;
  /** Where more than an object is taken. */
  readonly form?: string;
}

export interface EdtfSpec {
  readonly kind: 'edtf';
  /** Something ends or is due then: before the event itself it is worth a second look. */
  readonly isLater?: true;
}

export interface WordSpec {
  readonly kind: 'word';
  readonly words: readonly string[];
  /** What a missing word means; the normal form leaves it out. */
  readonly fallback?: string;
  /** How people call the list where naming every word helps nobody. */
  readonly form?: string;
}

export interface DurationSpec {
  readonly kind: 'duration';
  /** The word `life` is one too. */
  readonly orLife?: boolean;
  /** Where that word is kept in the normal form. */
  readonly lifeField?: string;
}

export interface JsonSpec {
  readonly kind: 'json';
  readonly object?: boolean;
  /** What is in it is checked by whoever knows what it belongs to. */
  readonly later?: boolean;
}

/** Yes or no; `orText` where a source may answer in its own words instead. */
export interface FlagSpec {
  readonly kind: 'flag';
  readonly onlyTrue?: boolean;
  readonly orText?: boolean;
}

export interface ListSpec {
  readonly kind: 'list';
  readonly of: Spec;
  readonly min: number;
  readonly max: number;
  readonly unique?: boolean;
  /** Words that may stand instead of the list, such as `all`. */
  readonly words?: readonly string[];
  readonly fallback?: string;
}

export const NOT_STATED = 'not_stated';
const MAX_LINE = 2000;
export const MAX_WORDS = 300;
const MAX_TEXT = 20_000;
const MAX_ITEMS = 200;
const MAX_REFERENCES = 10_000;

export const text = (max = MAX_LINE): TextSpec => ({ kind: 'text', max });
export const longText: TextSpec = { kind: 'text', max: MAX_TEXT, lines: true };

/** Ids chosen by an officer are compared letter by letter, so a space at an end would silently make another one. */
export const id: TextSpec = {
  kind: 'text',
  max: 200,
  pattern: /^\S(?:.*\S)?$/u,
  form: 'a short name without a space at its ends',
};
export const keyOfEvent: TextSpec = { ...id, names: 'event' };
export const keyOfProceeding: TextSpec = { ...id, names: 'proceeding' };
export const reference: TextSpec = {
  kind: 'text',
  max: 64,
  pattern: /^[A-Z0-9]+(?:-[A-Z0-9]+)*$/,
  form: 'a case reference: capitals, digits and single hyphens, such as KHM-60',
};
export const referenceOfCase: TextSpec = { ...reference, names: 'case' };
/** As printed at some time: `CMBD/60`, `KHM60`. */
export const label: TextSpec = {
  kind: 'text',
  max: 64,
  pattern: /^[A-Za-z0-9]+(?:[-/ .][A-Za-z0-9]+)*$/,
  form: 'letters and digits, parted by hyphens, slashes, dots or spaces, such as CMBD/60',
};
export const amount: TextSpec = {
  kind: 'text',
  max: 42,
  pattern: /^\d{1,30}(?:\.\d{1,10})?$/,
  form: 'a decimal number in digits, such as "3017000000" or "12.50"; what is only said in words goes into words',
};
export const currency: TextSpec = {
  kind: 'text',
  max: 3,
  pattern: /^[A-Z]{3}$/,
  form: 'an ISO 4217 code of three capitals, such as KHR',
};
export const pointer: TextSpec = {
  kind: 'text',
  max: 500,
  pattern:
    /^\/(?:occurredOn|after|before|(?:appliesTo|facts|place)(?:\/(?!(?:__proto__|constructor|prototype)(?:\/|$))(?:[^~/]|~[01])+)*)$/u,
  form: 'a JSON pointer to /occurredOn, /appliesTo, /facts, /place, /after or /before, or to a part of the middle three, such as /facts/term',
};

export const edtf = { kind: 'edtf' } as const;
export const laterDay = { kind: 'edtf', isLater: true } as const;
export const duration: Spec = { kind: 'duration' };
export const durationOrLife: Spec = { kind: 'duration', orLife: true };
export const country = { kind: 'country' } as const;
export const count = { kind: 'integer', min: 0, max: 1_000_000_000 } as const satisfies Spec;

/** A missing word means `not_stated` where the list has it, and nothing else is ever made up. */
export function word(words: readonly string[], { fallback, ...form }: Partial<WordSpec> = {}): Spec {
  const meant = fallback ?? words.find((one) => one === NOT_STATED);
  return { kind: 'word', words, ...form, ...(meant === undefined ? {} : { fallback: meant }) };
}

export const listOf = (of: Spec, limits: Partial<Omit<ListSpec, 'kind' | 'of'>> = {}): ListSpec => ({
  kind: 'list',
  of,
  min: 0,
  max: MAX_ITEMS,
  ...limits,
});
export const references = (limits: Partial<Omit<ListSpec, 'kind' | 'of'>> = {}): ListSpec =>
  listOf(reference, { max: MAX_REFERENCES, unique: true, ...limits });
