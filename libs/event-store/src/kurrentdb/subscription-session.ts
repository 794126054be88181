import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { END, type KurrentDBClient, START, streamNameFilter } from '@kurrent/kurrentdb-client';
import type { AllStreamResolvedEvent, AllStreamSubscription } from '@kurrent/kurrentdb-client';
import { closeClient, withDeadline } from './connection.js';
import type { LogPosition } from './position.js';

const BUFFERED_MAX = 1_000;
/** Records that the server looks at before it tells how far it came in what is not ours. */
const SEARCH_WINDOW = 500;
const PING_STREAM = 'ping';

/** One subscription of the server, on a connection of its own: a reader that takes its time must not hold up the appends. */
export class SubscriptionSession {
  /** How far the server came where nothing was ours; what it delivered before may still wait here. */
  checkpoint: LogPosition | null = null;
  /** What was stored when it last said so is delivered, and what follows comes as it is stored. */
  isLive = false;
  private readonly subscription: AllStreamSubscription;
  private buffer: AllStreamResolvedEvent[] = [];
  private end: { readonly error: unknown } | null = null;
  private readonly wakers = new Set<() => void>();
  private makeRoom: () => void = () => undefined;

  constructor(
    private readonly client: KurrentDBClient,
    private readonly prefix: string,
    after: LogPosition | null,
  ) {
    const filter = streamNameFilter({
      prefixes: [prefix],
      maxSearchWindow: SEARCH_WINDOW,
      checkpointInterval: 1,
      checkpointReached: (_, position) => void (this.checkpoint = position),
    });
    this.subscription = client.subscribeToAll({ fromPosition: after ?? START, filter });
    // An error after the last reading would otherwise end the process.
    this.subscription.on('error', () => undefined);
    this.subscription.on('caughtUp', () => void (this.isLive = true));
    this.subscription.on('fellBehind', () => void (this.isLive = false));
    void this.receive();
  }

  /** Rejects where the server does not accept the subscription in time. */
  async confirmed(ms: number): Promise<void> {
    const confirmed = once(this.subscription, 'confirmation');
    confirmed.catch(() => undefined);
    await withDeadline(confirmed, ms);
  }

  /** Until so many are delivered, the subscription has ended, the signal aborts, or, of `wait`, the milliseconds have passed or the work is done. */
  arrived(wait: number | Promise<unknown>, signal: AbortSignal, count = 1): Promise<void> {
    const isDue = (): boolean => this.buffer.length >= count || this.end !== null || signal.aborted;
    if (isDue()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settle = (isTime = true): void => {
        if (!isTime && !isDue()) return;
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        this.wakers.delete(onDelivery);
        resolve();
      };
      const onAbort = (): void => settle();
      const onDelivery = (): void => settle(false);
      const timer = typeof wait === 'number' ? setTimeout(settle, wait).unref() : undefined;
      if (typeof wait !== 'number') void wait.catch(reject).finally(settle);
      signal.addEventListener('abort', onAbort);
      this.wakers.add(onDelivery);
    });
  }

  /** What has been delivered, at most so many. Throws when that was all and the subscription has ended. */
  take(max: number): AllStreamResolvedEvent[] {
    const taken = this.buffer.splice(0, max);
    if (taken.length > 0) this.makeRoom();
    else if (this.end) throw this.end.error;
    return taken;
  }

  /** Nothing waits here, or on its way from the connection to here. */
  get isEmpty(): boolean {
    return this.buffer.length === 0 && this.subscription.readableLength === 0;
  }

  /** As `isEmpty`, after a turn in which what is on its way arrives. */
  async isQuiet(): Promise<boolean> {
    if (!this.isEmpty) return false;
    await nextTurn();
    return this.isEmpty;
  }

  /** Whether anybody is there, asked over the same connection: a dead one says nothing, like a quiet log. */
  async ping(ms: number): Promise<void> {
    const ping = this.client.subscribeToStream(`${this.prefix}${PING_STREAM}`, { fromRevision: END });
    try {
      await withDeadline(once(ping, 'confirmation'), ms);
    } finally {
      ping.on('error', () => undefined);
      void ping.unsubscribe().catch(() => undefined);
    }
  }

  close(): void {
    this.makeRoom();
    this.end ??= { error: new Error('the subscription was closed') };
    void closeClient(this.client).catch(() => undefined);
  }

  private async receive(): Promise<void> {
    try {
      for await (const resolved of this.subscription) {
        this.buffer.push(resolved);
        this.wake();
        if (this.buffer.length >= BUFFERED_MAX) await new Promise<void>((resolve) => (this.makeRoom = resolve));
        if (this.end) return;
      }
      this.end ??= { error: new Error('the server ended the subscription') };
    } catch (error) {
      this.end ??= { error };
    }
    this.wake();
  }

  private wake(): void {
    for (const onDelivery of [...this.wakers]) onDelivery();
  }
}
