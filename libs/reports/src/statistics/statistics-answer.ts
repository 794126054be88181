import {
  dated,
  isoOf,
  QuestionError,
  say,
  worded,
  type Day,
  type Json,
  type Question,
  type RecordReader,
  type Said,
} from '#domain';
import { toldIn, wordingIn, type InLanguage } from '../labels/index.js';
import type { Counted } from './counted.js';
import type { Dimension } from './dimensions.js';
import { breakdownOf, type Breakdown, type Figure } from './figures.js';
import { measuresOfCases } from './measures-of-cases.js';
import { measuresOfPeople } from './measures-of-people.js';
import { Survey } from './survey.js';
import { daysOfYear } from './year.js';

export interface StatisticsAsked extends InLanguage {
  /** Of a year the question's day is the last that counts. */
  readonly year?: string | undefined;
  readonly by?: Dimension | undefined;
  readonly country?: string | undefined;
  readonly suppressBelow?: number | undefined;
}

/** How many cases and people, of a year or of a day: every figure can be opened into what it counts. */
export async function statisticsAnswer(
  reader: RecordReader,
  asked: StatisticsAsked,
  question: Question,
): Promise<Json> {
  const { whole, groups } = await figuresOf(reader, asked, question);
  return toldIn(asked.language, {
    ...head(asked, question),
    figures: whole.map((figure) => tellFigure(figure, asked, question)),
    groups: groups.map(({ key, label, figures }) => ({
      key,
      label: worded(label, wordingIn(asked.language)),
      figures: figures.map((figure) => tellFigure(figure, asked, question)),
    })),
  });
}

/** What one figure counts. A figure that is suppressed is not opened. */
export async function openedFigure(
  reader: RecordReader,
  asked: StatisticsAsked & { readonly open: string },
  question: Question,
): Promise<Json> {
  const { whole, groups } = await figuresOf(reader, asked, question);
  const figure = [...whole, ...groups.flatMap(({ figures }) => figures)].find(({ id }) => id === asked.open);
  if (!figure) {
    const message = 'open must be the id of a figure of these statistics, with the same `by` and `country`';
    throw new QuestionError('invalid-parameter', 'open', message);
  }
  return toldIn(asked.language, {
    ...head(asked, question),
    figure: tellFigure(figure, asked, question),
    rows: figure.isSuppressed ? [] : figure.counted.map(tellCounted),
    next: null,
  });
}

/** All figures, those of everybody first: for tables. */
export async function figuresOf(
  reader: RecordReader,
  { year, by, country, suppressBelow }: StatisticsAsked,
  question: Question,
): Promise<Breakdown> {
  const survey = await Survey.of(reader, question, {
    year: year === undefined ? null : { from: daysOfYear(year).from, to: question.asOf },
    country: country?.toUpperCase(),
  });
  const measures = [...(await measuresOfCases(survey)), ...(await measuresOfPeople(survey))];
  return breakdownOf(survey, measures, { by: by ?? null, suppressBelow: suppressBelow ?? null });
}

const head = ({ year, by, country, suppressBelow, language }: StatisticsAsked, { asOf, echo }: Question): Json => ({
  ...echo,
  year: year ?? null,
  period: { from: year === undefined ? null : isoOf(daysOfYear(year).from), to: echo.asOf },
  note: year !== undefined && isCutShort(year, asOf) ? worded(upTo(echo.asOf, year), wordingIn(language)) : null,
  by: by ?? null,
  country: country?.toUpperCase() ?? null,
  suppressBelow: suppressBelow ?? null,
});

const isCutShort = (year: string, asOf: Day): boolean => asOf < daysOfYear(year).to;

const upTo = (day: string, year: string): Said =>
  say`Counted up to ${dated(day)}: later days of ${year} are not counted`;

function tellFigure(figure: Figure, asked: StatisticsAsked, question: Question): Json {
  const { id, measure, of, about, group, tally, stated, isSuppressed } = figure;
  const { count, possible, atLeast, atMost } = tally;
  const numbers = isSuppressed
    ? { count: null, possible: null, atLeast: null, atMost: null }
    : { count, possible, atLeast, atMost };
  return {
    id,
    measure,
    of,
    about: worded(about, wordingIn(asked.language)),
    group,
    ...numbers,
    suppressed: isSuppressed,
    ...(!isSuppressed && stated.length > 0 && { stated }),
    open: isSuppressed ? null : linkTo(id, asked, question),
  };
}

/** Asked by day and position, so that it opens into what was counted, whatever was logged since. */
function linkTo(
  id: string,
  { year, by, country, suppressBelow, language }: StatisticsAsked,
  { asOf, echo }: Question,
): string {
  const asked: readonly (readonly [string, string | number | undefined])[] = [
    ['year', year],
    ['asOf', isoOf(asOf)],
    ['knownAt', echo.position],
    ['lens', echo.lens],
    ['by', by],
    ['country', country?.toUpperCase()],
    ['suppressBelow', suppressBelow],
    ['lang', language === 'en' ? undefined : language],
    ['open', id],
  ];
  const query = asked
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value!)}`);
  return `/reports/statistics?${query.join('&')}`;
}

const tellCounted = ({ subject: { reference, name, country }, certain, days, told }: Counted): Json => ({
  reference,
  name,
  country,
  certain,
  ...(days && { days }),
  told,
});
