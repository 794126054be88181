import type { Database, Statement } from 'better-sqlite3';
import { EventIdConflictError, PartialRepeatError } from '../errors.js';
import type { AppendAnswer } from '../event-store.js';
import type { PreparedAppend, PreparedEvent } from '../prepared-append.js';

interface FoundRow {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
  readonly knownSince: string;
  readonly recordedAt: string;
  readonly backfilled: number;
}

/** Finds the first answer to an append that is made again. */
export class RepeatFinder {
  private readonly byEventId: Statement<[string], FoundRow>;

  constructor(db: Database) {
    this.byEventId = db.prepare<[string], FoundRow>(
      `SELECT position, stream, revision, type, schema_version AS schemaVersion, data, known_since AS knownSince,
        recorded_at AS recordedAt, backfilled FROM events WHERE event_id = ?`,
    );
  }

  /** Null: none of the events is in the log. */
  find({ stream, events }: PreparedAppend): AppendAnswer | null {
    const rows: FoundRow[] = [];
    for (const event of events) {
      const row = this.byEventId.get(event.eventId);
      if (!row) continue;
      if (row.stream !== stream || !isSameContent(event, row)) throw new EventIdConflictError(event.eventId);
      rows.push(row);
    }
    const [first] = rows;
    if (!first) return null;
    if (rows.length < events.length || rows.some((row, i) => row.revision !== first.revision + i)) {
      throw new PartialRepeatError(stream);
    }
    return {
      outcome: 'already_stored',
      events: rows.map(({ position, revision, knownSince, recordedAt }, i) => ({
        eventId: (events[i] as PreparedEvent).eventId,
        revision,
        position: String(position),
        knownSince,
        recordedAt,
      })),
    };
  }
}

/** Who repeats it, and in which request, is not content. A live event's known since may be said: an export of the log says it. */
function isSameContent(event: PreparedEvent, row: FoundRow): boolean {
  return (
    event.type === row.type &&
    event.schemaVersion === row.schemaVersion &&
    event.canonicalData === row.data &&
    (event.knownSince === null ? row.backfilled === 0 : event.knownSince.text === row.knownSince)
  );
}
