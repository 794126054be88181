import { canonicalOf, streamOf } from '#domain';
import type { EventStore, StoredEvent } from '../event-store.js';
import { knownSinceMs } from '../known-since.js';
import { developmentOf } from './evolving.js';
import type { ImportEntry } from './import-line-check.js';
import type { ImportSpool } from './import-spool.js';

/** Lines whose event id is taken: by the log, or by an earlier line of the same import. */
export class Repeats {
  private readonly byCase = new Map<string, number[]>();

  constructor(
    private readonly store: EventStore,
    private readonly spool: ImportSpool,
  ) {}

  add(index: number, reference: string): void {
    push(this.byCase, reference, index);
  }

  /** Those that do not say the same as what has their id. */
  async *differing(): AsyncGenerator<number> {
    const within = new Map<string, readonly number[]>();
    for (const [reference, indexes] of this.byCase) {
      const due = new Map<string, number[]>();
      for (const index of indexes) push(due, this.spool.glance(index).eventId, index);
      for await (const stored of this.store.readStream(streamOf(reference))) {
        const same = due.get(stored.eventId) ?? [];
        due.delete(stored.eventId);
        yield* same.filter((index) => !isSame(this.spool.at(index), stored));
      }
      for (const [eventId, left] of due) within.set(eventId, left);
    }
    if (within.size > 0) yield* this.differingWithin(within);
  }

  /** Against the first line with the same id, in the order of appending. */
  private *differingWithin(due: ReadonlyMap<string, readonly number[]>): Generator<number> {
    const firsts = new Map<string, string>();
    for (const index of this.spool.inOrder()) {
      const { eventId } = this.spool.glance(index);
      const repeats = due.get(eventId);
      if (!repeats) continue;
      const { development, knownSince = null } = this.spool.at(index);
      const text = canonicalOf({ development, knownSince });
      const first = firsts.get(eventId);
      if (first === undefined) firsts.set(eventId, text);
      else if (first !== text && repeats.includes(index)) yield index;
    }
  }
}

/** A live event's known since may be said, as an export of the log says it: what its writer wrote, or later. */
function isSame({ development, knownSince }: ImportEntry, stored: StoredEvent): boolean {
  const isKnownSo =
    knownSince === undefined
      ? !stored.backfilled
      : knownSince === stored.knownSince ||
        (!stored.backfilled && knownSinceMs(knownSince) >= knownSinceMs(stored.knownSince));
  return isKnownSo && canonicalOf(development) === canonicalOf(developmentOf(stored));
}

function push(map: Map<string, number[]>, key: string, index: number): void {
  const others = map.get(key);
  if (others) others.push(index);
  else map.set(key, [index]);
}
