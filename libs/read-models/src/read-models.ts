import type { RecordReader } from '#domain';
import type { EventStore, StoredEvent, SubscriptionNotice } from '#event-store';
import type { Subscription } from 'rxjs';
import { RULES } from './checkpoint.js';
import { isComplete, type Completeness } from './completeness.js';
import { RowsInUseError } from './errors.js';
import { canBeReadNow } from './parked.js';
import { Projector } from './projector.js';
import type { RebuildProgress } from './rebuild.js';
import type { Checkpoint, Parked } from './row-store.js';
import { rebuild } from './sqlite/build-file.js';
import { IN_MEMORY } from './sqlite/connection.js';
import { RunnerLock } from './sqlite/runner-lock.js';
import { SqlReader } from './sqlite/sql-reader.js';
import { SqliteRowStore } from './sqlite/sqlite-row-store.js';
import { Waiters } from './waiters.js';

/** A transaction blocks the event loop, so a server that catches up answers others between small ones. */
const BATCH_EVENTS_MAX = 100;
const LAG_COUNT_MAX = 10_000;

export interface ReadModelsOptions {
  /** Never project, even where nobody else does. */
  readonly readonly?: boolean;
}

export interface Figures {
  readonly position: string | null;
  readonly events: number;
  readonly digest: string;
  /** Events of the log that are not in the rows yet; counted up to 10,000. */
  readonly lag: number;
  readonly quarantine: readonly Parked[];
  /** Why the projection stands still, where it does. */
  readonly fault: string | null;
}

/** The rows as a program has them: one reader, and the one projection where this program is the one that runs it. */
export class ReadModels {
  readonly reader: RecordReader;
  private readonly waiters = new Waiters();
  private subscription: Subscription | null = null;
  private applying: Promise<unknown> = Promise.resolve();
  private fault: string | null = null;

  private constructor(
    readonly store: SqliteRowStore,
    private readonly log: EventStore,
    private readonly lock: RunnerLock | null,
  ) {
    this.reader = new SqlReader(store);
  }

  static async open(file: string, log: EventStore, { readonly = false }: ReadModelsOptions): Promise<ReadModels> {
    const lock = readonly ? null : RunnerLock.tryTake(file);
    try {
      const store = await SqliteRowStore.open(file, { readonly: lock === null && file !== IN_MEMORY });
      return new ReadModels(store, log, lock);
    } catch (error) {
      lock?.release();
      throw error;
    }
  }

  /** False: another program projects into these rows, and this one reads what it writes. */
  get isRunner(): boolean {
    return this.lock !== null;
  }

  /** Follows the log from now on. Rows that are missing, were made by other rules or are of another log are built again first. */
  async start(report: (progress: RebuildProgress) => void = ignore): Promise<void> {
    if (!this.isRunner) return;
    if (await this.needsRebuild()) await this.rebuild(report);
    this.follow();
  }

  /** Applies what the log holds by now, and no more; waits for the other program where that one runs the projection. */
  async catchUp(timeoutMs: number): Promise<boolean> {
    const head = await this.log.head();
    if (!head) return true;
    if (!this.isRunner) return this.projected(head.position, timeoutMs);
    if (await this.needsRebuild()) await this.rebuild();
    let batch: StoredEvent[] = [];
    for await (const event of this.log.readAll(this.checkpoint()?.position ?? null)) {
      if (batch.push(event) < BATCH_EVENTS_MAX) continue;
      await this.apply(batch);
      batch = [];
    }
    await this.apply(batch);
    return true;
  }

  /** Builds the rows from zero beside the present ones, which answer until they are replaced. */
  async rebuild(report: (progress: RebuildProgress) => void = ignore): Promise<Checkpoint> {
    if (!this.isRunner)
      throw new RowsInUseError(`Another program projects into ${this.store.file}: stop it first, or let it rebuild`);
    const wasFollowing = this.subscription !== null;
    await this.stop();
    const checkpoint = await rebuild(this.store, this.log, report);
    this.waiters.wake();
    if (wasFollowing) this.follow();
    return checkpoint;
  }

  /** @returns false: the time was over before the rows had reached the position */
  async projected(position: string, timeoutMs: number): Promise<boolean> {
    this.log.comparePositions(position, position);
    return this.waiters.until(() => this.hasReached(position), timeoutMs, !this.isRunner);
  }

  async figures(): Promise<Figures> {
    const checkpoint = this.checkpoint();
    const { position = null, count = 0, digest = '' } = checkpoint ?? {};
    return {
      position,
      events: count,
      digest,
      lag: await this.lag(position),
      quarantine: this.store.statements.parked(),
      fault: this.fault,
    };
  }

  /** Scans the log: are all its events in the rows, up to where the rows are? */
  completeness(): Promise<Completeness> {
    return isComplete(this.log, this.store.db, this.checkpoint());
  }

  async close(): Promise<void> {
    await this.stop();
    this.waiters.close();
    await this.store.close();
    this.lock?.release();
  }

  private follow(): void {
    const consumer = {
      committed: () => Promise.resolve(this.checkpoint()?.position ?? null),
      apply: async (batch: readonly StoredEvent[]) => {
        for (let from = 0; from < batch.length; from += BATCH_EVENTS_MAX)
          await this.apply(batch.slice(from, from + BATCH_EVENTS_MAX));
      },
    };
    this.subscription = this.log.subscribe(consumer).subscribe((notice) => this.noticed(notice));
  }

  private noticed(notice: SubscriptionNotice): void {
    if (notice.kind === 'restarting') this.fault = notice.reason;
    else this.fault = null;
  }

  private async apply(batch: readonly StoredEvent[]): Promise<void> {
    if (batch.length === 0) return;
    const applying = new Projector(this.store).project(batch);
    this.applying = applying.catch(() => undefined);
    await applying;
    this.waiters.wake();
  }

  private async stop(): Promise<void> {
    this.subscription?.unsubscribe();
    this.subscription = null;
    await this.applying;
  }

  private checkpoint(): Checkpoint | null {
    return this.store.statements.checkpoint();
  }

  private hasReached(position: string): boolean {
    const reached = this.checkpoint()?.position;
    return reached != null && this.log.comparePositions(reached, position) >= 0;
  }

  private async lag(position: string | null): Promise<number> {
    const head = await this.log.head();
    if (!head || head.position === position) return 0;
    let lag = 0;
    for await (const _ of this.log.readAll(position)) if ((lag += 1) >= LAG_COUNT_MAX) break;
    return lag;
  }

  private async needsRebuild(): Promise<boolean> {
    const checkpoint = this.checkpoint();
    if (!checkpoint) return (await this.log.head()) !== null;
    if (checkpoint.rules !== RULES || !(await this.isOfThisLog(checkpoint))) return true;
    return canBeReadNow(this.log, this.store.statements.parked());
  }

  /** The last event applied stands in the log where the rows have it. */
  private async isOfThisLog(checkpoint: Checkpoint): Promise<boolean> {
    const last = this.store.statements.placeOf(checkpoint.seq);
    if (!last) return false;
    for await (const event of this.log.readStream(last.stream, last.revision))
      return event.eventId === last.eventId && event.position === checkpoint.position;
    return false;
  }
}

const ignore = (): void => undefined;
