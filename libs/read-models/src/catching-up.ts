import type { EventStore, StoredEvent } from '#event-store';
import type { StoredRows } from './rows-database.js';

/** A transaction on a file blocks the event loop, so a server that catches up answers others between small ones. */
export const BATCH_EVENTS_MAX = 100;

/** Everything that the log holds after the rows' checkpoint, in small batches. */
export async function applyAll(
  log: EventStore,
  rows: StoredRows,
  apply: (batch: readonly StoredEvent[], rows: StoredRows) => Promise<unknown>,
): Promise<void> {
  let batch: StoredEvent[] = [];
  for await (const event of log.readAll((await rows.checkpoint())?.position ?? null)) {
    if (batch.push(event) < BATCH_EVENTS_MAX) continue;
    await apply(batch, rows);
    batch = [];
  }
  if (batch.length > 0) await apply(batch, rows);
}
