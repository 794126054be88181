import { fieldsOf, rulesOf, type FactsClass, type Field } from './registry.js';
import { says } from './says.js';
import { byKind, MAX_WORDS, type ByKind, type FlagSpec, type ListSpec, type Spec, type TextSpec } from './specs.js';
import { MAX_EDTF } from './holds.js';

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

const specSchema = (spec: Spec): JsonSchema => byKind(SCHEMAS, spec);

const SCHEMAS: ByKind<JsonSchema> = {
  text: (spec) => textSchema(spec),
  word: ({ words }) => ({ type: 'string', enum: [...words] }),
  edtf: () => ({
    type: 'string',
    minLength: 1,
    maxLength: MAX_EDTF,
    format: 'edtf',
    pattern: '^[\\[./]*\\d[\\dX]{3}',
    examples: ['2018-09-10', '2018-09', '../2018-09-10'],
  }),
  duration: ({ orLife }) => (orLife ? { anyOf: [DURATION, { const: 'life' }] } : DURATION),
  country: () => ({ type: 'string', pattern: '^[A-Z]{2}$', format: 'iso-3166-1-alpha-2' }),
  integer: ({ min, max }) => ({ type: 'integer', minimum: min, maximum: max }),
  flag: (spec) => flagSchema(spec),
  counts: () => ({
    type: 'object',
    propertyNames: NAME,
    maxProperties: 50,
    additionalProperties: { type: 'integer', minimum: 0 },
  }),
  json: (spec) => ({ ...(spec.object ? { type: 'object' } : {}), $comment: says(spec) }),
  list: (spec) => listSchema(spec),
  nested: ({ of }) => objectSchema(of()),
};

const DURATION = {
  type: 'string',
  format: 'duration',
  maxLength: 20,
  pattern: '^P(?=.*[1-9])(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?$',
};

function flagSchema({ onlyTrue, orText }: FlagSpec): JsonSchema {
  const flag = onlyTrue ? { const: true } : { type: 'boolean' };
  return orText ? { anyOf: [flag, { type: 'string', ...NAME, maxLength: MAX_WORDS }] } : flag;
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
