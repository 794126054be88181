import type { Position, StoredEvent } from '../event-store.js';
import { type Floor, NO_FLOOR, raise } from './known-since-floor.js';
import type { LogReader } from './log-reader.js';
import type { ReadEvent } from './wire.js';

/** An append looks at what others stored when the last look is older than this. */
const FRESH_MS = 1_000;
const CHUNK_EVENTS = 1_000;

/** Told of each event that is stored on a stream, in order. */
export type StreamWatch = (event: StoredEvent, append: string) => void;

/**
 * The end of the log as this process knows it. An append is only believed when its events are read here: the server gives the same answer
 * to whoever stored them and to whoever came second with the same ids.
 */
export class LogTail {
  position: Position | null = null;
  floor: Floor = NO_FLOOR;
  private hasStarted = false;
  private readMs = -Infinity;
  private running: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  private readonly watches = new Map<string, StreamWatch>();

  constructor(
    private readonly reader: LogReader,
    private readonly onEvent: (event: StoredEvent) => void,
  ) {}

  get isFresh(): boolean {
    return performance.now() - this.readMs < FRESH_MS;
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
    for (let isMore = true; isMore;) {
      const begunMs = performance.now();
      const chunk = await this.reader.after(this.position, CHUNK_EVENTS);
      for (const read of chunk) this.take(read);
      isMore = chunk.length >= CHUNK_EVENTS;
      if (!isMore) this.readMs = begunMs;
    }
  }

  private async start(): Promise<void> {
    const last = await this.reader.last();
    if (last) {
      this.floor = await this.reader.floorOf(last);
      this.position = last.event.position;
    }
    this.hasStarted = true;
  }

  private take({ event: written, append }: ReadEvent): void {
    const { event, floor } = raise(written, this.floor);
    this.floor = floor;
    this.position = event.position;
    this.onEvent(written);
    this.watches.get(event.stream)?.(event, append);
  }
}
