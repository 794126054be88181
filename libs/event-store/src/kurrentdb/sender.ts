import { ErrorType, type KurrentDBClient } from '@kurrent/kurrentdb-client';
import { closeClient, type Connection, SilenceError } from './connection.js';
import type { LogPosition } from './position.js';
import { type AppendsCall, errorOf, openAppendsCall, refusalOf, type Streams } from './stubs.js';
import { type Append, numberOf, requestsOf } from './append-request.js';
import type { WireEvent } from './wire.js';

/** After as many sendings that nobody answered the server is slow rather than away, and is given more time. */
const SILENCES_IN_VAIN = 3;
const DEADLINE_MS_MAX = 30_000;

export interface Sending {
  readonly stream: string;
  readonly events: readonly WireEvent[];
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

/** Sends appends over one connection, in the order of the calls, and gives up on an answer after a while: the server may never give one. */
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

interface Unanswered extends Item {
  readonly timer: NodeJS.Timeout;
}

/** A client, and the call over which appends go to the server and its answers come back. */
class Link {
  private call: AppendsCall | null = null;
  private isOpening = false;
  private isClosed = false;
  private sent = 0;
  /** While no call is open, none of them is written: those of a call that ended have failed with it. */
  private readonly unanswered = new Map<number, Unanswered>();

  constructor(private readonly client: KurrentDBClient) {}

  push(item: Item): void {
    this.sent += 1;
    const number = this.sent;
    const timer = setTimeout(() => this.fail(number, new SilenceError(item.deadlineMs)), item.deadlineMs);
    this.unanswered.set(number, { ...item, timer });
    if (this.call) write(this.call, number, item);
    else if (!this.isOpening) void this.open();
  }

  close(): void {
    this.isClosed = true;
    this.failAll(new Error('the connection was replaced'));
    closeClient(this.client).catch(() => undefined);
  }

  private async open(): Promise<void> {
    this.isOpening = true;
    try {
      const call = await openAppendsCall(this.client, (begun) => this.listen(begun));
      if (this.isClosed) return void call.cancel();
      this.call = call;
      for (const [number, item] of this.unanswered) write(call, number, item);
    } catch (error) {
      this.failAll(errorOf(error as Error));
    } finally {
      this.isOpening = false;
    }
  }

  private listen(call: AppendsCall): AppendsCall {
    const end = (error: Error): void => {
      if (this.call === call) this.call = null;
      this.failAll(error);
    };
    return call
      .on('data', (response: Streams.BatchAppendResp) => this.answered(response))
      .on('error', (error: Error) => end(errorOf(error)))
      .on('end', () => end(new Error('the server ended the call')));
  }

  private answered(response: Streams.BatchAppendResp): void {
    const id = response.getCorrelationId();
    const item = id && this.taken(numberOf(id));
    if (!item) return;
    try {
      item.resolve(answerOf(response, item.stream));
    } catch (error) {
      item.reject(error);
    }
  }

  private fail(number: number, error: Error): void {
    this.taken(number)?.reject(error);
  }

  private failAll(error: Error): void {
    for (const number of [...this.unanswered.keys()]) this.fail(number, error);
  }

  private taken(number: number): Unanswered | undefined {
    const item = this.unanswered.get(number);
    clearTimeout(item?.timer);
    this.unanswered.delete(number);
    return item;
  }
}

/** What the server is slow to take waits in the call: the queue has no more on its way than it may. */
function write(call: AppendsCall, number: number, append: Append): void {
  for (const request of requestsOf(number, append)) call.write(request);
}

/** Throws what the server refused the append over, and what keeps a response that tells nothing from being read. */
function answerOf(response: Streams.BatchAppendResp, stream: string): Answer {
  if (response.hasError()) throw refusalOf(response.getError()!, stream);
  const success = response.getSuccess()!;
  const place = success.getPosition();
  const position = place && {
    commit: BigInt(place.getCommitPosition()),
    prepare: BigInt(place.getPreparePosition()),
  };
  return { lastRevision: Number(success.getCurrentRevision()), position };
}
