import {
  BACKWARDS,
  END,
  FORWARDS,
  type KurrentDBClient,
  type ReadStreamOptions,
  START,
  streamNameFilter,
} from '@kurrent/kurrentdb-client';
import { StreamDeletedError } from '../errors.js';
import type { Position } from '../event-store.js';
import type { Connection } from './connection.js';
import { type Floor, NO_FLOOR, raise } from './known-since-floor.js';
import { comparePositions, type LogPosition, positionOf, positionText } from './position.js';
import { fromWire, type ReadEvent } from './wire.js';

/** A reading may wait 45 ms for an acknowledgement of TCP before it begins. */
const CHUNK_EVENTS = 2_000;
/** About as many as are appended between two looks of a writer. */
const BEHIND_EVENTS = 64;

/** Reads in chunks, each a call of its own: a server that goes away in between is only waited for. */
export class LogReader {
  private readonly prefix: string;
  private readonly filter: ReturnType<typeof streamNameFilter>;

  constructor(private readonly connection: Connection) {
    this.prefix = connection.settings.prefix;
    this.filter = streamNameFilter({ prefixes: [this.prefix] });
  }

  /** Strictly after the position, as their writers wrote them, and from where to go on; null: that was all. */
  private async after(position: Position | null): Promise<{ events: ReadEvent[]; next: Position | null }> {
    const events: ReadEvent[] = [];
    let last = position;
    const next = await this.eachFrom(position, CHUNK_EVENTS + 1, (read) => {
      if (last !== null && comparePositions(read.event.position, last) <= 0) return;
      events.push(read);
      last = read.event.position;
    });
    return { events, next: next && positionText(next) };
  }

  /** What stands at the position, and what follows, each as it comes; after a break some come twice. Answers from where to go on; null: that was all. */
  async eachFrom(
    position: Position | null,
    maxCount: number,
    take: (read: ReadEvent) => void,
  ): Promise<LogPosition | null> {
    const { filter } = this;
    const fromPosition = position === null ? START : positionOf(position);
    let came = 0;
    let last = null as LogPosition | null;
    const ask = (client: KurrentDBClient) => {
      came = 0;
      return client.readAll({ direction: FORWARDS, fromPosition, filter, maxCount });
    };
    await this.connection.readEach(ask, (resolved) => {
      // A record of the server itself counts too: it is one of those that were asked for.
      came += 1;
      last = resolved.event?.position ?? last;
      const read = fromWire(resolved, this.prefix);
      if (read) take(read);
    });
    return came < maxCount ? null : last;
  }

  /** The end of what is on the server, whosever it is; null: nothing is there. */
  async end(): Promise<LogPosition | null> {
    const ask = (client: KurrentDBClient) => client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 });
    const [last] = await this.connection.read(ask);
    return last?.event?.position ?? null;
  }

  /** The last event of the log, before a position or at all. */
  async last(before: Position | null = null): Promise<ReadEvent | null> {
    // What the server itself put last, such as the record of a deletion, is passed over.
    for await (const read of this.backwards(before, 2)) return read;
    return null;
  }

  /** @param atOnce events that are read at first; eight times as many each time */
  private async *backwards(before: Position | null, atOnce: number): AsyncGenerator<ReadEvent> {
    const { filter, prefix } = this;
    let fromPosition: typeof END | LogPosition = before === null ? END : positionOf(before);
    for (let maxCount = atOnce; ; maxCount = Math.min(CHUNK_EVENTS, maxCount * 8)) {
      const from = fromPosition;
      const ask = (client: KurrentDBClient) =>
        client.readAll({ direction: BACKWARDS, fromPosition: from, filter, maxCount });
      const resolved = await this.connection.read(ask);
      for (const one of resolved) {
        const read = fromWire(one, prefix);
        if (read) yield read;
      }
      if (resolved.length < maxCount) return;
      fromPosition = resolved.at(-1)!.event!.position!;
    }
  }

  async ofStream(stream: string, fromRevision: number, limit = CHUNK_EVENTS): Promise<ReadEvent[]> {
    const options: ReadStreamOptions = { direction: FORWARDS, fromRevision: BigInt(fromRevision), maxCount: limit };
    const name = `${this.prefix}${stream}`;
    const resolved = await this.connection.read((client) => client.readStream(name, options), stream);
    return resolved.flatMap((one) => fromWire(one, this.prefix) ?? []);
  }

  /** Asks for the next chunk while one is being used; what is stored meanwhile is given too. */
  async *chunksAfter(after: Position | null): AsyncGenerator<readonly ReadEvent[]> {
    let position = after;
    let asked = this.after(position);
    for (let isFresh = true; ;) {
      const { events, next } = await asked;
      const isEnd = events.length === 0 && next === null;
      if (isEnd && isFresh) return;
      position = next ?? events.at(-1)?.event.position ?? position;
      // What was asked for before the chunk was used may be old by now.
      isFresh = events.length === 0;
      asked = this.after(position);
      // Whoever stops reading never sees this one fail.
      asked.catch(() => undefined);
      if (events.length > 0) yield events;
    }
  }

  /** @throws StreamDeletedError where not all of it stands there any more */
  async *streamChunks(stream: string, fromRevision: number): AsyncGenerator<readonly ReadEvent[]> {
    let next = fromRevision;
    for await (const chunk of this.standing(stream, fromRevision)) {
      if (chunk[0]!.event.revision !== next) throw new StreamDeletedError(stream);
      yield chunk;
      next = chunk.at(-1)!.event.revision + 1;
    }
  }

  /** What is there: a server lets any user delete what a stream holds, and goes on counting after it. */
  async *standing(stream: string, fromRevision: number): AsyncGenerator<readonly ReadEvent[]> {
    for (let next = fromRevision; ;) {
      const chunk = await this.ofStream(stream, next);
      if (chunk.length > 0) yield chunk;
      if (chunk.length < CHUNK_EVENTS) return;
      next = chunk.at(-1)!.event.revision + 1;
    }
  }

  /**
   * The floor after the event at a position. Its writer made sure of all that it had seen, so only what came in between is looked at.
   */
  async floorAt(position: Position | null): Promise<Floor> {
    if (position === null) return NO_FLOOR;
    const last = (await this.at(position)) ?? (await this.last(position));
    return last ? this.floorOf(last) : NO_FLOOR;
  }

  /** Null: what stood there is gone. A reading onwards begins with the position itself, one backwards with what is before it. */
  private async at(position: Position): Promise<ReadEvent | null> {
    const there: ReadEvent[] = [];
    await this.eachFrom(position, 1, (read) => there.push(read));
    return there.find(({ event }) => event.position === position) ?? null;
  }

  async floorOf({ event: last, seen }: ReadEvent): Promise<Floor> {
    // In a log that was restored a writer may have seen more than there is now.
    const known = seen !== null && comparePositions(seen, last.position) < 0 ? seen : null;
    let { floor } = raise(last, NO_FLOOR);
    for await (const { event } of this.backwards(last.position, BEHIND_EVENTS)) {
      if (known !== null && comparePositions(event.position, known) <= 0) break;
      const { floor: one } = raise(event, NO_FLOOR);
      if (one.ms > floor.ms) floor = one;
    }
    return floor;
  }
}
