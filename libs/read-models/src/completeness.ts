import type { Database } from 'better-sqlite3';
import type { EventStore } from '#event-store';
import { digestAfter } from './checkpoint.js';
import type { Checkpoint } from './row-store.js';

export interface Completeness {
  readonly complete: boolean;
  readonly rows: { readonly events: number; readonly digest: string };
  readonly log: { readonly events: number; readonly digest: string };
}

/** That the lag is 0 only says how far the rows are. That nothing was left out on the way is shown by count and digest over both sides. */
export async function isComplete(log: EventStore, db: Database, checkpoint: Checkpoint | null): Promise<Completeness> {
  const inLog = { events: 0, digest: '' };
  for await (const { eventId, position } of log.readAll(null)) {
    if (!checkpoint?.position || log.comparePositions(position, checkpoint.position) > 0) break;
    inLog.events += 1;
    inLog.digest = digestAfter(inLog.digest, eventId);
  }
  const rows = idsDigest(db, checkpoint?.seq ?? 0);
  const isAsNoted = rows.events === (checkpoint?.count ?? 0) && rows.digest === (checkpoint?.digest ?? '');
  return { complete: isAsNoted && rows.events === inLog.events && rows.digest === inLog.digest, rows, log: inLog };
}

/** Over the ids that the rows hold, in order. */
export function idsDigest(db: Database, upTo: number): { events: number; digest: string } {
  let [events, digest] = [0, ''];
  const ids = db
    .prepare('SELECT event_id FROM developments_v1 WHERE seq <= ? ORDER BY seq')
    .pluck()
    .iterate(upTo) as Iterable<string>;
  for (const eventId of ids) {
    events += 1;
    digest = digestAfter(digest, eventId);
  }
  return { events, digest };
}
