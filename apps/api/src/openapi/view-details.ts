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
  references,
  shape,
  text,
  textOrNull,
  type JsonSchema,
} from './schema.js';

const YES_NO = enumOf(['yes', 'no', 'not_stated']);
const words = listOf({});
const term = described('ISO 8601 duration, or `life`.', textOrNull);

/** A part that is judged like the whole: an axis, a motive. */
const part = (values: readonly string[], more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema =>
  shape({
    value: enumOf(values),
    certainty: ref('Certainty'),
    since: edtfOrNull,
    until: textOrNull,
    lastConfirmed: dayOrNull,
    because: listOf(ref('Event')),
    accounts: listOf(ref('Account')),
    ...more,
  });

const AXES = ['solitary', 'visits', 'medicalCare', 'lawyer', 'family', 'video'];
const axis = part(['yes', 'no', 'restricted', 'not_stated'], { detail: textOrNull });

const SENTENCE = shape({
  id: text,
  proceeding: text,
  court: textOrNull,
  offence: textOrNull,
  term,
  termMin: term,
  termMax: term,
  life: flag,
  death: flag,
  inAbsentia: YES_NO,
  stage: enumOf(['first_instance', 'upheld', 'varied', 'quashed', 'retrial']),
  final: enumOf(['yes', 'no', 'possible', 'not_stated']),
  execution: enumOf(['prison', 'house_arrest', 'suspended', 'none', 'not_stated']),
  fines: words,
  damages: words,
  rightsLost: {},
  pardoned: flag,
  served: flag,
  possible: described('Only some of the worlds that the record allows have this sentence.', flag),
  because: listOf(ref('Event')),
});

const PROCEEDING = shape({
  id: text,
  stage: enumOf(['investigated', 'charged', 'on_trial', 'dropped', 'decided']),
  pending: flag,
  labels: words,
  articles: words,
  penalty: described('`{ min, max }`: ISO 8601 durations, or `life`.', {}),
  because: listOf(ref('Event')),
});

const BAN = shape({
  id: text,
  authority: textOrNull,
  from: edtf,
  until: described('A date, `indefinite` or `not_stated`.', textOrNull),
  untilInclusive: flag,
  rights: words,
  state: enumOf(['in_force', 'expired', 'rehabilitated', 'quashed', 'ended']),
});

const STAY = shape({ case: text, since: edtf, until: edtfOrNull });
const TITLE = shape({ title: text, value: text, proceeding: textOrNull, since: edtfOrNull });
const PERPETRATOR = shape({
  role: enumOf(['material', 'instigator', 'not_stated']),
  state: text,
  count: orNull(count),
});
const CATEGORY = shape({
  code: text,
  label: text,
  applies: enumOf(['currently', 'previously']),
  from: edtf,
  until: edtfOrNull,
});

/** What each view tells beside the common fields. A view that is not here is served with whatever it tells. */
export const DETAILS: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>> = {
  custody: {
    place: textOrNull,
    country: textOrNull,
    conditional: orNull(YES_NO),
    title: textOrNull,
    titles: listOf(TITLE),
    days: described('In custody without a break, both ends counted; null where a day is not known.', orNull(count)),
  },
  houseArrest: { title: textOrNull, limits: words },
  bail: { conditions: words },
  supervision: { conditions: words },
  detentionConditions: { axes: shape(Object.fromEntries(AXES.map((name) => [name, axis]))) },
  charges: { proceedings: listOf(PROCEEDING), questionings: count },
  sentences: { sentences: listOf(SENTENCE), heaviest: described('Id of the heaviest that stands.', textOrNull), count },
  sentencedInAbsentia: { count: described('Sentences, not people.', count) },
  immunity: { body: textOrNull },
  mandate: { chamber: textOrNull, authority: textOrNull, how: textOrNull, seatGivenTo: textOrNull },
  politicalBan: { bans: listOf(BAN) },
  exile: { country: textOrNull },
  travel: { grounds: words },
  life: {
    country: textOrNull,
    place: textOrNull,
    motive: orNull(part(['political', 'not_political', 'contested', 'not_stated'])),
  },
  accountability: { perpetrators: listOf(PERPETRATOR) },
  violations: { categories: listOf(CATEGORY) },
  membership: { cases: listOf(STAY), formerCases: listOf(STAY), possibleCases: references },
  party: {
    name: textOrNull,
    side: enumOf(['opposition', 'majority', 'independent', 'not_stated']),
    office: textOrNull,
    partyStatus: ref('Status.partyStatus'),
  },
  caseStatus: { closure: orNull(shape({ kind: text, form: textOrNull, into: textOrNull })) },
  partyStatus: {},
};
