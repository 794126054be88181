import type { Database } from 'better-sqlite3';
import { digestAfter } from '../checkpoint.js';
import type { IdsDigest } from '../completeness.js';

/** The event ids that the rows hold, in order. */
export const idsIn = (db: Database, upTo: number): Iterable<string> =>
  db
    .prepare('SELECT event_id FROM developments_v1 WHERE seq <= ? ORDER BY seq')
    .pluck()
    .iterate(upTo) as Iterable<string>;

export function idsDigest(db: Database, upTo: number): IdsDigest {
  let [events, digest] = [0, ''];
  for (const eventId of idsIn(db, upTo)) {
    events += 1;
    digest = digestAfter(digest, eventId);
  }
  return { events, digest };
}
