import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { type Observable, Subject, takeUntil } from 'rxjs';
import { EventStoreClosedError } from '../errors.js';
import type {
  AppendAnswer,
  EventStore,
  ExpectedRevision,
  NewEvent,
  Position,
  StoredEvent,
  SubscriptionConsumer,
  SubscriptionNotice,
} from '../event-store.js';
import { SUPERVISION, type SupervisionOptions, superviseSubscription } from '../subscription.js';
import { AppendQueue } from './append-queue.js';
import { CommitSignal } from './commit-signal.js';
import { openConnection } from './connection.js';
import { type FollowOptions, LogFollower } from './log-follower.js';
import { LogReader } from './log-reader.js';
import { LogWriter } from './log-writer.js';
import { type EventRow, positionNumber, toStoredEvent } from './rows.js';

const READ_CHUNK_EVENTS = 500;

export interface SqliteEventStoreOptions extends Partial<FollowOptions>, Partial<SupervisionOptions> {
  readonly now?: () => Date;
  /** How long an append waits for another process's write lock. */
  readonly lockWaitMs?: number;
  /** For a program that only stores, and a lot: commits are larger and rarer. */
  readonly isBulk?: boolean;
}

/** The log in one SQLite file. Several processes may have it open: each commit looks at what the others stored before. */
export class SqliteEventStore implements EventStore {
  private readonly db: Database;
  private readonly reader: LogReader;
  private readonly queue: AppendQueue;
  private readonly follower: LogFollower;
  private readonly supervision: SupervisionOptions;
  private readonly closed = new Subject<void>();

  constructor(path: string, options: SqliteEventStoreOptions = {}) {
    const { now = () => new Date(), lockWaitMs = 5_000, isBulk = false, ...following } = options;
    const { batchEventsMax = 500, pollMs = 100, ...supervision } = following;
    this.db = openConnection(path, isBulk);
    this.reader = new LogReader(this.db);
    this.supervision = { ...SUPERVISION, ...supervision };
    const commits = new CommitSignal();
    this.follower = new LogFollower(this.reader, commits, { batchEventsMax, pollMs });
    const writer = new LogWriter(this.db, now);
    this.queue = new AppendQueue({
      commit: (group) => writer.commit(group),
      onStored: () => commits.notify(),
      lockWaitMs,
      isBulk,
    });
  }

  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendAnswer> {
    return this.queue.push(stream, expected, events);
  }

  readStream(stream: string, fromRevision = 0): AsyncIterable<StoredEvent> {
    let next = fromRevision;
    return this.inChunks(() => {
      const rows = this.reader.rowsOfStream(stream, next, READ_CHUNK_EVENTS);
      next = (rows.at(-1)?.[2] ?? next) + 1;
      return rows;
    });
  }

  readAll(after: Position | null): AsyncIterable<StoredEvent> {
    let last: number | null = null;
    return this.inChunks(() => {
      last ??= positionNumber(after);
      const rows = this.reader.rowsAfter(last, READ_CHUNK_EVENTS);
      last = rows.at(-1)?.[0] ?? last;
      return rows;
    });
  }

  subscribe(consumer: SubscriptionConsumer): Observable<SubscriptionNotice> {
    return superviseSubscription(this.follower, consumer, this.supervision).pipe(takeUntil(this.closed));
  }

  head(): Promise<Pick<StoredEvent, 'position' | 'knownSince'> | null> {
    return Promise.resolve().then(() => {
      this.requireOpen();
      const head = this.reader.head();
      return head && { position: String(head.position), knownSince: head.knownSince };
    });
  }

  comparePositions(a: Position, b: Position): number {
    return positionNumber(a) - positionNumber(b);
  }

  positionAfter(position: Position | null): Position {
    return String(positionNumber(position) + 1);
  }

  /** Stores what was accepted; subscriptions complete. */
  async close(): Promise<void> {
    await this.queue.close();
    this.closed.next();
    this.db.close();
  }

  private async *inChunks(nextChunk: () => EventRow[]): AsyncGenerator<StoredEvent> {
    for (;;) {
      this.requireOpen();
      const rows = nextChunk();
      for (const row of rows) yield toStoredEvent(row);
      if (rows.length < READ_CHUNK_EVENTS) return;
      // A long reading lets others have their turn: promises alone never reach the timers and the network.
      await nextTurn();
    }
  }

  private requireOpen(): void {
    if (!this.db.open) throw new EventStoreClosedError();
  }
}
