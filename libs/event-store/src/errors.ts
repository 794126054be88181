import type { ExpectedRevision, Position } from './event-store.js';

/**
 * `refusal`: asking again gives the same answer. `conflict`: someone else was first, so the author looks again.
 * `fault`: not the caller's doing, nothing was stored, and the same call may be repeated.
 */
export type ErrorKind = 'refusal' | 'conflict' | 'fault';

export abstract class EventStoreError extends Error {
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  override get name(): string {
    return this.constructor.name;
  }
}

export class WrongExpectedRevisionError extends EventStoreError {
  readonly code = 'wrong-expected-revision';
  readonly kind = 'conflict';
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: ExpectedRevision,
  ) {
    super(`${stream} is at ${revisionInWords(actual)}, not at ${revisionInWords(expected)}`);
  }
}

export class EventIdConflictError extends EventStoreError {
  readonly code = 'event-id-conflict';
  readonly kind = 'refusal';
  constructor(readonly eventId: string) {
    super(`The event id ${eventId} is already in the log with other content`);
  }
}

export class PartialRepeatError extends EventStoreError {
  readonly code = 'partial-repeat';
  readonly kind = 'refusal';
  constructor(readonly stream: string) {
    super(`Some of these events are in the log already, but not all of them one after the other on ${stream}`);
  }
}

export class InvalidAppendError extends EventStoreError {
  readonly code = 'invalid-append';
  readonly kind = 'refusal';
}

export class KnownSinceError extends EventStoreError {
  readonly code = 'known-since-too-early';
  readonly kind = 'refusal';
  constructor(
    readonly knownSince: string,
    readonly last: string,
  ) {
    super(`An event known since ${knownSince} cannot follow one known since ${last}, the last of the log`);
  }
}

export class PositionError extends EventStoreError {
  readonly code = 'unknown-position';
  readonly kind = 'refusal';
  constructor(readonly position: Position) {
    super(`"${position}" is not a position of this event store`);
  }
}

export class AppendFailedError extends EventStoreError {
  readonly code = 'append-failed';
  readonly kind = 'fault';
  constructor(cause: unknown) {
    super(`The events were not stored (${cause instanceof Error ? cause.message : String(cause)}); repeat the append`, {
      cause,
    });
  }
}

/**
 * The server behind the log did not answer in time. Whether an append got through shows when it answers again: repeated, it is stored once
 * and told so.
 */
export class EventStoreUnavailableError extends EventStoreError {
  readonly code = 'event-store-unavailable';
  readonly kind = 'fault';
  constructor(what: string, cause: unknown) {
    super(`${what} (${cause instanceof Error ? cause.message : String(cause)}); repeat the call when it is back`, {
      cause,
    });
  }
}

/** Somebody deleted a stream on the server itself: Habeas never does. */
export class StreamDeletedError extends EventStoreError {
  readonly code = 'stream-deleted';
  readonly kind = 'fault';
  constructor(readonly stream: string) {
    super(`${stream} was deleted on the server, which no event log allows: restore the server from a backup`);
  }
}

export class EventStoreClosedError extends EventStoreError {
  readonly code = 'event-store-closed';
  readonly kind = 'fault';
  constructor() {
    super('The event store is closed');
  }
}

/** A row of the log that cannot be read at all; `verifyLog` finds those that read well but were altered. */
export class CorruptEventError extends EventStoreError {
  readonly code = 'corrupt-event';
  readonly kind = 'fault';
  constructor(
    readonly position: Position,
    readonly stream: string,
    readonly revision: number,
    cause: unknown,
  ) {
    super(`The event at position ${position} (${stream}, revision ${revision}) cannot be read`, { cause });
  }
}

/** The log may not be used: another program's file, a newer format, or a database that would not keep what it acknowledges. */
export class UnusableEventStoreError extends EventStoreError {
  readonly code = 'event-store-unusable';
  readonly kind = 'fault';
}

/** The log is not the one any more that this program has read, and knows by heart. */
export class LogSetBackError extends EventStoreError {
  readonly code = 'log-set-back';
  readonly kind = 'fault';
  constructor() {
    super(
      'The event log does not hold what this program has read of it: it was restored from a backup, or is another one. Start this program again',
    );
  }
}

export class ConfigError extends EventStoreError {
  readonly code = 'bad-configuration';
  readonly kind = 'fault';
}

function revisionInWords(revision: ExpectedRevision): string {
  return revision === 'no_stream' ? 'no stream' : `revision ${revision}`;
}
