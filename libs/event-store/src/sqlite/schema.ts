/** "HABE": tells a log of ours from any other SQLite file. */
export const APPLICATION_ID = 0x48414245;
/** Of the tables, not of the events in them. Raised with a migration only: the log is kept for ever. */
export const SCHEMA_VERSION = 1;

/**
 * The one table. The triggers are the last defence, also against other programs: INSERT OR REPLACE deletes a row without asking a
 * DELETE trigger (unless the connection sets `recursive_triggers`), hence every insert must prove that it replaces nothing.
 */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS events (
  position INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  revision INTEGER NOT NULL,
  event_id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  schema_version INTEGER NOT NULL,
  data TEXT NOT NULL,              -- RFC 8785 JSON, the text that was hashed
  known_since TEXT NOT NULL,       -- as said: a day or an instant
  known_since_ms INTEGER NOT NULL, -- the same, to compare by
  recorded_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  backfilled INTEGER NOT NULL,
  correlation_id TEXT NOT NULL,
  causation_id TEXT,
  digest BLOB NOT NULL,
  UNIQUE (stream, revision)
) STRICT;

CREATE TRIGGER IF NOT EXISTS events_are_never_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;

CREATE TRIGGER IF NOT EXISTS events_are_never_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;

CREATE TRIGGER IF NOT EXISTS events_are_only_added BEFORE INSERT ON events
BEGIN
  SELECT CASE
    WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM events)
      THEN RAISE(ABORT, 'an event goes to the end of the log')
    WHEN NEW.revision IS NOT (SELECT coalesce(max(revision), -1) + 1 FROM events WHERE stream = NEW.stream)
      THEN RAISE(ABORT, 'an event goes to the end of its stream')
    WHEN NEW.known_since_ms < (SELECT known_since_ms FROM events ORDER BY position DESC LIMIT 1)
      THEN RAISE(ABORT, 'known since never decreases along the log')
    WHEN EXISTS (SELECT 1 FROM events WHERE event_id = NEW.event_id)
      THEN RAISE(ABORT, 'an event id is used once')
  END;
END;
`;
