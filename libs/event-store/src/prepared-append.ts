import { canonicalOf, CanonicalText } from '#domain';
import { InvalidAppendError } from './errors.js';
import type { ExpectedRevision, NewEvent, StoredEvent } from './event-store.js';
import { knownSinceMs } from './known-since.js';

/** KurrentDB takes no append over 1 MiB, and an event has to fit into every store. */
const DATA_BYTES_MAX = 1_000_000;
const NAME_LENGTH_MAX = 250;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** An append whose content is settled: checked, and `data` as the text that is hashed and stored. */
export interface PreparedAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly PreparedEvent[];
  readonly bytes: number;
}

export interface PreparedEvent {
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly canonicalData: string;
  /** Null: known from the moment of the append. */
  readonly knownSince: { readonly text: string; readonly ms: number } | null;
  readonly recordedBy: string;
  readonly correlationId: string;
  readonly causationId: string | null;
  /** Only of an event that comes from another log: it is stored with what it had there. */
  readonly original?: Original;
}

export interface Original {
  readonly knownSince: { readonly text: string; readonly ms: number };
  /** Known since is behind that of an event before it, by the clock of another writer. */
  readonly isBehind: boolean;
  readonly recordedAt: string;
  readonly backfilled: boolean;
  readonly digest: string;
}

export function prepareAppend(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): PreparedAppend {
  requireName('A stream', stream);
  if (stream.startsWith('$')) throw new InvalidAppendError('Streams that begin with $ belong to the store');
  if (expected !== 'no_stream' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new InvalidAppendError(`The expected revision is 0, 1, 2 … or "no_stream", not ${String(expected)}`);
  }
  if (events.length === 0) throw new InvalidAppendError('An append holds at least one event');
  if (events.length > 1 && new Set(events.map(({ eventId }) => eventId)).size < events.length) {
    throw new InvalidAppendError('An append holds an event id twice');
  }
  const prepared = events.map(prepareEvent);
  return { stream, expected, events: prepared, bytes: prepared.reduce((sum, e) => sum + e.canonicalData.length, 0) };
}

/** Events of another log, which follow one another on their stream there. */
export function prepareCopy(stream: string, events: readonly StoredEvent[]): PreparedAppend {
  const first = events[0]?.revision ?? 0;
  const copied = events.map(({ knownSince, backfilled, causationId, ...event }) => ({
    ...event,
    ...(backfilled && { knownSince }),
    ...(causationId !== null && { causationId }),
    data: event.data as object,
  }));
  const append = prepareAppend(stream, first === 0 ? 'no_stream' : first - 1, copied);
  return { ...append, events: append.events.map((event, i) => ({ ...event, original: originalOf(events[i]!) })) };
}

function originalOf({ knownSince, writtenKnownSince, recordedAt, backfilled, digest }: StoredEvent): Original {
  const text = writtenKnownSince ?? knownSince;
  const isBehind = writtenKnownSince !== undefined;
  return { knownSince: { text, ms: knownSinceMs(text) }, isBehind, recordedAt, backfilled, digest };
}

function prepareEvent(event: NewEvent): PreparedEvent {
  const { eventId, type, schemaVersion, recordedBy, correlationId = eventId, causationId = null } = event;
  requireName('An event id', eventId);
  requireName('An event type', type);
  requireName('recordedBy', recordedBy);
  requireName('A correlation id', correlationId);
  if (causationId !== null) requireName('A causation id', causationId);
  if (!Number.isSafeInteger(schemaVersion) || schemaVersion < 1) {
    throw new InvalidAppendError(`The schema version of ${eventId} is not 1, 2, 3 …`);
  }
  return {
    eventId,
    type,
    schemaVersion,
    canonicalData: canonicalData(event),
    knownSince: knownSinceOf(event),
    recordedBy,
    correlationId,
    causationId,
  };
}

function canonicalData({ eventId, data }: NewEvent): string {
  let text: string;
  try {
    text = data instanceof CanonicalText ? data.text : canonicalOf(data);
  } catch (cause) {
    throw new InvalidAppendError(`The data of ${eventId} cannot be written as JSON`, { cause });
  }
  if (!text.startsWith('{')) throw new InvalidAppendError(`The data of ${eventId} is not a JSON object`);
  if (Buffer.byteLength(text) > DATA_BYTES_MAX) {
    throw new InvalidAppendError(`The data of ${eventId} is longer than ${DATA_BYTES_MAX} bytes`);
  }
  return text;
}

function knownSinceOf({ knownSince }: NewEvent): PreparedEvent['knownSince'] {
  if (knownSince === undefined) return null;
  const ms = knownSinceMs(knownSince);
  if (Number.isNaN(ms)) throw new InvalidAppendError(`Known since is a day or an instant, not "${knownSince}"`);
  return { text: knownSince, ms };
}

/** Half a character would come back from the database as another one, and break the digest. */
function requireName(what: string, name: unknown): void {
  if (typeof name !== 'string' || name === '' || name.length > NAME_LENGTH_MAX || LONE_SURROGATE.test(name)) {
    throw new InvalidAppendError(`${what} is a text of 1 to ${NAME_LENGTH_MAX} characters`);
  }
}
