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
import { comparePositions, type LogPosition, positionOf } from './position.js';
import { fromWire, type ReadEvent } from './wire.js';

/** A reading may wait 45 ms for an acknowledgement of TCP before it begins. */
const CHUNK_EVENTS = 2_000;

/** Reads in chunks, each a call of its own: a server that goes away in between is only waited for. */
export class LogReader {
  private readonly prefix: string;
  private readonly filter: ReturnType<typeof streamNameFilter>;

  constructor(private readonly connection: Connection) {
    this.prefix = connection.settings.prefix;
    this.filter = streamNameFilter({ prefixes: [this.prefix] });
  }

  /** Strictly after the position, as their writers wrote them. */
  async after(position: Position | null): Promise<ReadEvent[]> {
    const events: ReadEvent[] = [];
    await this.eachAfter(position, CHUNK_EVENTS, (read) => {
      const last = events.at(-1);
      if (!last || comparePositions(read.event.position, last.event.position) > 0) events.push(read);
    });
    return events;
  }

  /** The same, each as it comes; some come twice. Answers after what to go on; null: that was all. */
  async eachAfter(
    position: Position | null,
    limit: number,
    take: (read: ReadEvent) => void,
  ): Promise<LogPosition | null> {
    const { filter } = this;
    const fromPosition = position === null ? START : positionOf(position);
    // A reading begins with the position itself.
    const maxCount = position === null ? limit : limit + 1;
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
      if (read && read.event.position !== position) take(read);
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
    const { filter, prefix } = this;
    const fromPosition = before === null ? END : positionOf(before);
    // What the server itself put last, such as the record of a deletion, is passed over.
    for (let maxCount = 2; ; maxCount *= 8) {
      const ask = (client: KurrentDBClient) => client.readAll({ direction: BACKWARDS, fromPosition, filter, maxCount });
      const resolved = await this.connection.read(ask);
      for (const one of resolved) {
        const read = fromWire(one, prefix);
        if (read) return read;
      }
      if (resolved.length < maxCount) return null;
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
    let next = this.after(position);
    for (let isFresh = true; ;) {
      const chunk = await next;
      const last = chunk.at(-1);
      if (!last && isFresh) return;
      if (last) position = last.event.position;
      isFresh = !last;
      next = this.after(position);
      // Whoever stops reading never sees this one fail.
      next.catch(() => undefined);
      if (last) yield chunk;
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
    const fromPosition = positionOf(position);
    const { filter } = this;
    const ask = (client: KurrentDBClient) => client.readAll({ direction: FORWARDS, fromPosition, filter, maxCount: 1 });
    const [resolved] = await this.connection.read(ask);
    const read = resolved ? fromWire(resolved, this.prefix) : null;
    return read?.event.position === position ? read : null;
  }

  async floorOf(last: ReadEvent): Promise<Floor> {
    const position = last.event.position;
    let floor = NO_FLOOR;
    for await (const chunk of this.chunksAfter(last.seen)) {
      for (const { event } of chunk) {
        floor = raise(event, floor).floor;
        if (event.position === position) return floor;
      }
    }
    return floor;
  }
}
