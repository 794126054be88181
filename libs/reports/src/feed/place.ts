import {
  FIRST_DAY,
  QuestionError,
  dayOfInstant,
  instantOf,
  isoOf,
  parseDay,
  type Day,
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

/** What a follower keeps, and sends as `Last-Event-ID`: the position, the day, and what of that day. */
export function idOf({ position, day, key }: Place): string {
  const parts = [encodeURIComponent(position), isoOf(day), ...(key === null ? [] : [key])];
  return parts.join(APART);
}

/** Reads an id, or the position of an answer: then what time changed up to the day on which that event became known has been told. */
export async function placeOf(reader: RecordReader, text: string, parameter: string): Promise<Place> {
  const [encoded = '', iso, ...key] = text.split(APART);
  const position = decoded(encoded);
  const moment = position === null ? null : await reader.momentOf(position);
  const day = iso === undefined ? undefined : parseDay(iso);
  if (!moment || day === null) {
    const message = 'must be the id of an entry of this feed, or a position of this record';
    throw new QuestionError('invalid-parameter', parameter, `${parameter} ${message}`);
  }
  const since = await knownDay(reader, moment.seq);
  return { ...moment, day: Math.max(since, day ?? since), key: key.length > 0 ? key.join(APART) : null };
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
