import type { Observable } from 'rxjs';

/** Place in the whole log. Opaque: only the store that gave it can compare it. */
export type Position = string;
/** Revision that the author saw: the last one of the stream, or that there is no such stream yet. */
export type ExpectedRevision = number | 'no_stream';

export interface NewEvent {
  /** Derived from the command, so that a repeated command finds its own event. */
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** A JSON object of at most 1 MB: the development in its normal form, or that as a `CanonicalText`. */
  readonly data: object;
  /** Backfill only: a day or an instant. Absent: known from the moment of the append. */
  readonly knownSince?: string | undefined;
  readonly recordedBy: string;
  readonly correlationId?: string;
  readonly causationId?: string;
}

export interface StoredEvent {
  readonly position: Position;
  readonly stream: string;
  readonly revision: number;
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
  /** Along the log it never decreases. One stream alone tells it as its writer wrote it, before by at most what two clocks differ. */
  readonly knownSince: string;
  /** Only where another writer's clock was ahead: what this one wrote, which the digest is over. */
  readonly writtenKnownSince?: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly backfilled: boolean;
  readonly correlationId: string;
  readonly causationId: string | null;
  /** SHA-256 (hex) over the content and the previous digest of the stream. */
  readonly digest: string;
}

/** Known since is as the stream tells it. */
export interface AppendAnswer {
  readonly outcome: 'stored' | 'already_stored';
  readonly events: readonly Pick<StoredEvent, 'eventId' | 'revision' | 'position' | 'knownSince' | 'recordedAt'>[];
}

/**
 * The one interface with several implementations. `append` answers or refuses, never "unknown": a repeat with the same event ids gets
 * the first answer whatever its expectation; the same id with other content on its stream is an `EventIdConflictError`; a stream that moved
 * is a `WrongExpectedRevisionError`. Appends are applied in the order of the calls, so a caller need not await one before making the next.
 */
export interface EventStore {
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendAnswer>;
  /**
   * Stores events of another log, which follow one another on one stream there, at the end of this one, as they are: id, known since,
   * recorded at and digest. Refuses what does not follow on the event before it. Where it is missing, a log is moved by moving its file.
   */
  copy?(stream: string, events: readonly StoredEvent[]): Promise<AppendAnswer>;
  /** From `fromRevision` (inclusive, default 0); an unknown stream is empty. */
  readStream(stream: string, fromRevision?: number): AsyncIterable<StoredEvent>;
  /** In log order, strictly after the position (null: from the beginning), up to what is committed when it gets there. */
  readAll(after: Position | null): AsyncIterable<StoredEvent>;
  /**
   * Everything after the consumer's own last committed position, then what follows, in batches, for ever. Supervised: a clean end, an
   * error, a stall or a failing consumer lead to resume from `committed()`, with back-off.
   */
  subscribe(consumer: SubscriptionConsumer): Observable<SubscriptionNotice>;
  /** The last event of the log, or null when it is empty. */
  head(): Promise<Pick<StoredEvent, 'position' | 'knownSince'> | null>;
  /** Negative, zero, positive, as for Array.sort; throws a `PositionError` when one is not of this store. */
  comparePositions(a: Position, b: Position): number;
  /** The only position that can follow (null: the first of all), where positions count up; a missing event then shows. */
  positionAfter?(position: Position | null): Position;
  /** Stores what was accepted, and accepts no more. Subscriptions complete. */
  close(): Promise<void>;
}

export interface SubscriptionConsumer {
  /** The position after which to resume, read anew at each (re)start. */
  committed(): Promise<Position | null>;
  /** Must have committed the batch when it resolves; a rejection leads to a resume from `committed()`. */
  apply(batch: readonly StoredEvent[]): Promise<void>;
}

export type SubscriptionNotice =
  | { readonly kind: 'applied'; readonly position: Position; readonly count: number }
  /** Everything that was stored is applied; said again after each further run of batches. */
  | { readonly kind: 'caught_up' }
  | { readonly kind: 'restarting'; readonly reason: string; readonly attempt: number };
