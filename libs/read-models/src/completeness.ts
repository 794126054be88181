import type { EventStore } from '#event-store';
import { digestAfter } from './checkpoint.js';
import type { StoredRows } from './rows-database.js';

export interface IdsDigest {
  readonly events: number;
  /** Over (previous digest, event id), in order. */
  readonly digest: string;
}

export interface Completeness {
  readonly complete: boolean;
  readonly rows: IdsDigest;
  readonly log: IdsDigest;
}

/** That the lag is 0 only says how far the rows are. That nothing was left out on the way is shown by count and digest over both sides. */
export async function isComplete(log: EventStore, stored: StoredRows): Promise<Completeness> {
  const checkpoint = await stored.checkpoint();
  const inLog = { events: 0, digest: '' };
  for await (const { eventId, position } of log.readAll(null)) {
    if (!checkpoint?.position || log.comparePositions(position, checkpoint.position) > 0) break;
    inLog.events += 1;
    inLog.digest = digestAfter(inLog.digest, eventId);
  }
  const rows = await digestOf(stored.ids(checkpoint?.seq ?? 0));
  const isAsNoted = rows.events === (checkpoint?.count ?? 0) && rows.digest === (checkpoint?.digest ?? '');
  return { complete: isAsNoted && rows.events === inLog.events && rows.digest === inLog.digest, rows, log: inLog };
}

export async function digestOf(ids: Iterable<string> | AsyncIterable<string>): Promise<IdsDigest> {
  let [events, digest] = [0, ''];
  for await (const eventId of ids) {
    events += 1;
    digest = digestAfter(digest, eventId);
  }
  return { events, digest };
}
