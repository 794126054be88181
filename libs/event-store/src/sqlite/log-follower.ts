import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position } from '../event-store.js';
import type { SourceItem, SubscriptionSource } from '../subscription.js';
import type { CommitSignal } from './commit-signal.js';
import type { LogReader } from './log-reader.js';
import { positionNumber } from './rows.js';

export interface FollowOptions {
  readonly batchEventsMax: number;
  /** How often to look for what other processes stored; this process's own commits are noticed at once. */
  readonly pollMs: number;
}

/** Reads on from a position for ever. A read that finds nothing costs some microseconds, so polling is just that. */
export class LogFollower implements SubscriptionSource {
  constructor(
    private readonly reader: LogReader,
    private readonly commits: CommitSignal,
    private readonly options: FollowOptions,
  ) {}

  async *follow(after: Position | null, signal: AbortSignal): AsyncGenerator<SourceItem> {
    let last = positionNumber(after);
    let isCaughtUp = false;
    while (!signal.aborted) {
      const seen = this.commits.count;
      const events = this.reader.eventsAfter(last, this.options.batchEventsMax);
      const lastEvent = events.at(-1);
      if (lastEvent) {
        isCaughtUp = false;
        last = positionNumber(lastEvent.position);
        yield { kind: 'events', events };
        await nextTurn();
        continue;
      }
      yield { kind: isCaughtUp ? 'alive' : 'caught_up' };
      isCaughtUp = true;
      await this.commits.wait(seen, this.options.pollMs, signal);
    }
  }
}
