import type { EventStore } from '#event-store';
import { readDevelopment } from './read-development.js';
import type { Parked } from './row-store.js';

/** What the fold could not take reads well, and reading it again says nothing new. */
export const FOLD_FAILED = 'the fold fails: ';

/** A newer program may read what an older one set aside: then the rows are built again. */
export async function canBeReadNow(log: EventStore, parked: readonly Parked[]): Promise<boolean> {
  for (const { stream, revision, seq, reason } of parked)
    for await (const event of log.readStream(stream, revision)) {
      if (!reason.startsWith(FOLD_FAILED) && 'development' in readDevelopment(event, seq)) return true;
      break;
    }
  return false;
}
