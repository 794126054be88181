import { ValidateBy, ValidateIf } from 'class-validator';
import { addDoubt, addField, addRule, markField, type FactsClass, type Rule } from './registry.js';
import * as specs from './specs.js';
import type { ListSpec, Spec } from './specs.js';
import { validatorsOf } from './validators.js';

/**
 * The decorators of payload classes. Each applies class-validator's own and records the same for the compiled check and the JSON
 * Schema, so that the three cannot drift. The text is what the field means, as a remedy would say it: "say who made the arrest".
 */
function field(spec: Spec, about: string): PropertyDecorator {
  return (prototype, name) => {
    addField(prototype, String(name), { spec, about });
    for (const decorate of validatorsOf(spec)) decorate(prototype, name);
    if ('fallback' in spec) ifPresent(prototype, name);
  };
}

/** Not IsOptional, which lets null pass for everything. */
const ifPresent = ValidateIf((_, value) => value !== undefined);

export function Optional(): PropertyDecorator {
  return (prototype, name) => {
    markField(prototype, String(name), { optional: true });
    ifPresent(prototype, name);
  };
}

/** Holds a name, health, whereabouts or who a source is: to be kept apart under a key per person when lawful erasure arrives. */
export function Personal(): PropertyDecorator {
  return (prototype, name) => markField(prototype, String(name), { personal: true });
}

export const Text = (about: string, max?: number) => field(specs.text(max), about);
export const LongText = (about: string) => field(specs.longText, about);
export const Id = (about: string) => field(specs.id, about);
/** The key or event id of another event. */
export const KeyOfEvent = (about: string) => field(specs.keyOfEvent, about);
/** What the rulings of a proceeding call it. */
export const KeyOfProceeding = (about: string) => field(specs.keyOfProceeding, about);
export const ReferenceOfCase = (about: string) => field(specs.referenceOfCase, about);
/** Words are in use for it, and others may come. */
export const IdMostly = (usual: readonly string[], about: string) => field({ ...specs.id, usual }, about);
export const Reference = (about: string) => field(specs.reference, about);
export const Label = (about: string) => field(specs.label, about);
export const Amount = (about: string) => field(specs.amount, about);
export const Currency = (about: string) => field(specs.currency, about);
export const Pointer = (about: string) => field(specs.pointer, about);
export const OneOf = (words: readonly string[], about: string, options?: { fallback?: string; form?: string }) =>
  field(specs.word(words, options), about);
export const Edtf = (about: string) => field(specs.edtf, about);
/** When the thing ends or is due: seldom before it happened. */
export const LaterDay = (about: string) => field(specs.laterDay, about);
export const IsoDuration = (about: string) => field(specs.duration, about);
export const IsoDurationOrLife = (about: string) => field(specs.durationOrLife, about);
/** The word `life` moves into the field named, so that a life sentence has one form only. */
export const Term = (about: string, lifeField: string) => field({ kind: 'duration', orLife: true, lifeField }, about);
export const Country = (about: string) => field(specs.country, about);
export const Count = (about: string, min = 0) => field({ ...specs.count, min }, about);
export const Flag = (about: string, form?: { orText: true }) => field({ kind: 'flag', ...form }, about);
export const OnlyTrue = (about: string) => field({ kind: 'flag', onlyTrue: true }, about);
export const Counts = (about: string) => field({ kind: 'counts' }, about);
export const Json = (about: string) => field({ kind: 'json' }, about);
/** An object whose fields are checked by whoever knows what they belong to. */
export const CheckedLater = (about: string) => field({ kind: 'json', object: true, later: true }, about);
export const JsonObject = (about: string) => field({ kind: 'json', object: true }, about);
export const ListOf = (of: Spec, about: string, limits?: Partial<Omit<ListSpec, 'kind' | 'of'>>) =>
  field(specs.listOf(of, limits), about);
export const References = (about: string, limits?: Partial<Omit<ListSpec, 'kind' | 'of'>>) =>
  field(specs.references(limits), about);
export const Nested = (of: () => FactsClass, about: string, form?: string) =>
  field({ kind: 'nested', of, ...(form !== undefined && { form }) }, about);

/**
 * class-validator has no rule over a whole object, so it hangs on a property that must not be there: another one for each class, for what a
 * class says of a property replaces what its parent says.
 */
const wholeOf = (type: { readonly name: string }): string => ` ${type.name}`;

export function Keeps(rule: Rule): ClassDecorator {
  return (type) => {
    addRule(type as unknown as FactsClass, rule);
    const validate = (value: unknown, args?: { object: object }) =>
      value === undefined && rule.holds(args?.object as Record<string, unknown>);
    ValidateBy({ name: `keeps: ${rule.says}`, validator: { validate } })(type.prototype as object, wholeOf(type));
  };
}

/** What may well be said so by a source, and yet looks like a slip: it is taken, and told to whoever logs it. */
export function Doubts(rule: Rule): ClassDecorator {
  return (type) => addDoubt(type as unknown as FactsClass, rule);
}

/** A payload without fields: class-validator refuses a class that it knows nothing of. */
export const NoFields = (): ClassDecorator => Keeps({ says: 'has no fields', holds: () => true });

const given = (facts: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  names.filter((name) => facts[name] !== undefined).length;

export const ExactlyOne = (...names: string[]): ClassDecorator =>
  Keeps({
    says: `must say exactly one of ${names.join(', ')}`,
    holds: (facts) => given(facts, names) === 1,
    holdsInPart: (facts) => given(facts, names) <= 1,
    schema: { oneOf: names.map((name) => ({ required: [name] })) },
  });

/** A group of several names counts as one: a least and a longest term go together. */
export function AtMostOne(...groups: readonly string[][]): ClassDecorator {
  const pairs = groups.flatMap((one, index) => groups.slice(index + 1).flatMap((other) => pairsOf(one, other)));
  const holds: Rule['holds'] = (facts) => groups.filter((names) => given(facts, names) > 0).length <= 1;
  return Keeps({
    says: `must say at most one of ${groups.map((names) => names.join(' and ')).join(', ')}`,
    holds,
    holdsInPart: holds,
    schema: { not: { anyOf: pairs } },
  });
}

const pairsOf = (some: readonly string[], others: readonly string[]) =>
  some.flatMap((one) => others.map((other) => ({ required: [one, other] })));

export const AtLeastOne = (...names: string[]): ClassDecorator =>
  Keeps({
    says: `must say at least one of ${names.join(', ')}`,
    holds: (facts) => given(facts, names) >= 1,
    schema: { anyOf: names.map((name) => ({ required: [name] })) },
  });
