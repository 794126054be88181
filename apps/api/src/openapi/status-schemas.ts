import { LENSES, PERSON_VIEWS, viewNamed, VOICES, type AnyView } from '#domain';
import { DETAILS } from './view-details.js';
import {
  count,
  dayOrNull,
  described,
  edtf,
  edtfOrNull,
  enumOf,
  flag,
  listOf,
  orNull,
  ref,
  shape,
  text,
  textOrNull,
  type JsonSchema,
} from './schema.js';

const CERTAINTIES = ['established', 'alleged', 'disputed', 'inferred', 'possible'];

const EVENT = {
  eventId: text,
  stream: text,
  revision: count,
  type: text,
  occurredOn: edtf,
  knownSince: described('A day (of a backfill) or an instant.', text),
  backfilled: flag,
  recordedAt: { type: 'string', format: 'date-time' },
  summary: text,
};

const ACCOUNT = {
  by: enumOf(VOICES),
  party: textOrNull,
  stance: enumOf(['states', 'alleges', 'denies']),
  says: textOrNull,
  facts: { type: 'object' },
  occurredOn: edtf,
  place: orNull(ref('Place')),
  source: text,
  locator: textOrNull,
};

/** How an answer names its question: asked again with `position` as `knownAt`, it is the same for ever. */
export const ECHO = {
  asOf: { type: 'string', format: 'date' },
  knownAt: described('As asked; by default the known since of the last event known. Null: nothing was.', textOrNull),
  position: described('The place in the log that `knownAt` resolved to.', text),
  lens: enumOf(LENSES),
};

const COMMON = {
  value: text,
  certainty: ref('Certainty'),
  since: edtfOrNull,
  until: described('EDTF, or a word of the view; null: open. Exclusive unless `untilInclusive`.', textOrNull),
  lastConfirmed: described('The latest day, up to `asOf`, for which a source says that it (still) held.', dayOrNull),
  stale: flag,
  because: listOf(ref('Event')),
  accounts: listOf(ref('Account')),
  mayBeAmong: listOf(ref('Event')),
  incompleteSince: described(
    'Set when an event that concerns the person could not be read yet.',
    orNull(shape({ stream: text, revision: count })),
  ),
};

const SOMETIMES = {
  otherwise: described('With `possible`: what else it may be.', listOf(text)),
  untilInclusive: { const: true },
};

/** One question answered, in words that only this view has; a view without declared details may have any. */
export function statusSchema(view: AnyView, more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  const details = DETAILS[view.name];
  const { additionalProperties, ...open } = shape(
    { ...COMMON, value: enumOf(view.values), ...details, ...more },
    SOMETIMES,
  );
  return details ? { ...open, additionalProperties } : open;
}

export const statusName = (view: AnyView): string => `Status.${view.name}`;

export const statusSchemas = (): Readonly<Record<string, JsonSchema>> => ({
  Certainty: enumOf(CERTAINTIES),
  Place: shape({}, { text, country: text }),
  Event: shape(EVENT),
  Account: shape({ ...ACCOUNT, eventId: text }),
  IdentityAccount: shape(ACCOUNT),
  ...Object.fromEntries(PERSON_VIEWS.map((view) => [statusName(view), statusSchema(view)])),
  Statuses: described(
    'All views; with `view`, that one.',
    shape({}, Object.fromEntries(PERSON_VIEWS.map((view) => [view.name, ref(statusName(view))]))),
  ),
  'Status.caseStatus': statusSchema(viewNamed('caseStatus')!),
  'Status.partyStatus': statusSchema(viewNamed('partyStatus')!),
});

export { COMMON as STATUS_FIELDS, SOMETIMES as STATUS_FIELDS_SOMETIMES, EVENT as EVENT_FIELDS };
