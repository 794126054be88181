import { AsyncLocalStorage } from 'node:async_hooks';
import type { RecordReader } from '#domain';
import { StreamDeletedError, type EventStore, type StoredEvent, type SubscriptionNotice } from '#event-store';
import type { Subscription } from 'rxjs';
import { applyAll, BATCH_EVENTS_MAX } from './catching-up.js';
import { RULES } from './checkpoint.js';
import { isComplete, type Completeness } from './completeness.js';
import { RevisionGapError, RowsInUseError, RowsReplacedError } from './errors.js';
import { canBeReadNow } from './parked.js';
import { Projector } from './projector.js';
import type { RebuildProgress } from './rebuild.js';
import type { Checkpoint, Parked } from './row-store.js';
import type { Rebuilt, RowsDatabase, RowsReader, StoredRows } from './rows-database.js';
import { Waiters } from './waiters.js';

const LAG_COUNT_MAX = 10_000;

export interface Figures {
  readonly position: string | null;
  readonly events: number;
  readonly digest: string;
  /** Events of the log that are not in the rows yet; counted up to 10,000. */
  readonly lag: number;
  readonly quarantine: readonly Parked[];
  /** Why the projection stands still, where it does; another program that projects says so itself. */
  readonly fault: string | null;
}

/** The rows as a program has them: readers, and the one projection as long as this program is the one that runs it. */
export class ReadModels {
  private readonly sessions = new AsyncLocalStorage<RowsReader>();
  private readonly waiters = new Waiters();
  private subscription: Subscription | null = null;
  private applying: Promise<unknown> = Promise.resolve();
  private turn: Promise<void> = Promise.resolve();
  private isClosed = false;
  private fault: string | null = null;
  /** The end of the rows when they were built again because the log had not what they rest on. */
  private builtFrom: string | null = null;

  constructor(
    private readonly database: RowsDatabase,
    private readonly log: EventStore,
  ) {}

  /** Answers from one version of the rows: that of the session, or outside of one that of the first question put to it. */
  get reader(): RecordReader {
    return this.sessions.getStore() ?? this.database.reader();
  }

  /** Whatever the work asks of `reader` is answered from one version of the rows, also while they are rebuilt; that is chosen anew where it waits for them. */
  session<T>(work: () => T): T {
    return this.sessions.run(this.database.reader(), work);
  }

  /** False: another program projects into these rows, and this one reads what it writes. It may change. */
  get isRunner(): boolean {
    return this.database.lock.isHeld;
  }

  /** Those that answer now. */
  async current(): Promise<StoredRows> {
    return this.database.current();
  }

  /**
   * Follows the log from now on, or as soon as the program that does so has ended. Rows that are missing, were made by other rules or are of
   * another log are built again first.
   */
  async start(report: (progress: RebuildProgress) => void = ignore): Promise<void> {
    this.database.lock.watch(() => void this.lockChanged());
    const started = this.turn.then(() => (this.isRunner ? this.run(report) : undefined));
    this.turn = started.catch(() => undefined);
    await started;
  }

  /** Applies what the log holds by now, and no more; waits for the other program where that one runs the projection. */
  async catchUp(timeoutMs: number): Promise<boolean> {
    const head = await this.log.head();
    if (!head) return true;
    if (!this.isRunner) return this.projected(head.position, timeoutMs);
    if (await this.needsRebuild()) await this.rebuild();
    await applyAll(this.log, await this.current(), (batch, rows) => this.apply(batch, rows));
    return true;
  }

  /** Builds the rows from zero beside the present ones, which answer until they are replaced. */
  rebuild(report: (progress: RebuildProgress) => void = ignore): Promise<Rebuilt> {
    return this.replace(() => this.database.rebuild(this.log, report));
  }

  /** Puts the rows of before the last rebuild in their place again. */
  goBack(): Promise<Checkpoint> {
    return this.replace(() => this.database.goBack(this.log));
  }

  /** @returns false: the time was over before the rows had reached the position */
  async projected(position: string, timeoutMs: number): Promise<boolean> {
    this.log.comparePositions(position, position);
    const isReached = await this.waiters.until(() => this.hasReached(position), timeoutMs, !this.isRunner);
    // The rows that have reached it may have taken the place of those that the session began with.
    if (isReached) this.sessions.getStore()?.renew?.();
    return isReached;
  }

  async figures(): Promise<Figures> {
    const rows = await this.current();
    const { position = null, count = 0, digest = '' } = (await rows.checkpoint()) ?? {};
    const lag = await this.lag(position);
    const fault = this.database.lock.isHeldByAnother ? null : this.fault;
    return { position, events: count, digest, lag, quarantine: await rows.parked(), fault };
  }

  /** Scans the log: are all its events in the rows, up to where the rows are? */
  async completeness(): Promise<Completeness> {
    return isComplete(this.log, await this.current());
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.turn;
    await this.stop();
    this.waiters.close();
    await this.database.close();
  }

  /** One after another: taken, lost and taken again within a moment leads to one subscription. */
  private lockChanged(): Promise<void> {
    if (!this.isRunner) this.unsubscribe();
    this.turn = this.turn.then(async () => {
      await this.stop();
      if (!this.isRunner || this.isClosed) return;
      await this.run(ignore).catch(async (error: unknown) => {
        this.fault = error instanceof Error ? error.message : String(error);
        await this.database.lock.giveBack();
      });
    });
    return this.turn;
  }

  private async run(report: (progress: RebuildProgress) => void): Promise<void> {
    if (await this.isOfAnotherProgram()) return this.standBack();
    if (await this.needsRebuild()) await this.rebuild(report);
    // The lock may have gone meanwhile; then the next turn is told.
    if (this.isRunner) this.follow();
  }

  private async replace<T>(work: () => Promise<T>): Promise<T> {
    if (!this.isRunner && !this.database.rebuildsBesideRunner)
      throw new RowsInUseError(`Another program projects into ${this.database.name}: stop it first, or let it rebuild`);
    const wasFollowing = this.subscription !== null;
    if (!this.database.rebuildsBesideRunner) await this.stop();
    const replaced = await work();
    this.waiters.wake();
    if (wasFollowing && !this.subscription) this.follow();
    return replaced;
  }

  private follow(): void {
    this.fault = null;
    let rows: StoredRows | null = null;
    const consumer = {
      committed: async () => {
        if (await this.isOfAnotherProgram()) await this.standBack();
        // A log that was restored while it was followed may be behind what was taken from it.
        if (await this.areOfAnotherLog()) await this.rebuildOnce();
        rows = await this.current();
        return (await rows.checkpoint())?.position ?? null;
      },
      apply: async (batch: readonly StoredEvent[]) => {
        for (let from = 0; from < batch.length; from += BATCH_EVENTS_MAX) {
          // Rows that replaced them are followed from where they themselves are.
          if ((await this.current()) !== rows)
            throw new RowsReplacedError('The rows were replaced; following goes on from theirs');
          await this.apply(batch.slice(from, from + BATCH_EVENTS_MAX), rows);
        }
      },
    };
    this.subscription = this.log.subscribe(consumer).subscribe((notice) => this.noticed(notice));
  }

  private noticed(notice: SubscriptionNotice): void {
    if (notice.kind === 'restarting') this.fault = notice.reason;
    else this.fault = null;
  }

  private async apply(batch: readonly StoredEvent[], rows: StoredRows): Promise<void> {
    const applying = new Projector(rows).project(batch);
    this.applying = applying.catch(() => undefined);
    await applying;
    this.waiters.wake();
  }

  private unsubscribe(): void {
    this.subscription?.unsubscribe();
    this.subscription = null;
  }

  private async stop(): Promise<void> {
    this.unsubscribe();
    await this.applying;
  }

  /** A program that was started later has other rules and built the rows by them: they are left to it. */
  private async isOfAnotherProgram(): Promise<boolean> {
    if (!(await this.database.wereReplaced())) return false;
    const checkpoint = await (await this.current()).checkpoint();
    return checkpoint !== null && checkpoint.rules !== RULES;
  }

  private async standBack(): Promise<void> {
    this.unsubscribe();
    this.fault = 'A newer program built the rows by other rules: this one only reads them now, and is to be replaced';
    await this.database.lock.release();
  }

  private async hasReached(position: string): Promise<boolean> {
    const reached = (await (await this.current()).checkpoint())?.position;
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
    const rows = await this.current();
    const checkpoint = await rows.checkpoint();
    if (!checkpoint) return (await this.log.head()) !== null;
    if (checkpoint.rules !== RULES || !(await this.isOfThisLog(rows, checkpoint))) return true;
    return canBeReadNow(this.log, await rows.parked());
  }

  private async areOfAnotherLog(): Promise<boolean> {
    const rows = await this.current();
    const checkpoint = await rows.checkpoint();
    if (checkpoint === null || checkpoint.position === this.builtFrom) return false;
    return !(await this.isOfThisLog(rows, checkpoint));
  }

  /** From a log of which somebody deleted what the rows rest on they come out the same, or cannot be built: then they are followed as they are. */
  private async rebuildOnce(): Promise<void> {
    const before = (await (await this.current()).checkpoint())?.position ?? null;
    try {
      this.builtFrom = (await this.rebuild()).checkpoint.position;
    } catch (error) {
      if (error instanceof RevisionGapError) this.builtFrom = before;
      throw error;
    }
  }

  /** The last event applied stands in the log where the rows have it. */
  private async isOfThisLog(rows: StoredRows, checkpoint: Checkpoint): Promise<boolean> {
    const last = await rows.placeOf(checkpoint.seq);
    if (!last) return false;
    try {
      for await (const event of this.log.readStream(last.stream, last.revision))
        return event.eventId === last.eventId && event.position === checkpoint.position;
    } catch (error) {
      if (!(error instanceof StreamDeletedError)) throw error;
    }
    return false;
  }
}

const ignore = (): void => undefined;
