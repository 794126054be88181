import { setTimeout as pause } from 'node:timers/promises';
import { BACKWARDS, END, ErrorType, KurrentDBClient } from '@kurrent/kurrentdb-client';
import {
  EventStoreClosedError,
  EventStoreError,
  EventStoreUnavailableError,
  InvalidAppendError,
  StreamDeletedError,
  UnusableEventStoreError,
} from '../errors.js';
import type { KurrentSettings } from './settings.js';

export interface Patience {
  /** How long a call may say nothing before the server is asked whether it is there. */
  readonly silenceMs: number;
  /** How long a call is tried again while the server is away. */
  readonly awayMs: number;
}

/** Between two attempts; doubles. Short, so that work goes on within a second after the server is back. */
const PAUSE_MS_MIN = 4;
const PAUSE_MS_MAX = 128;
/** What one node of the server has told, or refuses an append over, is on all of them by then, and can be read. */
export const READABLE_WITHIN_MS = 2_000;
/** The client refuses less, and would warn. */
const KEEP_ALIVE_MS = 10_000;

/** The clients of one store. What hangs or broke is replaced, not mended: a client keeps to a connection that died silently. */
export class Connection {
  private opened = 0;
  private isClosed = false;
  private reader: KurrentDBClient | null = null;

  constructor(
    readonly settings: KurrentSettings,
    private readonly patience: Patience,
  ) {}

  /**
   * A client with a connection of its own. The differing option keeps it from sharing the back-off of a connection that broke before,
   * which grpc-js would let it wait for.
   */
  openClient(): KurrentDBClient {
    this.opened = (this.opened + 1) % 50_000;
    try {
      return KurrentDBClient.connectionString(
        `${this.settings.connectionString}&keepAliveInterval=${KEEP_ALIVE_MS + this.opened}`,
      );
    } catch (error) {
      // The client's words repeat the connection string, with its password.
      const known = error instanceof Error && /certificate/i.test(error.message) ? `: ${error.message}` : '';
      throw new UnusableEventStoreError(`HABEAS_EVENT_STORE is not as the KurrentDB client takes it${known}`);
    }
  }

  /** All that a reading gives, asked again while the server is away. */
  async read<T>(ask: (client: KurrentDBClient) => AsyncIterable<T>, stream: string | null = null): Promise<T[]> {
    let items: T[] = [];
    const askAnew = (client: KurrentDBClient): AsyncIterable<T> => {
      items = [];
      return ask(client);
    };
    await this.readEach(askAnew, (item) => items.push(item), stream);
    return items;
  }

  /** Gives each as it comes, so that a long reading is never in memory as a whole. After a break it begins anew, and some come twice. */
  async readEach<T>(
    ask: (client: KurrentDBClient) => AsyncIterable<T>,
    take: (item: T) => void,
    stream: string | null = null,
  ): Promise<void> {
    const begun = performance.now();
    for (let pauseMs = PAUSE_MS_MIN; ; pauseMs = Math.min(PAUSE_MS_MAX, pauseMs * 2)) {
      // What was being read at the end of the store would otherwise open a client that nobody closes.
      if (this.isClosed) throw new EventStoreClosedError();
      this.reader ??= this.openClient();
      const client = this.reader;
      try {
        await forEach(ask(client), take, { silenceMs: this.patience.silenceMs, probe: () => endOf(client) });
        return;
      } catch (error) {
        if (isNotFound(error)) return;
        const final = finalErrorOf(error, stream);
        if (final) throw final;
        // One that hangs goes on hanging; one that was made before its server was there never finds it.
        if (this.reader === client) this.renewReader();
        if (performance.now() - begun > this.patience.awayMs) {
          throw new EventStoreUnavailableError(`The event log at ${this.settings.hosts} does not answer`, error);
        }
      }
      await pause(pauseMs);
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.reader) await closeClient(this.reader);
    this.reader = null;
  }

  private renewReader(): void {
    if (this.reader) void closeClient(this.reader);
    this.reader = null;
  }
}

export class SilenceError extends Error {
  constructor(ms: number) {
    super(`the server was silent for ${ms} ms`);
  }
}

/** `dispose` cancels what is under way and leaves the connection open. */
export async function closeClient(client: KurrentDBClient): Promise<void> {
  await client.dispose();
  const channels = client as unknown as { getChannel(): Promise<{ close(): void }> };
  await channels
    .getChannel()
    .then((channel) => channel.close())
    .catch(() => undefined);
}

export function withDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new SilenceError(ms)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** What asking again cannot mend, in the terms of the port; null for what passes. */
export function finalErrorOf(error: unknown, stream: string | null): EventStoreError | null {
  if (error instanceof EventStoreError) return error;
  const { type } = error as { type?: ErrorType };
  if (type === ErrorType.STREAM_DELETED || type === ErrorType.STREAM_TOMBSTONED) {
    return new StreamDeletedError(stream ?? 'A stream');
  }
  if (type === ErrorType.ACCESS_DENIED) {
    return new UnusableEventStoreError(
      'KurrentDB does not let this user read $all or write: give HABEAS_EVENT_STORE the name and password of one that may',
      { cause: error },
    );
  }
  const isTooLarge =
    type === ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED ||
    type === ErrorType.APPEND_RECORD_SIZE_EXCEEDED ||
    type === ErrorType.TRANSACTION_MAX_SIZE_EXCEEDED;
  if (isTooLarge) return new InvalidAppendError('KurrentDB takes no append over 1 MiB: log its events in several');
  return null;
}

const isNotFound = (error: unknown): boolean => (error as { type?: ErrorType }).type === ErrorType.STREAM_NOT_FOUND;

/** Answered at once by whoever is there, on the connection that is asked about. */
const endOf = (client: KurrentDBClient): Promise<unknown> =>
  client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 })[Symbol.asyncIterator]().next();

interface Watch {
  readonly silenceMs: number;
  /** Resolves where somebody is there: a search through what others wrote says nothing for as long as it takes. */
  readonly probe: () => Promise<unknown>;
}

async function forEach<T>(
  items: AsyncIterable<T>,
  take: (item: T) => void,
  { silenceMs, probe }: Watch,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  // One timer for the whole reading: one for each item costs more than the item.
  let heardMs = performance.now();
  let silent: (error: Error) => void = () => undefined;
  const silence = new Promise<never>((_, reject) => (silent = reject));
  silence.catch(() => undefined);
  let isAsking = false;
  const watch = setInterval(() => {
    if (isAsking || performance.now() - heardMs <= silenceMs) return;
    isAsking = true;
    withDeadline(probe(), silenceMs)
      .then(() => (heardMs = performance.now()), silent)
      .finally(() => (isAsking = false));
  }, silenceMs / 4);
  let isOver = false;
  try {
    const gather = async (): Promise<void> => {
      for (let next = await iterator.next(); !next.done && !isOver; next = await iterator.next()) {
        take(next.value);
        heardMs = performance.now();
      }
    };
    await Promise.race([gather(), silence]);
  } finally {
    // What was silent may yet go on, and its items would come between those of the next reading.
    isOver = true;
    iterator.return?.().catch(() => undefined);
    clearInterval(watch);
  }
}
