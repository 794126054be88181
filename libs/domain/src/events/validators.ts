import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  Equals,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  Max,
  Min,
  ValidateBy,
  validateSync,
} from 'class-validator';
import type { FactsClass } from './registry.js';
import { isObject, testOf } from './holds.js';
import { says } from './says.js';
import { byKind, type ByKind, type ListSpec, type Spec, type ValueSpec } from './specs.js';

type Options = { readonly each: boolean; readonly message: string };

/** The class-validator decorators that say what the spec says: what a payload class is checked by wherever Nest or a test meets it. */
export const validatorsOf = (spec: Spec, each = false): PropertyDecorator[] =>
  byKind(VALIDATORS, spec)({ each, message: `$property must be ${says(spec)}` });

const byTest =
  (spec: ValueSpec) =>
  (options: Options): PropertyDecorator[] => [holds(spec.kind, testOf(spec), options)];

const VALIDATORS: ByKind<(options: Options) => PropertyDecorator[]> = {
  text: byTest,
  word:
    ({ words }) =>
    (options) => [IsIn(words, options)],
  edtf: byTest,
  duration: byTest,
  country: byTest,
  integer:
    ({ min, max }) =>
    (options) => [IsInt(options), Min(min, options), Max(max, options)],
  flag: (spec) =>
    spec.orText ? byTest(spec) : (options) => [spec.onlyTrue ? Equals(true, options) : IsBoolean(options)],
  counts: byTest,
  json: byTest,
  list: (spec) => (spec.words ? wordOrList(spec) : list(spec)),
  nested:
    ({ of }) =>
    (options) => [holds('object', (value) => passes(of(), value), options)],
};

const holds = (name: string, test: (value: unknown) => boolean, options: Options): PropertyDecorator =>
  ValidateBy({ name, validator: { validate: test } }, options);

const list =
  ({ of, min, max, unique }: ListSpec) =>
  ({ message }: Options): PropertyDecorator[] => [
    IsArray({ message }),
    ArrayMinSize(min, { message }),
    ArrayMaxSize(max, { message }),
    ...(unique ? [ArrayUnique({ message })] : []),
    ...validatorsOf(of, true),
  ];

const wordOrList =
  (spec: ListSpec) =>
  (options: Options): PropertyDecorator[] => [holds('wordOrList', wordOrListTest(spec), options)];

/** class-validator knows no "a word or a list", so these lists hold plain values only. */
function wordOrListTest({ words = [], of, min, max, unique }: ListSpec): (value: unknown) => boolean {
  if (of.kind === 'list' || of.kind === 'nested') throw new Error('A list with words holds plain values only');
  const test = testOf(of);
  return (value) =>
    words.includes(value as string) ||
    (Array.isArray(value) &&
      value.length >= min &&
      value.length <= max &&
      value.every(test) &&
      (!unique || new Set(value).size === value.length));
}

const STRICT = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };

/**
 * Class-validator's own verdict on a payload. Nested payloads are made instances here, one level at a time: ValidateNested would let a
 * missing one pass, and class-transformer's Type needs reflect-metadata, which the domain does without.
 */
export const passes = (type: FactsClass, value: unknown): boolean =>
  isObject(value) &&
  !Object.hasOwn(value, '__proto__') &&
  validateSync(Object.assign(new type(), value), STRICT).length === 0;
