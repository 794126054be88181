import { fieldsOf, rulesOf, type FactsClass, type Field } from './registry.js';
import { says } from './says.js';
import type { ListSpec, Spec, TextSpec } from './specs.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const NAME = { minLength: 1, maxLength: 200, pattern: '\\S' };

/** JSON Schema 2020-12 of a payload, read from the same declarations as the checks. */
export function schemaOf(type: FactsClass, title?: string): JsonSchema {
  return { $schema: DIALECT, ...(title === undefined ? {} : { title }), ...objectSchema(type) };
}

function objectSchema(type: FactsClass): JsonSchema {
  const fields = fieldsOf(type);
  const required = fields.filter(isRequired).map(({ name }) => name);
  const rules = rulesOf(type).flatMap(({ schema }) => (schema === undefined ? [] : [schema]));
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
    ...(rules.length > 0 ? { allOf: rules } : {}),
  };
}

const isRequired = ({ optional, spec }: Field): boolean =>
  !optional && !('fallback' in spec && spec.fallback !== undefined);

function fieldSchema({ spec, about, optional }: Field): JsonSchema {
  const fallback = 'fallback' in spec && !optional ? { default: spec.fallback } : {};
  return { description: about, ...specSchema(spec), ...fallback };
}

function specSchema(spec: Spec): JsonSchema {
  switch (spec.kind) {
    case 'text':
      return textSchema(spec);
    case 'word':
      return { type: 'string', enum: spec.words };
    case 'edtf':
      return {
        type: 'string',
        minLength: 1,
        maxLength: 100,
        format: 'edtf',
        examples: ['2018-09-10', '2018-09', '../2018-09-10'],
      };
    case 'duration': {
      const duration = {
        type: 'string',
        format: 'duration',
        maxLength: 20,
        pattern: '^P(?=.*[1-9])(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?$',
      };
      return spec.orLife ? { anyOf: [duration, { const: 'life' }] } : duration;
    }
    case 'country':
      return { type: 'string', pattern: '^[A-Z]{2}$', format: 'iso-3166-1-alpha-2' };
    case 'integer':
      return { type: 'integer', minimum: spec.min, maximum: spec.max };
    case 'flag': {
      const flag = spec.onlyTrue ? { const: true } : { type: 'boolean' };
      return spec.orText ? { anyOf: [flag, { type: 'string', ...NAME, maxLength: 300 }] } : flag;
    }
    case 'counts':
      return {
        type: 'object',
        propertyNames: NAME,
        maxProperties: 50,
        additionalProperties: { type: 'integer', minimum: 0 },
      };
    case 'json':
      return { ...(spec.object ? { type: 'object' } : {}), $comment: says(spec) };
    case 'list':
      return listSchema(spec);
    case 'nested':
      return objectSchema(spec.of());
  }
}

function textSchema({ max, pattern, form }: TextSpec): JsonSchema {
  const comment = form === undefined ? {} : { $comment: form };
  return { type: 'string', minLength: 1, maxLength: max, pattern: pattern?.source ?? '\\S', ...comment };
}

function listSchema({ of, min, max, unique, words }: ListSpec): JsonSchema {
  const list = {
    type: 'array',
    items: specSchema(of),
    minItems: min,
    maxItems: max,
    ...(unique ? { uniqueItems: true } : {}),
  };
  return words ? { anyOf: [{ enum: words }, list] } : list;
}
