import type { Position, StoredEvent } from '../event-store.js';
import type { Connection } from './connection.js';
import { type Floor, NO_FLOOR, raise } from './known-since-floor.js';
import type { LogReader } from './log-reader.js';
import { compare, comparePositions, type LogPosition, positionOf, positionText } from './position.js';
import { SubscriptionSession } from './subscription-session.js';
import { fromWire, type ReadEvent } from './wire.js';

/** An append looks at what others stored when the last look is older than this. */
const FRESH_MS = 1_000;
const CHUNK_EVENTS = 1_000;
const CONFIRM_MS = 1_000;

/** Told of each event that is stored on a stream, in order. */
export type StreamWatch = (event: StoredEvent, append: string) => void;

/**
 * The end of the log as this process knows it. An append is only believed when its events are read here: the server gives the same answer
 * to whoever stored them and to whoever came second with the same ids.
 */
export class LogTail {
  position: Position | null = null;
  floor: Floor = NO_FLOOR;
  /** Where the next look begins: nothing of ours that was not taken lies before it. On a server that others fill it runs ahead of `position`. */
  private lookedAt: LogPosition | null = null;
  private hasStarted = false;
  private readMs = -Infinity;
  private running: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  private readonly watches = new Map<string, StreamWatch>();
  private readonly closing = new AbortController();
  private session: SubscriptionSession | null = null;
  private toldMs = -Infinity;

  constructor(
    private readonly connection: Connection,
    private readonly reader: LogReader,
    private readonly onEvent: (event: StoredEvent) => void,
  ) {}

  /** What is stored comes by without being asked for. */
  get isTold(): boolean {
    return this.session?.isLive === true;
  }

  /** What an append that was called then may rest on: a look since, however long it took, or one of just now. */
  hasLookedSince(calledMs: number): boolean {
    return this.readMs >= Math.min(calledMs, performance.now() - FRESH_MS);
  }

  watch(stream: string, watch: StreamWatch): void {
    this.watches.set(stream, watch);
  }

  close(): void {
    this.closing.abort();
  }

  unwatch(stream: string): void {
    this.watches.delete(stream);
  }

  /** Reads on to what is the end of the log at the time of this call, or later. */
  readOn(): Promise<void> {
    const { running } = this;
    if (!running) return this.begin();
    // What runs may have looked already.
    this.next ??= running
      .catch(() => undefined)
      .then(() => {
        this.next = null;
        return this.begin();
      });
    return this.next;
  }

  private begin(): Promise<void> {
    this.running = this.run().finally(() => (this.running = null));
    return this.running;
  }

  private async run(): Promise<void> {
    if (!this.hasStarted) await this.start();
    for (let isMore = true; isMore;) {
      const begunMs = performance.now();
      await this.skipOthers();
      const chunk = await this.reader.after(this.lookedAt && positionText(this.lookedAt), CHUNK_EVENTS);
      for (const read of chunk) this.take(read);
      isMore = chunk.length >= CHUNK_EVENTS;
      if (!isMore) this.readMs = begunMs;
      // Told of nothing for a while, and yet something was stored: nobody is there any more.
      if (chunk.length > 0 && begunMs - this.toldMs > FRESH_MS) this.session?.close();
    }
    void this.listen();
  }

  /** Reading costs more than being told, so who appends is told, on a connection of its own. Where it breaks, the next reading begins it again. */
  private async listen(): Promise<void> {
    if (this.session || this.closing.signal.aborted) return;
    const { connection, lookedAt, closing } = this;
    const { prefix } = connection.settings;
    const session = new SubscriptionSession(connection.openClient(), prefix, lookedAt);
    this.session = session;
    this.toldMs = performance.now();
    try {
      await session.confirmed(CONFIRM_MS);
      while (!closing.signal.aborted) {
        await session.arrived(Infinity, closing.signal);
        session.take(CHUNK_EVENTS).forEach((resolved) => this.take(fromWire(resolved, prefix)));
        this.toldMs = this.readMs = performance.now();
      }
    } catch {
      // It ended: what was stored is read instead.
    } finally {
      session.close();
      this.session = null;
    }
  }

  private async start(): Promise<void> {
    const end = await this.reader.end();
    const last = await this.reader.last();
    if (last) {
      this.floor = await this.reader.floorOf(last);
      this.position = last.event.position;
    }
    this.lookedAt = last ? positionOf(last.event.position) : end;
    this.hasStarted = true;
  }

  /** What others appended since is searched once, by the session that tells how far it came. */
  private async skipOthers(): Promise<void> {
    const { session } = this;
    if (!session || !(await session.isQuiet())) return;
    const { checkpoint } = session;
    if (checkpoint && (!this.lookedAt || compare(checkpoint, this.lookedAt) > 0)) this.lookedAt = checkpoint;
  }

  private take(read: ReadEvent | null): void {
    if (!read) return;
    const { event: written, append } = read;
    if (this.position !== null && comparePositions(written.position, this.position) <= 0) return;
    const { event, floor } = raise(written, this.floor);
    this.floor = floor;
    this.position = event.position;
    this.lookedAt = positionOf(event.position);
    this.onEvent(written);
    this.watches.get(event.stream)?.(event, append);
  }
}
