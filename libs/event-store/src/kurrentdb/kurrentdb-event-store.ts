import { BACKWARDS, END } from '@kurrent/kurrentdb-client';
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
import { prepareAppend, prepareCopy } from '../prepared-append.js';
import { type SupervisionOptions, superviseSubscription } from '../subscription.js';
import { AppendQueue } from './append-queue.js';
import { Connection, type Patience } from './connection.js';
import { raise } from './known-since-floor.js';
import { type FollowOptions, LogFollower } from './log-follower.js';
import { LogReader } from './log-reader.js';
import { LogTail } from './log-tail.js';
import { comparePositions, positionOf } from './position.js';
import { Repeats } from './repeats.js';
import { Sender } from './sender.js';
import { readSettings } from './settings.js';
import { StreamStates } from './stream-states.js';

export interface KurrentEventStoreOptions
  extends Partial<FollowOptions>, Partial<SupervisionOptions>, Partial<Patience> {
  readonly now?: () => Date;
  /** How long one sending of an append may go unanswered before it is sent again. */
  readonly answerMs?: number;
}

const FOLLOWING: FollowOptions = { batchEventsMax: 500, quietMs: 1_000, probeMs: 1_500, confirmMs: 600 };
/** A dead connection is noticed within 5 s, and a server that is back is found within 1 s. */
const SUPERVISING: SupervisionOptions = { stallMs: 4_500, backOffMinMs: 50, backOffMaxMs: 200, random: Math.random };
const PATIENCE: Patience = { silenceMs: 5_000, awayMs: 20_000 };
const ANSWER_MS = 3_000;

/** The log on a KurrentDB server or cluster, which many processes share. Its streams are told from others' by the prefix of their names. */
export class KurrentEventStore implements EventStore {
  private readonly connection: Connection;
  private readonly reader: LogReader;
  private readonly tail: LogTail;
  private readonly sender: Sender;
  private readonly queue: AppendQueue;
  private readonly following: FollowOptions;
  private readonly supervision: SupervisionOptions;
  private readonly closed = new Subject<void>();
  private isClosed = false;

  private constructor(url: string, options: KurrentEventStoreOptions) {
    const given = { ...FOLLOWING, ...SUPERVISING, ...PATIENCE, answerMs: ANSWER_MS, now: () => new Date(), ...options };
    this.following = given;
    this.supervision = given;
    this.connection = new Connection(readSettings(url), given);
    this.reader = new LogReader(this.connection);
    const states = new StreamStates(this.reader);
    this.tail = new LogTail(this.reader, (event) => states.add(event));
    this.sender = new Sender(this.connection, given.answerMs);
    const { tail, sender, reader } = this;
    this.queue = new AppendQueue({ tail, states, sender, repeats: new Repeats(reader), ...given });
  }

  /** Waits a while for a server that is just starting. */
  static async open(url: string, options: KurrentEventStoreOptions = {}): Promise<KurrentEventStore> {
    const store = new KurrentEventStore(url, options);
    await store.connection.read((client) => client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }));
    return store;
  }

  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendAnswer> {
    return this.queue.push(() => prepareAppend(stream, expected, events));
  }

  copy(stream: string, events: readonly StoredEvent[]): Promise<AppendAnswer> {
    return this.queue.push(() => prepareCopy(stream, events));
  }

  async *readStream(stream: string, fromRevision = 0): AsyncGenerator<StoredEvent> {
    for await (const chunk of this.reader.streamChunks(stream, fromRevision)) {
      for (const { event, fault } of chunk) {
        if (fault) throw fault;
        yield event;
      }
      this.requireOpen();
    }
  }

  async *readAll(after: Position | null): AsyncGenerator<StoredEvent> {
    this.requireOpen();
    if (after !== null) positionOf(after);
    let floor = await this.reader.floorAt(after);
    for await (const chunk of this.reader.chunksAfter(after)) {
      for (const { event: written, fault } of chunk) {
        if (fault) throw fault;
        const step = raise(written, floor);
        floor = step.floor;
        yield step.event;
      }
      this.requireOpen();
    }
  }

  subscribe(consumer: SubscriptionConsumer): Observable<SubscriptionNotice> {
    const follower = new LogFollower(this.connection, this.reader, this.following);
    return superviseSubscription(follower, consumer, this.supervision).pipe(takeUntil(this.closed));
  }

  async head(): Promise<Pick<StoredEvent, 'position' | 'knownSince'> | null> {
    this.requireOpen();
    const last = await this.reader.last();
    if (!last) return null;
    const { position } = last.event;
    const floor = position === this.tail.position ? this.tail.floor : await this.reader.floorOf(last);
    return { position, knownSince: floor.text };
  }

  comparePositions(a: Position, b: Position): number {
    return comparePositions(a, b);
  }

  /** Answers what was accepted; subscriptions complete. */
  async close(): Promise<void> {
    await this.queue.close();
    this.isClosed = true;
    this.closed.next();
    this.sender.close();
    await this.connection.close();
  }

  private requireOpen(): void {
    if (this.isClosed) throw new EventStoreClosedError();
  }
}
