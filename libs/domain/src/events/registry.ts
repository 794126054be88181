import type { Spec } from './specs.js';

export type FactsClass<T extends object = object> = new () => T;

export interface Field {
  readonly name: string;
  readonly spec: Spec;
  /** What the field means, for people: the schema and the remedy of a fault say it. */
  readonly about: string;
  readonly optional: boolean;
  readonly personal: boolean;
}

/** What several fields of one payload must keep between them. */
export interface Rule {
  readonly says: string;
  /** The same of these facts, where that helps more; it names only fields and words of lists. */
  readonly tells?: (facts: Readonly<Record<string, unknown>>) => string;
  /** The field that a fault points at. */
  readonly at?: string;
  readonly holds: (facts: Readonly<Record<string, unknown>>) => boolean;
  /** Of a voice that tells only a part of the facts; without it the rule waits for the whole. */
  readonly holdsInPart?: (facts: Readonly<Record<string, unknown>>) => boolean;
  readonly schema?: Readonly<Record<string, unknown>>;
}

interface Declared {
  readonly fields: Map<string, Field>;
  readonly rules: Rule[];
  /** Rules that are taken for slips where they do not hold, and refuse nothing. */
  readonly doubts: Rule[];
}

const declared = new Map<object, Declared>();

/** Fields of a parent class come first, so a payload may extend another. */
export const fieldsOf = (type: FactsClass): readonly Field[] => [
  ...collect(type).flatMap((one) => [...one.fields.values()]),
];
/** What a field means that is left out. */
export const fallbackOf = ({ spec }: Pick<Field, 'spec'>): string | undefined =>
  'fallback' in spec ? spec.fallback : undefined;
export const isRequired = (field: Field): boolean => !field.optional && fallbackOf(field) === undefined;
export const rulesOf = (type: FactsClass): readonly Rule[] => collect(type).flatMap((one) => one.rules);
export const doubtsOf = (type: FactsClass): readonly Rule[] => collect(type).flatMap((one) => one.doubts);

export function addField(prototype: object, name: string, field: Omit<Field, 'name' | 'optional' | 'personal'>): void {
  change(prototype, name, field);
}

export function markField(prototype: object, name: string, mark: Partial<Pick<Field, 'optional' | 'personal'>>): void {
  change(prototype, name, mark);
}

export function addRule(type: FactsClass, rule: Rule): void {
  own(type.prototype as object).rules.unshift(rule);
}

export function addDoubt(type: FactsClass, doubt: Rule): void {
  own(type.prototype as object).doubts.unshift(doubt);
}

/** Decorators of one property run from the lowest up, so the marks may meet a field before or after its kind. */
function change(prototype: object, name: string, part: Partial<Field>): void {
  const { fields } = own(prototype);
  const known = fields.get(name) ?? { name, spec: { kind: 'json' }, about: '', optional: false, personal: false };
  fields.set(name, { ...known, ...part });
}

function own(prototype: object): Declared {
  const known = declared.get(prototype);
  if (known) return known;
  const fresh: Declared = { fields: new Map(), rules: [], doubts: [] };
  declared.set(prototype, fresh);
  return fresh;
}

function collect(type: FactsClass): Declared[] {
  const found: Declared[] = [];
  for (
    let at = type.prototype as object | null;
    at && at !== Object.prototype;
    at = Object.getPrototypeOf(at) as object | null
  )
    if (declared.has(at)) found.unshift(own(at));
  return found;
}
