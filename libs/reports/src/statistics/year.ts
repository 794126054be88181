import {
  dayOfInstant,
  instantOf,
  isoOf,
  parseDay,
  QuestionError,
  type Day,
  type Question,
  type RecordReader,
} from '#domain';
import type { Period } from './stretches.js';

/** What was asked about a year, as it was asked. */
export interface YearAsked {
  readonly year: string;
  /** The last day of it that counts. */
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
}

export const daysOfYear = (year: string): Period => ({
  from: parseDay(`${year}-01-01`)!,
  to: parseDay(`${year}-12-31`)!,
});

/**
 * The same question about a year: as of its last day, or, where that had not come by what is known at, of the last that had. Nobody was detained,
 * and no letter left without an answer, on days to come.
 * @param question as of today where no day was asked about
 */
export async function questionOfYear(
  reader: RecordReader,
  question: Question,
  { year, asOf, knownAt }: YearAsked,
): Promise<Question> {
  const { from, to } = daysOfYear(year);
  if (asOf !== undefined) {
    if (from <= question.asOf && question.asOf <= to) return question;
    throw new QuestionError(
      'invalid-parameter',
      'asOf',
      `asOf must be a day of ${year} where that year is asked about`,
    );
  }
  const come = Math.min(question.asOf, await lastDayBy(reader, question, knownAt));
  if (come < from) {
    const message = `year must have begun: no day of ${year} had come by ${isoOf(come)}`;
    const remedy = 'Ask about an earlier year, or as of a day of it';
    throw new QuestionError('invalid-parameter', 'year', `${message}. ${remedy}`);
  }
  const last = Math.min(to, come);
  return { ...question, asOf: last, echo: { ...question.echo, asOf: isoOf(last) } };
}

/** The last day of what is known at: the one that was named, or that of a position, which is the end of the record until the next event is known. */
async function lastDayBy(reader: RecordReader, { moment, echo, asOf }: Question, knownAt?: string): Promise<Day> {
  if (knownAt !== undefined && knownAt === echo.knownAt) return parseDay(knownAt) ?? dayOfInstant(instantOf(knownAt));
  const [next] = await reader.developmentsAfter(moment.seq, await reader.momentAt(null), 1);
  return next ? dayOfInstant(instantOf(next.knownSince)) : asOf;
}
