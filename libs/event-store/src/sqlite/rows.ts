import { CorruptEventError, PositionError } from '../errors.js';
import type { Position, StoredEvent } from '../event-store.js';

export const COLUMNS =
  'position, stream, revision, event_id, type, schema_version, data, known_since, recorded_at, recorded_by, backfilled, ' +
  'correlation_id, causation_id, digest';

/** As `COLUMNS`, read with `.raw()`: half the cost of rows as objects. */
export type EventRow = [
  position: number,
  stream: string,
  revision: number,
  eventId: string,
  type: string,
  schemaVersion: number,
  data: string,
  knownSince: string,
  recordedAt: string,
  recordedBy: string,
  backfilled: number,
  correlationId: string,
  causationId: string | null,
  digest: Buffer,
];

export function toStoredEvent(row: EventRow): StoredEvent {
  return {
    position: String(row[0]),
    stream: row[1],
    revision: row[2],
    eventId: row[3],
    type: row[4],
    schemaVersion: row[5],
    data: parseData(row),
    knownSince: row[7],
    recordedAt: row[8],
    recordedBy: row[9],
    backfilled: row[10] === 1,
    correlationId: row[11],
    causationId: row[12],
    digest: row[13].toString('hex'),
  };
}

/** 0 stands for "before the first"; it is not a position that anybody was given. */
export function positionNumber(position: Position | null): number {
  if (position === null) return 0;
  const number = /^[1-9]\d{0,15}$/.test(position) ? Number(position) : NaN;
  if (!Number.isSafeInteger(number)) throw new PositionError(position);
  return number;
}

function parseData(row: EventRow): unknown {
  try {
    return JSON.parse(row[6]);
  } catch (cause) {
    throw new CorruptEventError(String(row[0]), row[1], row[2], cause);
  }
}
