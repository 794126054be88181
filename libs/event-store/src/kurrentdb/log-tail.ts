import { setTimeout as pause } from 'node:timers/promises';
import { LogSetBackError } from '../errors.js';
import type { Position, StoredEvent } from '../event-store.js';
import { READABLE_WITHIN_MS } from './connection.js';
import { type Floor, NO_FLOOR, raise } from './known-since-floor.js';
import type { LogReader } from './log-reader.js';
import { compare, type LogPosition, positionOf, positionText } from './position.js';
import type { ReadEvent } from './wire.js';

/** An append looks at what others stored when the last look is older than this. */
const FRESH_MS = 1_000;
const AGEING_MS = 300;
const CHUNK_EVENTS = 1_000;
const PAUSE_MS = 50;

/** Told of each event that is stored on a stream, in order. */
export type StreamWatch = (event: StoredEvent, append: string) => void;

/** The end of the log as this process knows it: so far it has seen what everybody appends. */
export class LogTail {
  position: Position | null = null;
  floor: Floor = NO_FLOOR;
  /** Of the event at the position. */
  private digest: string | null = null;
  /** Where the next look begins: nothing of ours that was not taken lies before it. On a server that others fill it runs ahead of `position`. */
  private lookedAt: LogPosition | null = null;
  private hasStarted = false;
  private readMs = -Infinity;
  private running: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  private readonly watches = new Map<string, StreamWatch>();
  /** The end of the server at the last look, whosever it is. */
  private end: LogPosition | null = null;

  constructor(
    private readonly reader: LogReader,
    private readonly onEvent: (event: StoredEvent) => void,
  ) {}

  /** What an append that was called then may rest on: a look since, however long it took, or one of just now. */
  hasLookedSince(calledMs: number): boolean {
    const now = performance.now();
    const isFresh = this.readMs >= Math.min(calledMs, now - FRESH_MS);
    // Ahead of need, so that who appends all the time does not wait.
    if (isFresh && !this.running && this.readMs < now - AGEING_MS) this.readOn().catch(() => undefined);
    return isFresh;
  }

  watch(stream: string, watch: StreamWatch): void {
    this.watches.set(stream, watch);
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
    const begunMs = performance.now();
    for (let isThere = false; !isThere;) {
      isThere = await this.look().catch(async (error: unknown) => {
        if (!(error instanceof LogSetBackError) || performance.now() - begunMs > READABLE_WITHIN_MS) throw error;
        await pause(PAUSE_MS);
        return false;
      });
    }
  }

  private async look(): Promise<true> {
    const { end: before, lookedAt } = this;
    [this.end] = await Promise.all([this.reader.end(), this.takeOn()]);
    if (lookedAt && (!this.end || compare(this.end, lookedAt) < 0)) throw new LogSetBackError();
    // All of ours up to there is taken now: what others wrote is searched once.
    if (before && (!this.lookedAt || compare(before, this.lookedAt) > 0)) this.lookedAt = before;
    return true;
  }

  private async takeOn(): Promise<void> {
    for (let from = this.lookedAt; ;) {
      const begunMs = performance.now();
      const next = await this.takeFrom(from && positionText(from));
      if (!next) {
        this.readMs = begunMs;
        return;
      }
      from = next;
    }
  }

  /** Answers from where to go on; null: that was all. */
  private async takeFrom(from: Position | null): Promise<LogPosition | null> {
    const { position, digest } = this;
    // It begins with what was taken last: were that gone, others would follow on what is not there.
    let isThere = from === null || from !== position;
    const next = await this.reader.eachFrom(from, CHUNK_EVENTS, (read) => {
      if (!isThere && read.event.digest !== digest) throw new LogSetBackError();
      isThere = true;
      this.take(read);
    });
    if (!isThere) throw new LogSetBackError();
    return next;
  }

  private async start(): Promise<void> {
    const end = await this.reader.end();
    const last = await this.reader.last();
    if (last) {
      this.floor = await this.reader.floorOf(last);
      this.position = last.event.position;
      this.digest = last.event.digest;
    }
    this.lookedAt = last ? positionOf(last.event.position) : end;
    this.hasStarted = true;
  }

  private take({ event: written, append }: ReadEvent): void {
    const place = positionOf(written.position);
    if (this.lookedAt && compare(place, this.lookedAt) <= 0) return;
    const { event, floor } = raise(written, this.floor);
    this.floor = floor;
    this.position = event.position;
    this.digest = event.digest;
    this.lookedAt = place;
    this.onEvent(written);
    this.watches.get(event.stream)?.(written, append);
  }
}
