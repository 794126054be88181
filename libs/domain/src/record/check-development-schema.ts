import { schemaOf, type JsonSchema } from '../events/json-schema.js';
import { DevelopmentPart } from './check-development-parts.js';

/** JSON Schema of a development as it is logged; its `facts` by type are in the catalogue. The case is told by the path where there is one. */
export function developmentSchema({ caseInPath = false } = {}): JsonSchema {
  const schema = schemaOf(DevelopmentPart, 'Development') as {
    properties: Record<string, JsonSchema>;
    required: string[];
  };
  const { case: reference, appliesTo, ...rest } = schema.properties;
  const references = (appliesTo!['properties'] as Record<string, JsonSchema>)['references']!;
  const properties = {
    ...(caseInPath ? {} : { case: reference }),
    ...rest,
    appliesTo: eitherOf(references, { ...appliesTo, required: [] }),
  };
  return { ...schema, properties, required: schema.required.filter((name) => !caseInPath || name !== 'case') };
}

const eitherOf = (list: JsonSchema, object: JsonSchema): JsonSchema => ({
  description: 'whom it hits; a bare list means the references',
  anyOf: [{ ...list, minItems: 1 }, object],
});
