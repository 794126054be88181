import { randomBytes } from 'node:crypto';
import { digestOf } from '../digest.js';
import { InvalidAppendError, KnownSinceError } from '../errors.js';
import type { AppendAnswer, Position, StoredEvent } from '../event-store.js';
import type { PreparedAppend, PreparedEvent } from '../prepared-append.js';
import type { Floor } from './known-since-floor.js';
import type { StreamEvent, StreamState } from './stream-states.js';
import { toWire, type WireEvent } from './wire.js';

/** Drawn once, and counted on from there: nobody else comes to the same. */
const RANDOM = randomBytes(9).toString('base64url');
let flights = 0;
const nextId = (): string => `${RANDOM}-${(flights += 1)}`;

/** An append as it was called. */
export interface Call {
  readonly append: PreparedAppend;
  readonly resolve: (answer: AppendAnswer) => void;
  readonly reject: (error: unknown) => void;
  readonly calledMs: number;
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
  readonly events: readonly WireEvent[];
  readonly expected: bigint | 'no_stream';
  readonly begunMs = performance.now();
  /** Which sending of it counts; the answers of earlier ones may still come. */
  sendings = 0;
  isAcknowledged = false;
  /** How often nobody said anything. */
  silences = 0;
  readonly id = nextId();
  /** What is known of the events as soon as they are stored. */
  readonly written: readonly Written[];
  private readonly seen: StoredEvent[] = [];

  /** @throws KnownSinceError, and InvalidAppendError where an event of another log does not follow on what is here */
  constructor(
    readonly call: Call,
    { state, floor, seen, now }: Ground,
  ) {
    const { stream, events } = call.append;
    this.expected = state.revision < 0 ? 'no_stream' : BigInt(state.revision);
    let last = floor;
    let { revision, digest } = state;
    const written: Written[] = [];
    this.events = events.map((event) => {
      const { moment, floor: next, recordedAt, backfilled } = placedAfter(event, last, now);
      last = next;
      revision += 1;
      const envelope = { knownSince: moment.text, recordedAt, backfilled };
      const { eventId, type, schemaVersion, recordedBy, correlationId, causationId, original } = event;
      const content = { eventId, type, schemaVersion, recordedBy, correlationId, causationId };
      digest = digestOf(digest, { ...content, ...envelope, stream, revision, data: null }, event.canonicalData);
      if (original && original.digest !== digest) throw notFollowing(stream, revision);
      written.push({ stream, eventId, revision, digest, knownSince: moment.text, recordedAt });
      // What is behind others is not vouched for: to begin after it, a reader reads what came before.
      return toWire(event, { ...envelope, digest, seen: original?.isBehind ? null : seen, append: this.id });
    });
    this.floor = last;
    this.written = written;
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

  /** At the places where its events were seen, or at the one that the server told. */
  answer(position?: Position): AppendAnswer {
    const stored = position === undefined ? this.seen : this.written.map((event) => ({ ...event, position }));
    return { outcome: 'stored', events: stored.map(answerOf) };
  }
}

type Written = StreamEvent & Pick<StoredEvent, 'knownSince' | 'recordedAt'>;

export const answerOf = ({ eventId, revision, position, knownSince, recordedAt }: AppendAnswer['events'][number]) => ({
  eventId,
  revision,
  position,
  knownSince,
  recordedAt,
});

interface Placed {
  readonly moment: Floor;
  readonly floor: Floor;
  readonly recordedAt: string;
  readonly backfilled: boolean;
}

/** Since when the event is known where it follows the floor, and the floor after it. */
function placedAfter({ knownSince: said, original }: PreparedEvent, last: Floor, now: Date): Placed {
  if (original) {
    const { knownSince: moment, isBehind, recordedAt, backfilled } = original;
    if (moment.ms < last.ms && !isBehind) throw new KnownSinceError(moment.text, last.text);
    return { moment, floor: isBehind ? last : moment, recordedAt, backfilled };
  }
  const recordedAt = now.toISOString();
  if (said) {
    if (said.ms < last.ms) throw new KnownSinceError(said.text, last.text);
    return { moment: said, floor: said, recordedAt, backfilled: true };
  }
  const ms = Math.max(now.getTime(), last.ms);
  const moment = { text: new Date(ms).toISOString(), ms };
  return { moment, floor: moment, recordedAt, backfilled: false };
}

const notFollowing = (stream: string, revision: number): InvalidAppendError =>
  new InvalidAppendError(
    `The digest of ${stream}, revision ${revision}, does not follow from its content and the event before it: "habeas verify" tells more`,
  );
