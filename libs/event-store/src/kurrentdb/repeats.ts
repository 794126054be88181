import { canonicalOf } from '#domain';
import { EventIdConflictError, LogSetBackError, PartialRepeatError } from '../errors.js';
import type { AppendAnswer, StoredEvent } from '../event-store.js';
import { knownSinceMs } from '../known-since.js';
import type { PreparedAppend, PreparedEvent } from '../prepared-append.js';
import { answerOf } from './flight.js';
import type { LogReader } from './log-reader.js';
import type { StreamState } from './stream-states.js';
import type { ReadEvent } from './wire.js';

/** Finds the first answer to an append that is made again. */
export class Repeats {
  constructor(private readonly reader: LogReader) {}

  /** At least one of the events is on the stream. `own`: the append that is being answered, should it have got through unnoticed. */
  async answer({ stream, events }: PreparedAppend, { ids }: StreamState, own?: string): Promise<AppendAnswer> {
    const found: ReadEvent[] = [];
    let ahead: readonly ReadEvent[] = [];
    for (const event of events) {
      const revision = ids.get(event.eventId);
      if (revision === undefined) continue;
      // Most repeats are whole: the first reading brings all of them.
      const isAhead = ahead[revision - (ahead[0]?.event.revision ?? 0)]?.event.revision === revision;
      if (!isAhead) ahead = await this.reader.ofStream(stream, revision, events.length);
      const stored = requireThere(ahead[revision - (ahead[0]?.event.revision ?? 0)], event);
      if (!isSameContent(event, stored.event)) throw new EventIdConflictError(event.eventId);
      found.push(stored);
    }
    const first = found[0]!.event.revision;
    if (found.length < events.length || found.some(({ event }, i) => event.revision !== first + i)) {
      throw new PartialRepeatError(stream);
    }
    const isOwn = own !== undefined && found.every(({ append }) => append === own);
    return { outcome: isOwn ? 'stored' : 'already_stored', events: found.map(({ event }) => answerOf(event)) };
  }
}

function requireThere(stored: ReadEvent | undefined, { eventId }: PreparedEvent): ReadEvent {
  if (stored?.event.eventId !== eventId) throw new LogSetBackError();
  return stored;
}

/**
 * Who repeats it, and in which request, is not content. A live event's known since may be said, as an export of the log says it: what its
 * writer wrote, or later.
 */
function isSameContent(event: PreparedEvent, stored: StoredEvent): boolean {
  const { knownSince } = event;
  const isKnownSo =
    knownSince === null
      ? !stored.backfilled
      : stored.backfilled
        ? knownSince.text === stored.knownSince
        : knownSince.ms >= knownSinceMs(stored.knownSince);
  return (
    isKnownSo &&
    event.type === stored.type &&
    event.schemaVersion === stored.schemaVersion &&
    event.canonicalData === canonicalOf(stored.data)
  );
}
