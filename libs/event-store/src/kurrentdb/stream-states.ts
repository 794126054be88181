import type { StoredEvent } from '../event-store.js';
import type { LogReader } from './log-reader.js';

/** Of the events on the streams that are kept in mind. */
const IDS_KEPT_MAX = 300_000;

/** What has to be known of a stream to append to it. */
export interface StreamState {
  /** -1: there is no such stream. */
  readonly revision: number;
  readonly digest: string | null;
  /** The revision of each event. */
  readonly ids: ReadonlyMap<string, number>;
  /** Somebody deleted what stood there before: what stands there now answers repeats, and nothing can follow on it. */
  readonly isCut: boolean;
}

export type StreamEvent = Pick<StoredEvent, 'stream' | 'eventId' | 'revision' | 'digest'>;

interface Kept {
  revision: number;
  digest: string | null;
  readonly ids: Map<string, number>;
  isCut: boolean;
}

const emptyState = (): Kept => ({ revision: -1, digest: null, ids: new Map(), isCut: false });

export const NO_STREAM: StreamState = emptyState();

/** The streams that were written last, as they were when this process last looked. Others may have appended since. */
export class StreamStates {
  private readonly kept = new Map<string, Kept>();
  private readonly reading = new Map<string, Promise<StreamState>>();
  private ids = 0;

  constructor(private readonly reader: LogReader) {}

  known(stream: string): StreamState | null {
    return this.kept.get(stream) ?? null;
  }

  /** Reads what was stored on it since. */
  readOn(stream: string): Promise<StreamState> {
    const reading = this.reading.get(stream) ?? this.read(stream).finally(() => this.reading.delete(stream));
    this.reading.set(stream, reading);
    return reading;
  }

  /** What follows the last event that is known of the stream; anything else is left for `readOn`. */
  add(event: StreamEvent): void {
    const state = this.kept.get(event.stream) ?? emptyState();
    if (event.revision === state.revision + 1) this.follow(state, event);
  }

  private async read(stream: string): Promise<StreamState> {
    const from = (this.kept.get(stream)?.revision ?? -1) + 1;
    for await (const chunk of this.reader.standing(stream, from)) {
      for (const { event } of chunk) {
        const state = this.kept.get(stream) ?? emptyState();
        if (event.revision <= state.revision) continue;
        state.isCut ||= event.revision > state.revision + 1;
        this.follow(state, event);
      }
    }
    return this.known(stream) ?? NO_STREAM;
  }

  private follow(state: Kept, event: StreamEvent): void {
    state.revision = event.revision;
    state.digest = event.digest;
    state.ids.set(event.eventId, event.revision);
    this.ids += 1;
    this.keep(event.stream, state);
  }

  private keep(stream: string, state: Kept): void {
    this.kept.delete(stream);
    this.kept.set(stream, state);
    for (const [oldest, { ids }] of this.kept) {
      if (this.ids <= IDS_KEPT_MAX || oldest === stream) return;
      this.kept.delete(oldest);
      this.ids -= ids.size;
    }
  }
}
