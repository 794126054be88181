import type { Duplex } from 'node:stream';
import { ErrorType, type EventData, type KurrentDBClient } from '@kurrent/kurrentdb-client';
import { closeClient, type Connection, withDeadline } from './connection.js';
import type { LogPosition } from './position.js';

/** After as many sendings that nobody answered the server is slow rather than away, and is given more time. */
const SILENCES_IN_VAIN = 3;
const DEADLINE_MS_MAX = 30_000;
const SENT_AT_ONCE_MAX = 8;
/** Below the 16 from which on the client queues by itself: what waits there when the connection breaks ends the process, unheard. */
const UNWRITTEN_MAX = 7;
/** A network that takes what it is given has done so a few turns later; one that does not is asked again at leisure. */
const CROWDED_TURNS = 100;
const CROWDED_PAUSE_MS = 1;
const CLOSE_AFTER_MS = 30_000;

export interface Sending {
  readonly stream: string;
  readonly events: readonly EventData[];
  readonly expected: bigint | 'no_stream';
  readonly silences: number;
}

export interface Answer {
  /** Of the stream. */
  readonly lastRevision: number;
  /** Of the last event of the append, where the server tells it. */
  readonly position: LogPosition | undefined;
}

interface Item extends Omit<Sending, 'silences'> {
  readonly deadlineMs: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Sends appends over one connection, in the order of the calls, and gives up on an answer after a while: the client itself never does. */
export class Sender {
  private link: Link | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly deadlineMs: number,
  ) {}

  send({ stream, events, expected, silences }: Sending): Promise<Answer> {
    const slowness = 2 ** Math.min(10, Math.floor(silences / SILENCES_IN_VAIN));
    const deadlineMs = Math.min(DEADLINE_MS_MAX, this.deadlineMs * slowness);
    return new Promise((resolve, reject) => {
      this.link ??= new Link(this.connection.openClient());
      const name = `${this.connection.settings.prefix}${stream}`;
      this.link.push({ stream: name, events, expected, deadlineMs, resolve, reject });
    });
  }

  /** After a failure. One that names the leader has led the client there already. */
  renew(error: unknown): void {
    if ((error as { type?: ErrorType }).type !== ErrorType.NOT_LEADER) this.close();
  }

  close(): void {
    this.link?.close();
    this.link = null;
  }
}

/** A client and what is to be sent over it. */
class Link {
  private readonly items: Item[] = [];
  private state: 'new' | 'opening' | 'open' | 'closed' = 'new';
  private isScheduled = false;
  private unanswered = 0;
  private crowdedTurns = 0;

  constructor(private readonly client: KurrentDBClient) {}

  push(item: Item): void {
    this.items.push(item);
    this.schedule();
  }

  /** The connection is closed when nothing can be sent over it any more: the client does not take a call on a closed one well. */
  close(): void {
    this.state = 'closed';
    for (const { reject } of this.items.splice(0)) reject(new Error('the connection was replaced'));
    void this.client.dispose();
    setTimeout(() => void this.retire(), CLOSE_AFTER_MS).unref();
    if (this.unanswered === 0) void this.retire();
  }

  private retire(): Promise<void> {
    return closeClient(this.client).catch(() => undefined);
  }

  private schedule(pauseMs?: number): void {
    if (this.isScheduled || this.state === 'closed') return;
    this.isScheduled = true;
    const flush = (): void => {
      this.isScheduled = false;
      this.flush();
    };
    if (pauseMs === undefined) setImmediate(flush);
    else setTimeout(flush, pauseMs);
  }

  /** In a turn of the event loop of its own: no failure comes between a call and its way through the client. */
  private flush(): void {
    if (this.state === 'new' && this.items.length > 0) {
      // What follows waits for the first answer: while the client gets to know the server, later calls may overtake earlier ones.
      this.state = 'opening';
      this.dispatch(this.items.shift()!, () => {
        if (this.state === 'opening') this.state = 'open';
        this.schedule();
      });
    }
    if (this.state !== 'open') return;
    for (let sent = 0; sent < SENT_AT_ONCE_MAX && this.items.length > 0 && !this.isCrowded(); sent += 1) {
      this.dispatch(this.items.shift()!, () => undefined);
    }
    this.crowdedTurns = this.isCrowded() ? this.crowdedTurns + 1 : 0;
    if (this.items.length > 0) this.schedule(this.crowdedTurns > CROWDED_TURNS ? CROWDED_PAUSE_MS : undefined);
  }

  private dispatch({ stream, events, expected, deadlineMs, resolve, reject }: Item, onEnd: () => void): void {
    this.unanswered += 1;
    const answer = this.client.appendToStream(stream, [...events], { streamState: expected });
    const settled = (): void => {
      this.unanswered -= 1;
      if (this.state === 'closed' && this.unanswered === 0) void this.retire();
    };
    answer.then(settled, settled);
    withDeadline(answer, deadlineMs)
      .then(({ nextExpectedRevision, position }) => {
        resolve({ lastRevision: Number(nextExpectedRevision), position });
      }, reject)
      .finally(onEnd);
  }

  private isCrowded(): boolean {
    const { disposableStreams } = this.client as unknown as { readonly disposableStreams: ReadonlySet<Duplex> };
    for (const stream of disposableStreams) if (stream.writableLength >= UNWRITTEN_MAX) return true;
    return false;
  }
}
