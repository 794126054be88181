import { catalogue, developmentSchema } from '#domain';
import { ref, type JsonSchema } from './schema.js';

type Properties = Readonly<Record<string, JsonSchema>>;
interface ObjectSchema extends JsonSchema {
  readonly properties: Properties;
  readonly required: readonly string[];
}

const COMMON = developmentSchema() as unknown as ObjectSchema;
/** What the type decides, what the path says, and what only a backfill says. */
const { type: _type, facts: _facts, case: CASE, knownSince: _knownSince, ...FIELDS } = COMMON.properties;

const fieldName = (field: string): string => `Field.${field}`;
const bodyName = (type: string): string => `Development.${type}`;

/** The body of each event type: the fields common to all, and its own facts. Everything comes from the catalogue. */
export function developmentSchemas(): Readonly<Record<string, JsonSchema>> {
  const entries = catalogue().filter(({ type }) => type !== 'CaseOpened');
  const opening = catalogue().find(({ type }) => type === 'CaseOpened')!;
  return {
    CaseOpening: bodyOf(opening, { case: CASE! }),
    Development: {
      description: 'One development; `type` tells which.',
      oneOf: entries.map(({ type }) => ref(bodyName(type))),
      discriminator: {
        propertyName: 'type',
        mapping: Object.fromEntries(entries.map(({ type }) => [type, `#/components/schemas/${bodyName(type)}`])),
      },
    },
    ...Object.fromEntries(entries.map((entry) => [bodyName(entry.type), bodyOf(entry)])),
    ...Object.fromEntries(Object.entries(FIELDS).map(([field, schema]) => [fieldName(field), schema])),
  };
}

type Entry = ReturnType<typeof catalogue>[number];

function bodyOf(entry: Entry, own: Properties = {}): JsonSchema {
  const { type, meaning, jsonSchema } = entry;
  const { $schema: _, title: _title, ...facts } = jsonSchema;
  const shared = Object.fromEntries(Object.keys(FIELDS).map((field) => [field, ref(fieldName(field))]));
  return {
    type: 'object',
    title: type,
    description: meaning,
    properties: { ...own, type: { const: type }, facts, ...shared },
    required: requiredOf(entry, own),
    additionalProperties: false,
    examples: [exampleOf(entry, own)],
  };
}

/** A case is opened by nothing else, so there the type need not be said. */
function requiredOf({ type, needsTarget, jsonSchema }: Entry, own: Properties): string[] {
  const common = COMMON.required.filter((field) => field in FIELDS);
  return [
    ...Object.keys(own),
    ...(type === 'CaseOpened' ? [] : ['type']),
    ...('required' in jsonSchema ? ['facts'] : []),
    ...common,
    ...(needsTarget ? ['target'] : []),
  ];
}

const exampleOf = ({ type, example, needsTarget }: Entry, own: Properties): JsonSchema => ({
  ...('case' in own && { case: 'KHM-60' }),
  type,
  occurredOn: '2018-09-10',
  facts: example,
  assertions: [{ by: 'committee', source: 'Decision of 2018' }],
  ...(needsTarget && { target: 'the key or event id of the other event' }),
});
