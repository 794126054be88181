import { ECHO, EVENT_FIELDS } from './status-schemas.js';
import {
  count,
  dayOrNull,
  described,
  edtfOrNull,
  enumOf,
  flag,
  anyObject,
  listOf,
  orNull,
  ref,
  shape,
  text,
  textOrNull,
  type JsonSchema,
} from './schema.js';

const next = described('The `cursor` of the next page; null on the last.', textOrNull);
const because = listOf(ref('Event'));

const DUE = {
  kind: enumOf(['recommendation', 'reply', 'mission', 'ban', 'confirmation']),
  id: described('Stays the same for as long as the same is due.', text),
  case: textOrNull,
  country: text,
  parliamentarian: textOrNull,
  name: textOrNull,
  due: described('The latest day that was said; null where none was set.', dayOrNull),
  dueAsSaid: edtfOrNull,
  since: edtfOrNull,
  who: textOrNull,
  what: text,
  state: described(
    'Of a recommendation its last grade, of an answer or mission where it stands, of a status its certainty.',
    text,
  ),
  because,
  overdue: flag,
};

const STATISTICS = {
  ...ECHO,
  year: textOrNull,
  period: described('The days that are counted; of a day all those up to it.', shape({ from: textOrNull, to: text })),
  note: described('Up to which day of the year, where that is not its last.', textOrNull),
  by: textOrNull,
  country: textOrNull,
  suppressBelow: orNull(count),
};

const FIGURE = shape(
  {
    id: described('For `open`.', text),
    measure: text,
    of: enumOf(['persons', 'cases', 'days']),
    about: text,
    group: described('Null: of everybody.', textOrNull),
    count: described('What is certain. Null: suppressed.', orNull(count)),
    possible: described('What may be, counted apart.', orNull(count)),
    atLeast: orNull(count),
    atMost: described('With whom sources count and do not name; null: nobody can say, or suppressed.', orNull(count)),
    suppressed: flag,
    open: described('Where the rows behind it are; null: suppressed.', textOrNull),
  },
  { stated: described('What sources say of people whom they do not name.', listOf(anyObject)) },
);

const COUNTS = { developments: count, happened: count, learned: count, time: count, deadlines: count };
const changed = listOf(ref('ChangedStatus'));

const EVENT_OF_CASE = {
  case: text,
  ...EVENT_FIELDS,
  concerns: described('Whom it names, by reference.', listOf(text)),
  unnamed: described('The words in which it counts people whom it does not, or not all, name.', listOf(text)),
};

export const docketReportSchemas: Readonly<Record<string, JsonSchema>> = {
  FollowUp: shape({
    ...ECHO,
    case: textOrNull,
    country: textOrNull,
    count,
    overdue: count,
    undated: count,
    items: listOf(shape(DUE)),
    next,
  }),
  Statistics: shape({
    ...STATISTICS,
    figures: listOf(ref('Figure')),
    groups: listOf(shape({ key: text, label: text, figures: listOf(ref('Figure')) })),
  }),
  OpenedFigure: shape({
    ...STATISTICS,
    figure: ref('Figure'),
    rows: listOf(
      shape(
        { reference: text, name: textOrNull, country: text, certain: flag, told: anyObject },
        { days: shape({ certain: count, possible: count, confirmed: count }) },
      ),
    ),
    next,
  }),
  Figure: FIGURE,
  ChangesReport: shape({
    from: shape(ECHO),
    to: shape(ECHO),
    case: textOrNull,
    country: textOrNull,
    counts: shape(COUNTS),
    byCase: listOf(shape({ case: text, ...COUNTS })),
    byCountry: listOf(shape({ country: text, ...COUNTS })),
    developments: listOf(
      shape({
        ...EVENT_OF_CASE,
        about: described(
          'The event that a correction, a withdrawal, a further source or an assessment speaks about.',
          orNull(ref('EventOfCase')),
        ),
      }),
    ),
    happened: described('Statuses that are other because something happened.', changed),
    learned: described('Statuses that are other because the record now tells the first day otherwise.', changed),
    time: described('Statuses that are other because time passed.', changed),
    deadlines: listOf(shape({ ...DUE, outcome: enumOf(['open', 'over']), passedOn: text })),
    next,
  }),
  EventOfCase: described('An event, with the case on which it was logged.', shape(EVENT_OF_CASE)),
};
