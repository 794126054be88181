import type { Development, Facts } from '../record/development.js';
import type { FactsClass } from './registry.js';
import { say, word, type Said } from './say.js';

export const GROUPS = [
  'case',
  'liberty',
  'justice',
  'mandate',
  'movement',
  'violence',
  'report',
  'annotation',
] as const;
export type Group = (typeof GROUPS)[number];

/** What a summary may use besides the facts. */
export type Told = Pick<Development, 'occurredOn' | 'appliesTo' | 'place' | 'target'>;

/** One event type. Names and facts are stored for ever: never rename or reuse one; to change facts, add an upcaster and a golden file. */
export interface EventEntry<F extends object = object> {
  readonly group: Group;
  /** The payload class: the type, the checks and the schema. */
  readonly facts: FactsClass<F>;
  readonly meaning: string;
  /** Where the term comes from; "HURIDOCS" are its micro-thesauri, list and code. */
  readonly source: string;
  /** `people`: somebody must be meant by it. */
  readonly hits: 'people' | 'case';
  /** Whose own act it is: what they alone vouch for is then no mere allegation. A court's act is one of the authorities too. */
  readonly actOf?: 'court' | 'authorities';
  /** Speaks about another event and must name it. */
  readonly needsTarget?: true;
  /** One line for people, in phrases that languages have words for; `summaryOf` guards it against facts of any shape. */
  readonly summary: (facts: F, told: Told) => Said;
  /** One function per step: the first makes schema version 2 of version 1. */
  readonly upcasters: readonly ((facts: Facts) => Facts)[];
  /** A small valid example, for the catalogue. */
  readonly example: NoInfer<F>;
}

/** The entry is the registration: types, checks, schema, documentation and tests are derived from the table. */
export const defineEvents = <T extends Record<string, object>>(table: { readonly [K in keyof T]: EventEntry<T[K]> }) =>
  table;

export const at = ({ place }: Told): Said => say`at ${place?.text}` ?? say`in ${word(place?.country, 'countries')}`;
