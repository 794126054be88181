import {
  FIRST_DAY,
  PERSON_VIEWS,
  QuestionError,
  dayOfInstant,
  instantOf,
  isoOf,
  parseDay,
  type Day,
  type Moment,
  type RecordReader,
} from '#domain';

/**
 * Where a follower of the record is: what was logged up to an event has been told, and what time changed up to a day; of that day itself only up to
 * `key`, where there is one.
 */
export interface Place {
  readonly seq: number;
  readonly position: string;
  readonly day: Day;
  readonly key: string | null;
}

const APART = '~';
/** Of two servers, one may be past midnight and the other not yet: who was told by the first may go on at the second. */
const CLOCKS_APART_DAYS = 1;

/** What a follower keeps, and sends as `Last-Event-ID`: the position, the day, and what of that day. */
export function idOf({ position, day, key }: Place): string {
  const parts = [encodeURIComponent(position), isoOf(day), ...(key === null ? [] : [key])];
  return parts.join(APART);
}

export interface PlaceAsked {
  readonly text: string;
  /** By which it was given. */
  readonly parameter: string;
  /** No entry is of a later day, unless the record was known only then, or the clock of the server that told it was ahead. */
  readonly today: Day;
}

/** Reads an id, or the position of an answer: then what time changed up to the day on which that event became known has been told. */
export async function placeOf(reader: RecordReader, { text, parameter, today }: PlaceAsked): Promise<Place> {
  const [encoded = '', iso, ...rest] = text.split(APART);
  const position = decoded(encoded);
  const moment = position === null ? null : await reader.momentOf(position);
  if (!moment) throw noPlace(parameter);
  const since = await knownDay(reader, moment.seq);
  const day = iso === undefined ? since : parseDay(iso);
  const key = rest.length === 0 ? null : rest.join(APART);
  const isOfAnEntry = day !== null && day >= since && day <= Math.max(since, today + CLOCKS_APART_DAYS);
  if (!isOfAnEntry || (key !== null && !(await isKey(reader, key, moment)))) throw noPlace(parameter);
  return { ...moment, day, key };
}

function noPlace(parameter: string): QuestionError {
  const message = 'must be the id of an entry of this feed, or a position of this record';
  return new QuestionError('invalid-parameter', parameter, `${parameter} ${message}`);
}

/** Of somebody who is known and a view that there is. Whether something changed there that day is not asked: another release may tell it otherwise. */
async function isKey(reader: RecordReader, key: string, moment: Moment): Promise<boolean> {
  const [, reference, view] = /^(.+?)\.(\w+)(?:\.stale)?$/.exec(key) ?? [];
  if (reference === undefined || !PERSON_VIEWS.some(({ name }) => name === view)) return false;
  return (await reader.subjectsNamed([reference], moment)).get(reference)?.kind === 'individual';
}

/** The end of the record: only what comes is told. */
export async function endOf(reader: RecordReader, today: Day): Promise<Place> {
  return { ...(await reader.momentAt(null)), day: today, key: null };
}

/** The position that an id or a position names. */
export const positionIn = (text: string): string => decoded(text.split(APART, 1)[0]!) ?? text;

export const dayKnown = (knownSince: string): Day => dayOfInstant(instantOf(knownSince));

async function knownDay(reader: RecordReader, seq: number): Promise<Day> {
  const event = (await reader.developments([seq])).get(seq);
  return event ? dayKnown(event.knownSince) : FIRST_DAY;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
