/** JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

type Properties = Readonly<Record<string, JsonSchema>>;

export const text: JsonSchema = { type: 'string' };
export const textOrNull: JsonSchema = { type: ['string', 'null'] };
export const count: JsonSchema = { type: 'integer', minimum: 0 };
export const flag: JsonSchema = { type: 'boolean' };
export const anyObject: JsonSchema = { type: 'object' };
export const day: JsonSchema = { type: 'string', format: 'date' };
export const dayOrNull: JsonSchema = { type: ['string', 'null'], format: 'date' };
export const references: JsonSchema = { type: 'array', items: text };
export const edtf: JsonSchema = {
  type: 'string',
  format: 'edtf',
  description: 'EDTF, at the precision that was said; `../2016-02-17` = begun at the latest on that day.',
};
export const edtfOrNull: JsonSchema = { ...edtf, type: ['string', 'null'] };

export const enumOf = (values: readonly string[]): JsonSchema => ({ type: 'string', enum: values });
export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
export const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
export const described = (description: string, schema: JsonSchema): JsonSchema => ({ description, ...schema });
export const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

/** An object with these members and no others; those of `optional` may be missing. */
export const shape = (properties: Properties, optional: Properties = {}): JsonSchema => ({
  type: 'object',
  properties: { ...properties, ...optional },
  required: Object.keys(properties),
  additionalProperties: false,
});
