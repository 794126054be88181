import { edtfFault, isObject, testOf } from './holds.js';
import { shown, type Faults } from './faults.js';
import { nearest } from './nearest.js';
import { fallbackOf, fieldsOf, isRequired, rulesOf, type FactsClass, type Field, type Rule } from './registry.js';
import { says } from './says.js';
import type { ListSpec, Spec } from './specs.js';

/**
 * Walks a value, notes every fault and gives the normal form. Compiled once from the declarations, because class-validator takes many
 * times as long per line (the spec beside this file holds the two to the same verdicts). `part`: one voice's partial account, in which
 * nothing is required and `not_stated` is kept, since there it says that this voice is silent.
 */
export type Check = (value: unknown, faults: Faults, part: boolean) => unknown;

const compiled = new Map<FactsClass, Check>();

export function checkOf(type: FactsClass): Check {
  const known = compiled.get(type);
  if (known) return known;
  const fresh = compile(type);
  compiled.set(type, fresh);
  return fresh;
}

interface CompiledField extends Field {
  readonly check: Check;
  readonly required: boolean;
  readonly fallback: string | undefined;
}

function compile(type: FactsClass): Check {
  const fields = new Map(fieldsOf(type).map((field) => [field.name, compileField(field)]));
  const required = [...fields.values()].filter((field) => field.required);
  const rules = rulesOf(type);
  const message = `must be an object { }${fields.size === 0 ? ', empty' : ` of ${[...fields.keys()].join(', ')}`}`;

  return (value, faults, part) => {
    if (!isObject(value)) {
      faults.add(message);
      return;
    }
    const before = faults.found.length;
    const result: Record<string, unknown> = {};
    for (const name of Object.keys(value)) {
      if (faults.isFull) break;
      const field = fields.get(name);
      if (field === undefined) faults.addAt(name, unknownField(name, fields));
      else put(field, take(field, value[name], faults, part), result, part);
    }
    if (!part) refuseMissing(required, value, faults);
    if (faults.found.length === before) for (const rule of rules) judge(rule, value, faults, part);
    return result;
  };
}

function compileField(field: Field): CompiledField {
  return { ...field, check: checkSpec(field), fallback: fallbackOf(field), required: isRequired(field) };
}

function take(field: CompiledField, value: unknown, faults: Faults, part: boolean): unknown {
  faults.down(field.name);
  const taken = field.check(value, faults, part);
  faults.up();
  return taken;
}

/** What means the same as nothing is left out: a default in the whole account, an empty list or object that need not be there. */
function put(field: CompiledField, taken: unknown, result: Record<string, unknown>, part: boolean): void {
  const { name, optional, fallback, spec } = field;
  if (taken === undefined || (optional ? isEmpty(taken) : taken === fallback && !part)) return;
  if (taken === 'life' && spec.kind === 'duration' && spec.lifeField !== undefined) result[spec.lifeField] = true;
  else result[name] = taken;
}

function refuseMissing(required: readonly Field[], value: Record<string, unknown>, faults: Faults): void {
  for (const { name, about } of required)
    if (!Object.hasOwn(value, name)) faults.addAt(name, `is missing: say ${about}`);
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0);

function judge(rule: Rule, facts: Record<string, unknown>, faults: Faults, part: boolean): void {
  const holds = part ? rule.holdsInPart : rule.holds;
  if (holds === undefined || holds(facts)) return;
  const message = rule.tells?.(facts) ?? rule.says;
  if (rule.at === undefined) faults.add(message);
  else faults.addAt(rule.at, message);
}

function unknownField(name: string, fields: ReadonlyMap<string, Field>): string {
  const names = [...fields.keys()];
  const near = nearest(name, names);
  const remedy = near
    ? `did you mean ${near}?`
    : names.length > 0
      ? `known here: ${names.join(', ')}`
      : 'there is none here';
  return `“${shown(name)}” is not a known field; ${remedy}`;
}

/** Only these kinds may be repeated in a fault: the others can hold a person's own words. */
const REPEATABLE = new Set<Spec['kind']>(['edtf', 'duration', 'country']);

function checkSpec(field: Pick<Field, 'spec' | 'optional' | 'personal'>): Check {
  const { spec } = field;
  if (spec.kind === 'nested') {
    const type = spec.of();
    return (value, faults, part) => {
      if (spec.form === undefined || isObject(value)) return checkOf(type)(value, faults, part);
      return void faults.add(`must be ${spec.form}`);
    };
  }
  if (spec.kind === 'list') return checkList(spec, field);
  const test = testOf(spec);
  const message = `must be ${says(spec)}`;
  const repeatable = REPEATABLE.has(spec.kind) && !field.personal;
  return (value, faults) => {
    if (!test(value)) return void faults.add(faultOf(value, field, message), repeatable ? value : undefined);
    if (typeof value === 'string') faults.characters += value.length;
    return value === 0 ? 0 : value; // -0 is a number of JSON too, but has no canonical form of its own
  };
}

function faultOf(value: unknown, { optional, spec }: Pick<Field, 'optional' | 'spec'>, message: string): string {
  if (value === null && optional) return `${message}; leave it out where nothing is known`;
  if (typeof value !== 'string') return message;
  if (spec.kind === 'edtf') return edtfFault(value) ?? message;
  const near = spec.kind === 'word' ? nearest(value, spec.words) : null;
  return near === null ? message : `${message}; did you mean ${near}?`;
}

function checkList(spec: ListSpec, field: Pick<Field, 'optional' | 'personal'>): Check {
  const checkItem = checkSpec({ ...field, spec: spec.of });
  const message = `must be ${says(spec)}`;
  return (value, faults, part) => {
    if (spec.words?.includes(value as string)) return value;
    if (!Array.isArray(value) || value.length < spec.min || value.length > spec.max) return void faults.add(message);
    const items = value.map((item: unknown, index) => {
      faults.down(index);
      const taken = checkItem(item, faults, part);
      faults.up();
      return taken;
    });
    if (spec.unique) refuseTwice(value, faults);
    return items;
  };
}

function refuseTwice(values: readonly unknown[], faults: Faults): void {
  const seen = new Set<unknown>();
  values.forEach((value, index) => {
    if (seen.has(value)) faults.addAt(index, 'stands here twice: write it once');
    seen.add(value);
  });
}
