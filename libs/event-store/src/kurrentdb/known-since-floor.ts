import type { StoredEvent } from '../event-store.js';
import { knownSinceMs } from '../known-since.js';

/** The latest known since of the log up to some place: what follows is known since then at the earliest. */
export interface Floor {
  readonly text: string;
  readonly ms: number;
}

export const NO_FLOOR: Floor = { text: '', ms: -Infinity };

/** The event with a known since that does not go back behind the floor, and the floor after it. */
export function raise(event: StoredEvent, floor: Floor): { readonly event: StoredEvent; readonly floor: Floor } {
  const ms = knownSinceMs(event.knownSince);
  // An event that cannot be read is known since nobody knows when, and says nothing of those after it.
  if (Number.isNaN(ms)) return { event, floor };
  if (ms >= floor.ms) return { event, floor: { text: event.knownSince, ms } };
  return { event: { ...event, knownSince: floor.text, writtenKnownSince: event.knownSince }, floor };
}
