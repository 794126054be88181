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
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { isObject, testOf } from './holds.js';
import { says } from './says.js';
import type { ListSpec, Spec } from './specs.js';

/** The class-validator decorators that say what the spec says: what a payload class is checked by wherever Nest or a test meets it. */
export function validatorsOf(spec: Spec, each = false): PropertyDecorator[] {
  const options = { each, message: `$property must be ${says(spec)}` };
  switch (spec.kind) {
    case 'word':
      return [IsIn([...spec.words], options)];
    case 'integer':
      return [IsInt(options), Min(spec.min, options), Max(spec.max, options)];
    case 'flag':
      if (spec.orText) return [holds('flagOrText', testOf(spec), options)];
      return [spec.onlyTrue ? Equals(true, options) : IsBoolean(options)];
    case 'nested':
      // A nested object that is missing or an array would pass by ValidateNested alone.
      return [holds('object', isObject, options), ValidateNested({ each }), Type(spec.of)];
    case 'list':
      return listValidators(spec, options.message);
    default:
      return [holds(spec.kind, testOf(spec), options)];
  }
}

const holds = (
  name: string,
  test: (value: unknown) => boolean,
  options: { each: boolean; message: string },
): PropertyDecorator => ValidateBy({ name, validator: { validate: test } }, options);

function listValidators(spec: ListSpec, message: string): PropertyDecorator[] {
  if (spec.words) return [holds('listOrWord', wordOrListTest(spec), { each: false, message })];
  const unique = spec.unique ? [ArrayUnique({ message })] : [];
  const sizes = [IsArray({ message }), ArrayMinSize(spec.min, { message }), ArrayMaxSize(spec.max, { message })];
  return [...sizes, ...unique, ...validatorsOf(spec.of, true)];
}

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
