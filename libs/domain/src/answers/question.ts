import { dayOfInstant, endOfDay, instantOf, isoOf, parseDay, type Day } from '../time/day.js';
import { LENSES, type Lens } from '../record/development.js';
import type { Moment, RecordReader, StatusQuery } from './reader.js';

/** What is wrong with a question, by parameter, and what to do about it. */
export class QuestionError extends Error {
  constructor(
    readonly code: 'invalid-parameter' | 'not-found' | 'ambiguous',
    readonly parameter: string,
    message: string,
    readonly detail: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

export interface Asked {
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
  readonly lens?: string | undefined;
}

export interface Question extends StatusQuery {
  readonly moment: Moment;
  /** How the answer names its question. */
  readonly echo: {
    readonly asOf: string;
    readonly knownAt: string | null;
    readonly position: string;
    readonly lens: Lens;
  };
}

export function readDay(parameter: string, text: string): Day {
  const day = parseDay(text);
  if (day === null)
    throw new QuestionError(
      'invalid-parameter',
      parameter,
      `${parameter} must be a day of the calendar, written YYYY-MM-DD`,
    );
  return day;
}

export function readLens(text: string | undefined): Lens {
  const lens = LENSES.find((one) => one === (text ?? 'working'));
  if (!lens) throw new QuestionError('invalid-parameter', 'lens', `lens must be one of ${LENSES.join(', ')}`);
  return lens;
}

/** Resolves a question on both clocks; "known at" becomes a position once, and everything is answered by that. */
export async function resolve(reader: RecordReader, asked: Asked, today: Day): Promise<Question> {
  const asOf = asked.asOf === undefined ? today : readDay('asOf', asked.asOf);
  const lens = readLens(asked.lens);
  const { moment, said } = await readKnownAt(reader, asked.knownAt, 'knownAt');
  const knownAt = said ?? (await knownSince(reader, moment));
  return { asOf, lens, moment, echo: { asOf: isoOf(asOf), knownAt, position: moment.position, lens } };
}

export const MOMENT_FORM = 'a day (YYYY-MM-DD), an instant (2018-10-18T12:00:00Z) or a position of this record';
/** A position is opaque; but it is one word with a number in it, in every log. */
const POSITION = /^\w*\d\w*$/;

/** Whether it can be when something was known: which positions there are, only the record knows. */
export const isMoment = (text: string): boolean => parseDay(text) !== null || isInstant(text) || POSITION.test(text);

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A day (its end, UTC), an instant or a position. A position, and the default, are told by the known since of their last event. */
export async function readKnownAt(
  reader: RecordReader,
  text: string | undefined,
  parameter: string,
): Promise<{ moment: Moment; said: string | null }> {
  if (text === undefined) return { moment: await reader.momentAt(null), said: null };
  const day = parseDay(text);
  if (day !== null) return { moment: await reader.momentAt(endOfDay(day)), said: text };
  if (isInstant(text)) return { moment: await reader.momentAt(instantOf(text)), said: text };
  const moment = await reader.momentOf(text);
  if (moment) return { moment, said: null };
  throw new QuestionError('invalid-parameter', parameter, `${parameter} must be ${MOMENT_FORM}`);
}

const isInstant = (text: string): boolean =>
  INSTANT.test(text) && !Number.isNaN(Date.parse(text)) && parseDay(text.slice(0, 10)) !== null;

async function knownSince(reader: RecordReader, moment: Moment): Promise<string | null> {
  return (await reader.developments([moment.seq])).get(moment.seq)?.knownSince ?? null;
}

export const todayOf = (now: Date): Day => dayOfInstant(now.getTime());
