import { randomBytes } from 'node:crypto';
import type { EventData } from '@kurrent/kurrentdb-client';
import { digestOf } from '../digest.js';
import { KnownSinceError } from '../errors.js';
import type { AppendAnswer, Position, StoredEvent } from '../event-store.js';
import type { PreparedAppend } from '../prepared-append.js';
import type { Floor } from './known-since-floor.js';
import type { StreamState } from './stream-states.js';
import { toWire } from './wire.js';

/** An append as it was called. */
export interface Call {
  readonly append: PreparedAppend;
  readonly resolve: (answer: AppendAnswer) => void;
  readonly reject: (error: unknown) => void;
  /** The stream was read for this call, so what it says is not old. */
  isStreamRead: boolean;
}

/** What an append is written after. */
export interface Ground {
  readonly state: StreamState;
  readonly floor: Floor;
  readonly seen: Position | null;
  readonly now: Date;
}

/** An append on its way. However often it is sent, it is the same bytes with the same expectation. */
export class Flight {
  readonly floor: Floor;
  readonly events: readonly EventData[];
  readonly expected: bigint | 'no_stream';
  readonly begunMs = performance.now();
  /** Which sending of it counts; the answers of earlier ones may still come. */
  sendings = 0;
  isAcknowledged = false;
  readonly id = randomBytes(9).toString('base64url');
  private readonly seen: StoredEvent[] = [];

  /** @throws KnownSinceError */
  constructor(
    readonly call: Call,
    { state, floor, seen, now }: Ground,
  ) {
    const { stream, events } = call.append;
    const recordedAt = now.toISOString();
    this.expected = state.revision < 0 ? 'no_stream' : BigInt(state.revision);
    let last = floor;
    let { revision, digest } = state;
    this.events = events.map((event) => {
      last = momentOf(event.knownSince, last, now.getTime());
      revision += 1;
      const backfilled = event.knownSince !== null;
      const envelope = { knownSince: last.text, recordedAt, backfilled };
      const { canonicalData, ...content } = event;
      digest = digestOf(digest, { ...content, ...envelope, stream, revision, data: null }, canonicalData);
      return toWire(event, { ...envelope, digest, seen, append: this.id });
    });
    this.floor = last;
  }

  get stream(): string {
    return this.call.append.stream;
  }

  get bytes(): number {
    return this.call.append.bytes;
  }

  get firstRevision(): number {
    return this.expected === 'no_stream' ? 0 : Number(this.expected) + 1;
  }

  get lastRevision(): number {
    return this.firstRevision + this.events.length - 1;
  }

  /** Told what the log holds where this append belongs. `foreign`: somebody else came first, and this one can no longer be stored. */
  see(event: StoredEvent, append: string): 'more' | 'all' | 'foreign' | 'elsewhere' {
    if (event.revision < this.firstRevision || event.revision > this.lastRevision) return 'elsewhere';
    if (append !== this.id) return 'foreign';
    if (event.revision === this.firstRevision + this.seen.length) this.seen.push(event);
    return this.seen.length === this.events.length ? 'all' : 'more';
  }

  answer(): AppendAnswer {
    return { outcome: 'stored', events: this.seen.map(answerOf) };
  }
}

export const answerOf = ({ eventId, revision, position, knownSince, recordedAt }: StoredEvent) => ({
  eventId,
  revision,
  position,
  knownSince,
  recordedAt,
});

function momentOf(said: Floor | null, last: Floor, nowMs: number): Floor {
  if (said) {
    if (said.ms < last.ms) throw new KnownSinceError(said.text, last.text);
    return said;
  }
  const ms = Math.max(nowMs, last.ms);
  return { text: new Date(ms).toISOString(), ms };
}
