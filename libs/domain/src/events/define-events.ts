import type { Development, Facts } from '../record/development.js';
import type { FactsClass } from './registry.js';

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
  /** One line for people; `summaryOf` guards it against facts of any shape. */
  readonly summary: (facts: F, told: Told) => string;
  /** One function per step: the first makes schema version 2 of version 1. */
  readonly upcasters: readonly ((facts: Facts) => Facts)[];
  /** A small valid example, for the catalogue. */
  readonly example: NoInfer<F>;
}

/** The entry is the registration: types, checks, schema, documentation and tests are derived from the table. */
export const defineEvents = <T extends Record<string, object>>(table: { readonly [K in keyof T]: EventEntry<T[K]> }) =>
  table;

/** The parts that have something to say, in one line. */
export function line(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(', ');
}

/** A stored word as people read it: `pretrial_order` is "pretrial order", `houseArrest` "house arrest"; silence says nothing. */
export function plain(word: string | undefined): string | undefined {
  if (word === undefined || word === 'not_stated' || word === 'none_stated') return undefined;
  return word.replaceAll('_', ' ').replace(/(?<=[a-z])[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
}

/** `tell` of a fact, and nothing where the fact is missing. */
export const tell = (before: string, fact: string | undefined, after = ''): string | undefined =>
  fact === undefined ? undefined : `${before}${fact}${after}`;

export const listed = (before: string, facts: readonly string[] | undefined): string | undefined =>
  facts && facts.length > 0 ? `${before}${facts.join(', ')}` : undefined;

/** `P2Y6M` is "2 years 6 months". */
export function plainTerm(term: string | undefined): string | undefined {
  if (term === undefined || term === 'life') return term;
  const units = { Y: 'year', M: 'month', W: 'week', D: 'day' };
  const parts = [...term.matchAll(/(\d+)([YMWD])/g)].map(([, number, unit]) => {
    const name = units[unit as keyof typeof units];
    return `${Number(number)} ${name}${Number(number) === 1 ? '' : 's'}`;
  });
  return parts.join(' ');
}

export const at = ({ place }: Told): string | undefined => tell('at ', place?.text) ?? tell('in ', place?.country);
