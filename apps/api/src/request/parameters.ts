import countries from 'i18n-iso-countries/index.js';
import { isEventType, isMoment, LENSES, MOMENT_FORM, parseDay, PERSON_VIEWS } from '#domain';
import { DIMENSIONS, LANGUAGES, SHEET_FORMATS, type Language } from '#reports';
import type { JsonSchema } from '../openapi/schema.js';

/** A parameter of a question: what the documentation tells of it. What a value means is checked where the question is answered. */
export interface Parameter {
  readonly about: string;
  readonly schema: JsonSchema;
  readonly example: string | number;
  /** The form of a value, where words say it better than the schema. */
  readonly form?: string;
  /** Of values of that form those that there are, where the schema cannot say it. */
  readonly isKnown?: (value: string) => boolean;
}

const DAY = {
  schema: { type: 'string', format: 'date' },
  form: 'a day of the calendar, written YYYY-MM-DD',
  isKnown: (text: string): boolean => parseDay(text) !== null,
} as const;
const KNOWN_AT = {
  schema: { type: 'string', minLength: 1 },
  form: MOMENT_FORM,
  isKnown: isMoment,
} as const;
const TEXT: JsonSchema = { type: 'string', minLength: 1, maxLength: 300 };

export const LIMIT_DEFAULT = 100;
export const LIMIT_MAX = 1_000;

const defineParameters = <const T extends Readonly<Record<string, Parameter>>>(parameters: T): T => parameters;

export const PARAMETERS = defineParameters({
  asOf: {
    about: 'The end of this day, in the place where things happened. Default: today (UTC).',
    ...DAY,
    example: '2018-10-18',
  },
  knownAt: {
    about:
      'With what the record knew then: a day (its end, UTC), an instant, or a `position` of an earlier answer, which is answered alike for ever. Default: all that is known.',
    ...KNOWN_AT,
    example: '2018-12-31',
  },
  lens: {
    about: "Whose word counts. Default: `working`, the secretariat's own reading.",
    schema: { type: 'string', enum: LENSES, default: 'working' },
    example: 'working',
  },
  after: {
    about:
      'Read your own writes: wait until the rows have reached this position, at most some seconds, then 503 `behind`.',
    schema: TEXT,
    example: '42',
  },
  before: {
    about: 'Event id of a decision: the card as that decision prints it, without the decision itself.',
    schema: TEXT,
    example: '7f3c2a10-0000-5000-8000-000000000000',
  },
  cursor: {
    about:
      '`next` of the page before. Give `knownAt` the `position` of the first page, so that all pages tell of the same record.',
    schema: TEXT,
    example: 'KHM-60',
  },
  limit: {
    about: 'How many, at most, on a page.',
    schema: { type: 'integer', minimum: 1, maximum: LIMIT_MAX, default: LIMIT_DEFAULT },
    example: 100,
  },
  lang: {
    about: 'The language of the words that are not the record’s own.',
    schema: { type: 'string', enum: LANGUAGES, default: 'en' },
    example: 'fr',
  },
  format: {
    about: 'The format. Default: what the Accept header asks for, else JSON.',
    schema: { type: 'string', enum: SHEET_FORMATS },
    example: 'pdf',
  },
  view: {
    about: 'Which question.',
    schema: { type: 'string', enum: PERSON_VIEWS.map((view) => view.name) },
    example: 'custody',
  },
  value: {
    about: "Only who has this value, certainly or possibly. Default: every value but the view's first.",
    schema: TEXT,
    example: 'house_arrest',
  },
  country: {
    about: 'ISO 3166-1 alpha-2.',
    schema: { type: 'string', pattern: '^[A-Za-z]{2}$' },
    example: 'KH',
    form: 'a country code of two letters (ISO 3166-1 alpha-2)',
    isKnown: (code) => countries.isValid(code),
  },
  case: { about: 'Only who is certainly or possibly a member of this case.', schema: TEXT, example: 'KHM-COLL-03' },
  kind: {
    about: 'Only cases of this kind.',
    schema: { type: 'string', enum: ['individual', 'collective'] },
    example: 'individual',
  },
  q: {
    about: 'Only cases whose reference, name or title holds this, whatever the case and the accents of either.',
    schema: TEXT,
    example: 'KHM',
  },
  type: {
    about: 'Only developments of this event type.',
    schema: TEXT,
    example: 'Arrested',
    form: 'an event type of GET /event-types',
    isKnown: isEventType,
  },
  from: { about: 'Only what may have happened on this day or later.', ...DAY, example: '2017-01-01' },
  to: { about: 'Only what may have happened by this day.', ...DAY, example: '2018-12-31' },
  person: { about: 'The parliamentarian, by a reference or a label once in use.', schema: TEXT, example: 'KHM-60' },
  year: {
    about:
      'A calendar year: what held on some day of it, began in it or ended in it. Days to come are not counted; `asOf` may name an earlier one as the last.',
    schema: { type: 'string', pattern: '^[0-9]{4}$' },
    example: '2018',
    form: 'a year of four digits',
  },
  by: {
    about: 'Broken down by this.',
    schema: { type: 'string', enum: DIMENSIONS },
    example: 'country',
  },
  open: {
    about: 'The `id` of a figure: the rows that it counts instead of the figures.',
    schema: TEXT,
    example: 'persons',
  },
  suppressBelow: {
    about: 'Leave out counts from 1 to below this, and what they could be computed from.',
    schema: { type: 'string', pattern: '^([2-9]|[1-9][0-9]{1,2})$' },
    example: '5',
    form: 'a whole number from 2 to 999',
  },
  bom: {
    about: 'Begin with a byte order mark, for programs that else take UTF-8 for something older.',
    schema: { type: 'string', enum: ['true', 'false'], default: 'false' },
    example: 'true',
  },
  fromAsOf: {
    about: 'The first of the two pairs of days: as of. Default: today (UTC).',
    ...DAY,
    example: '2017-10-18',
  },
  fromKnownAt: { about: 'The first of the two pairs: known at.', ...KNOWN_AT, example: '2017-10-18' },
  toAsOf: { about: 'The second pair: as of. Default: today (UTC).', ...DAY, example: '2018-10-18' },
  toKnownAt: {
    about: 'The second pair: known at. Default: all that is known.',
    ...KNOWN_AT,
    example: '2018-10-18',
  },
});

export type ParameterName = keyof typeof PARAMETERS;

/** One of the languages, as the query was held to. */
export const languageOf = ({ lang }: Pick<Asked, 'lang'>): Language => (lang ?? 'en') as Language;

/** The parameters of one request, each given at most once. */
export type Asked = { readonly [name in Exclude<ParameterName, 'limit'>]?: string | undefined } & {
  readonly limit: number;
};
