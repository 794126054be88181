import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StoredEvent } from '#event-store';
import type { Poisons } from '../intake.js';
import type { Checkpoint, RowStore } from '../row-store.js';
import { takingHere, type Taking } from '../taking.js';
import { ROOM, Thread, threadsFor } from './thread.js';

const PROGRAM = 'take-worker.js';
/** A thread holds nobody up, and each batch has a cost of its own, whatever is in it: it is handed over, waited for and committed. */
const EVENTS_AT_ONCE = 2_000;

export interface Batch {
  readonly events: readonly StoredEvent[];
  readonly from: Checkpoint;
}

/** Takes the first batch here, for a short log holds no other, and then all others in a thread. */
export class TakingThread implements Taking {
  private readonly here: Taking;
  private thread: Thread<Batch, Checkpoint> | null = null;
  private isHere: boolean;

  constructor(
    private readonly store: RowStore & { readonly file: string },
    private readonly poisons: Poisons,
  ) {
    this.here = takingHere(store, poisons);
    this.isHere = threadsFor(store.file, PROGRAM) < 2;
  }

  get atOnce(): number {
    return this.thread === null ? this.here.atOnce : EVENTS_AT_ONCE;
  }

  async take(events: readonly StoredEvent[], from: Checkpoint): Promise<Checkpoint> {
    if (this.isHere || from.count === 0) return this.here.take(events, from);
    this.thread ??= new Thread(PROGRAM, { file: this.store.file, poisons: this.poisons }, ROOM);
    try {
      return await this.thread.ask({ events, from });
    } catch {
      // What it could not do is done again here, and told here, in its own words, if it cannot be done at all.
      await this.close();
      this.isHere = true;
      return this.takeHere(events, from);
    }
  }

  private async takeHere(events: readonly StoredEvent[], from: Checkpoint): Promise<Checkpoint> {
    let taken = from;
    for (let at = 0; at < events.length; at += this.here.atOnce) {
      taken = await this.here.take(events.slice(at, at + this.here.atOnce), taken);
      await nextTurn();
    }
    return taken;
  }

  async close(): Promise<void> {
    await this.thread?.close();
    this.thread = null;
  }
}
