import { viewNamed, VOICES, LENSES } from '#domain';
import { ECHO, EVENT_FIELDS, statusSchema, STATUS_FIELDS, STATUS_FIELDS_SOMETIMES } from './status-schemas.js';
import {
  anyObject,
  count,
  described,
  edtf,
  edtfOrNull,
  enumOf,
  flag,
  listOf,
  orNull,
  ref,
  references,
  shape,
  text,
  textOrNull,
  type JsonSchema,
} from './schema.js';

const because = listOf(ref('Event'));
const next = described('The `cursor` of the next page; null on the last.', textOrNull);
const LABELS = listOf(shape({ reference: text, since: edtfOrNull, until: edtfOrNull }));
const kind = enumOf(['individual', 'collective']);
const chambers = { type: 'object', additionalProperties: count };
const dated = (more: Readonly<Record<string, JsonSchema>>): JsonSchema =>
  orNull(shape({ date: edtf, ...more, because }));

const COMMUNICATION = dated({ correspondent: textOrNull });

const CASE = shape({
  reference: text,
  ...ECHO,
  kind,
  country: text,
  title: textOrNull,
  references: LABELS,
  status: ref('Status.caseStatus'),
  complaint: orNull(shape({ submitted: edtf, category: textOrNull, asPrinted: textOrNull, because })),
  members: shape({
    listed: described('Certain members.', count),
    possible: count,
    men: count,
    women: count,
    chambers,
    references,
    stated: described(
      'What the last decision that counts them says.',
      orNull(
        shape({ total: orNull(count), men: orNull(count), women: orNull(count), chambers: orNull(chambers), because }),
      ),
    ),
  }),
  violations: listOf(
    shape({
      label: text,
      codes: listOf(text),
      currently: references,
      previously: references,
      atAnyTime: references,
      because,
    }),
  ),
  violationCount: count,
  lastDecision: dated({ body: text, session: textOrNull, symbol: textOrNull, mode: text, reservations: listOf({}) }),
  lastMission: dated({ from: edtfOrNull, to: edtfOrNull }),
  lastHearing: dated({ with: text, occasion: textOrNull }),
  communications: shape({
    fromAuthorities: COMMUNICATION,
    toAuthorities: COMMUNICATION,
    fromComplainant: COMMUNICATION,
    toComplainant: COMMUNICATION,
  }),
});

const DEVELOPMENT = shape(
  {
    ...EVENT_FIELDS,
    key: text,
    case: text,
    facts: anyObject,
    appliesTo: orNull(anyObject),
    assertions: listOf(anyObject),
    place: orNull(ref('Place')),
    recordedBy: text,
    position: text,
    now: described(
      'With all rectifications and later names known by then; null of an annotation and of what was retracted.',
      orNull(
        shape({
          occurredOn: edtf,
          facts: anyObject,
          place: orNull(ref('Place')),
          concerns: described('Whom it names, by reference.', listOf(text)),
          unnamed: described('The words in which it counts people whom it does not, or not all, name.', listOf(text)),
        }),
      ),
    ),
    state: enumOf(['known', 'annotation', 'retracted']),
    annotations: described('How many rectifications, sources and later names it has.', count),
  },
  { target: text, after: text, before: text },
);

const IDENTITY = shape({
  reference: text,
  ...ECHO,
  referenceInUse: text,
  references: LABELS,
  name: textOrNull,
  nameVariants: listOf(text),
  gender: shape({
    value: enumOf(['female', 'male', 'other', 'not_stated']),
    certainty: ref('Certainty'),
    because,
    accounts: listOf(ref('IdentityAccount')),
  }),
  chamber: textOrNull,
  country: text,
});

const STATED = shape({
  words: text,
  atLeast: orNull(count),
  atMost: orNull(count),
  of: enumOf(['case', 'wider']),
  relation: enumOf(['more', 'in_all']),
  by: orNull(enumOf(VOICES)),
  party: textOrNull,
  because,
});

const COUNTS = shape(
  {
    certain: count,
    possible: count,
    atLeast: count,
    atMost: described('Null: nobody can say.', orNull(count)),
    stated: listOf(STATED),
  },
  { sentences: described('In the views of sentences: sentences rather than people.', count) },
);

/** A status with the details of whichever view was asked for. */
const { additionalProperties: _, ...anyStatus } = shape(STATUS_FIELDS, STATUS_FIELDS_SOMETIMES);
const row: JsonSchema = {
  allOf: [
    anyStatus,
    {
      type: 'object',
      properties: { parliamentarian: text, name: textOrNull, cases: references },
      required: ['parliamentarian', 'name', 'cases'],
    },
  ],
};

const BOARD = shape(
  {
    view: text,
    value: textOrNull,
    ...ECHO,
    counts: described('With `value` one count, without it one for each value.', {
      anyOf: [ref('Counts'), { type: 'object', additionalProperties: ref('Counts') }],
    }),
    rows: listOf(ref('BoardRow')),
    next,
  },
  { country: text, case: text },
);

const ENTRY = shape({
  type: text,
  schemaVersion: count,
  group: text,
  meaning: text,
  source: text,
  hits: enumOf(['people', 'case']),
  needsTarget: flag,
  personal: described('JSON pointers: what in the facts is personal.', listOf(text)),
  jsonSchema: described('JSON Schema 2020-12 of `facts`.', anyObject),
  example: anyObject,
});

const CHANGE = {
  view: text,
  why: described(
    '`learned`: the record now tells the earlier day otherwise. `time`: nothing new was needed. `happened`: something new.',
    enumOf(['learned', 'time', 'happened']),
  ),
  from: ref('AnyStatus'),
  to: ref('AnyStatus'),
};

const CHANGED = {
  oneOf: [
    described('Of a parliamentarian.', shape({ parliamentarian: text, ...CHANGE })),
    described(
      'Of a case.',
      shape(
        { case: text, ...CHANGE },
        {
          opened: described(
            'Where the case is new: what brought it before the Committee, its opening or the complaint.',
            ref('Event'),
          ),
        },
      ),
    ),
    described(
      'Of the unnamed members of a group, on the case on which a source counts them.',
      shape({ case: text, stated: listOf(STATED), ...CHANGE }),
    ),
  ],
};

export const answerSchemas: Readonly<Record<string, JsonSchema>> = {
  Case: CASE,
  Cases: shape({
    knownAt: ECHO.knownAt,
    position: text,
    lens: enumOf(LENSES),
    cases: listOf(shape({ reference: text, kind, country: text, name: textOrNull })),
    next,
  }),
  Timeline: shape({ case: text, ...ECHO, total: count, developments: listOf(ref('TimelineEntry')), next }),
  TimelineEntry: DEVELOPMENT,
  Logged: shape({
    case: described('The reference under which the case was opened.', text),
    eventId: text,
    revision: described('The place on the case, and the ETag to log the next development with.', count),
    position: described('For `?after=` of the next question.', text),
    knownSince: text,
    recordedAt: { type: 'string', format: 'date-time' },
    summary: text,
    warnings: described('What is stored, and worth a second look.', listOf({})),
  }),
  Identity: IDENTITY,
  PersonStatus: shape({ parliamentarian: text, name: textOrNull, ...ECHO, status: ref('Statuses') }),
  AnyStatus: anyStatus,
  Board: BOARD,
  BoardRow: row,
  Counts: COUNTS,
  Party: statusSchema(viewNamed('partyStatus')!, { party: text, country: text, ...ECHO }),
  ChangedStatus: CHANGED,
  Changes: shape({
    from: shape(ECHO),
    to: shape(ECHO),
    case: textOrNull,
    developments: described('Of a case: what was logged on it between the two known-at.', orNull(listOf(ref('Event')))),
    statuses: described('In the order of references.', listOf(ref('ChangedStatus'))),
    next,
  }),
  EventTypes: shape({
    eventTypes: listOf(ENTRY),
    development: described('JSON Schema of a development as it is logged.', anyObject),
  }),
};
