import type { Database, Statement } from 'better-sqlite3';
import { CorruptEventError } from '../errors.js';
import type { StoredEvent } from '../event-store.js';
import { COLUMNS, type EventRow, toStoredEvent } from './rows.js';

/** Reads in chunks, each a statement of its own: no read transaction stays open while a reader thinks. */
export class LogReader {
  private readonly afterPosition: Statement<[number, number], EventRow>;
  private readonly fromRevision: Statement<[string, number, number], EventRow>;
  private readonly last: Statement<[], [position: number, knownSince: string]>;

  constructor(db: Database) {
    this.afterPosition = db
      .prepare<[number, number], EventRow>(`SELECT ${COLUMNS} FROM events WHERE position > ? ORDER BY position LIMIT ?`)
      .raw();
    this.fromRevision = db
      .prepare<[string, number, number], EventRow>(
        `SELECT ${COLUMNS} FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`,
      )
      .raw();
    this.last = db
      .prepare<[], [position: number, knownSince: string]>(
        'SELECT position, known_since FROM events ORDER BY position DESC LIMIT 1',
      )
      .raw();
  }

  rowsAfter(position: number, limit: number): EventRow[] {
    return this.afterPosition.all(position, limit);
  }

  rowsOfStream(stream: string, fromRevision: number, limit: number): EventRow[] {
    return this.fromRevision.all(stream, fromRevision, limit);
  }

  /** Up to an event that cannot be read; throws only when that one is the first. */
  eventsAfter(position: number, limit: number): StoredEvent[] {
    const events: StoredEvent[] = [];
    try {
      for (const row of this.rowsAfter(position, limit)) events.push(toStoredEvent(row));
    } catch (error) {
      if (!(error instanceof CorruptEventError) || events.length === 0) throw error;
    }
    return events;
  }

  head(): { position: number; knownSince: string } | null {
    const row = this.last.get();
    return row ? { position: row[0], knownSince: row[1] } : null;
  }
}
