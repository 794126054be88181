import { setImmediate as nextTurn } from 'node:timers/promises';
import { BACKWARDS, END, ErrorType } from '@kurrent/kurrentdb-client';
import type { Position, StoredEvent } from '../event-store.js';
import type { SourceItem, SubscriptionSource } from '../subscription.js';
import { type Connection, withDeadline } from './connection.js';
import { type Floor, raise } from './known-since-floor.js';
import type { LogReader } from './log-reader.js';
import { compare, comparePositions, type LogPosition, positionOf, positionText } from './position.js';
import { SubscriptionSession } from './subscription-session.js';
import { fromWire } from './wire.js';

export interface FollowOptions {
  readonly batchEventsMax: number;
  /** How long a subscription is quiet before it is looked after. */
  readonly quietMs: number;
  /** How long an answer to that may take. */
  readonly probeMs: number;
  /** How long the server may take to accept a subscription. */
  readonly confirmMs: number;
}

/** With so many attempts in vain, every fourth is given as long as a slow server may need. */
const ATTEMPTS_IN_VAIN = 40;
const SLOW_CONFIRM_MS = 4_000;
const FILLING_MS = 5;
/** Looked at to see whether the log has moved on without the subscription; bounded, since the server may be full of others' events. */
const LAST_RECORDS = 32;

class StandstillError extends Error {
  constructor() {
    super('the subscription stands still while the log moves on');
  }
}

const isOutOfPlace = (error: unknown): boolean =>
  error instanceof StandstillError || (error as { type?: ErrorType }).type === ErrorType.UNKNOWN;

interface Reached {
  readonly after: Position | null;
  readonly floor: Floor;
  /** Nothing of ours lies between `after` and here. */
  readonly checkpoint: LogPosition | null;
}

/** Follows the log for one consumer. Keeps in mind how far its last session came, so that the next begins without reading anything. */
export class LogFollower implements SubscriptionSource {
  private reached: Reached | null = null;
  private attempts = 0;

  constructor(
    private readonly connection: Connection,
    private readonly reader: LogReader,
    private readonly options: FollowOptions,
  ) {}

  async *follow(after: Position | null, signal: AbortSignal): AsyncGenerator<SourceItem> {
    const { reached } = this;
    const isKnown = reached !== null && reached.after === after;
    let at: Reached = isKnown ? reached : { after, floor: await this.reader.floorAt(after), checkpoint: null };
    const from = at.checkpoint ?? (after === null ? null : positionOf(after));
    const session = new SubscriptionSession(this.connection.openClient(), this.connection.settings.prefix, from);
    try {
      this.attempts += 1;
      await session.confirmed(this.confirmMs());
      this.attempts = 0;
      let isCaughtUp = false;
      while (!signal.aborted) {
        const { events, fault } = await this.nextEvents(session, at, signal);
        const last = events.at(-1);
        if (last) {
          at = { after: last.event.position, floor: last.floor, checkpoint: null };
          yield { kind: 'events', events: events.map(({ event }) => event) };
          this.reached = at;
          isCaughtUp = false;
        }
        // Those before it are applied; nobody gets past it here.
        if (fault) throw fault;
        if (!(await session.isQuiet())) continue;
        at = this.reached = { ...at, checkpoint: further(session.checkpoint, at) };
        if (session.isLive && !isCaughtUp) yield { kind: 'caught_up' };
        else if (!last) yield { kind: 'alive' };
        isCaughtUp = session.isLive;
      }
    } catch (error) {
      if (isOutOfPlace(error)) this.dropCheckpoint();
      throw error;
    } finally {
      session.close();
    }
  }

  /** In a log that was restored meanwhile it may be nobody's place, or beyond the end; where an event stands is looked after. */
  private dropCheckpoint(): void {
    if (this.reached) this.reached = { ...this.reached, checkpoint: null };
  }

  private confirmMs(): number {
    const isSlow = this.attempts > ATTEMPTS_IN_VAIN && this.attempts % 4 === 0;
    return isSlow ? SLOW_CONFIRM_MS : this.options.confirmMs;
  }

  /** The next batch, up to an event that cannot be read; none after a while of quiet in which somebody was there. */
  private async nextEvents(session: SubscriptionSession, { after, floor }: Reached, signal: AbortSignal) {
    const { batchEventsMax, quietMs } = this.options;
    await session.arrived(quietMs, signal);
    if (session.isEmpty && !signal.aborted) {
      const looking = this.lookAfter(session, after);
      looking.catch(() => undefined);
      await session.arrived(looking, signal);
    }
    // What comes together is told together, and a subscription that catches up is about to bring more.
    if (session.isLive) await nextTurn();
    else await session.arrived(FILLING_MS, signal, batchEventsMax);
    const events: { event: StoredEvent; floor: Floor }[] = [];
    let last = after;
    for (const resolved of session.take(batchEventsMax)) {
      const read = fromWire(resolved, this.connection.settings.prefix);
      // Delivered again, as servers do after a reconnect: it is applied once.
      if (!read || (last !== null && comparePositions(read.event.position, last) <= 0)) continue;
      if (read.fault) return { events, fault: read.fault };
      const step = raise(read.event, events.at(-1)?.floor ?? floor);
      events.push(step);
      last = step.event.position;
    }
    return { events, fault: null };
  }

  /** Rejects when nobody answers on the connection, or the log has moved on and the subscription does not tell. */
  private async lookAfter(session: SubscriptionSession, after: Position | null): Promise<void> {
    await session.ping(this.options.probeMs);
    const before = await this.lastOfOurs();
    if (before === null || (after !== null && comparePositions(before, after) <= 0)) return;
    // It may be on its way: what was there a ping ago is delivered by now.
    await session.ping(this.options.probeMs);
    if (await session.isQuiet()) throw new StandstillError();
  }

  private async lastOfOurs(): Promise<Position | null> {
    const ask = this.connection.read((client) =>
      client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: LAST_RECORDS }),
    );
    for (const { event } of await withDeadline(ask, this.options.probeMs)) {
      if (!event?.position || event.type.startsWith('$')) continue;
      if (event.streamId.startsWith(this.connection.settings.prefix)) return positionText(event.position);
    }
    return null;
  }
}

function further(checkpoint: LogPosition | null, { after, checkpoint: known }: Reached): LogPosition | null {
  const isFurther = checkpoint !== null && (after === null || compare(checkpoint, positionOf(after)) > 0);
  return isFurther ? checkpoint : known;
}
