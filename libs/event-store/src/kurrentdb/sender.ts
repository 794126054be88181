import { ErrorType, type KurrentDBClient } from '@kurrent/kurrentdb-client';
import { closeClient, type Connection, withDeadline } from './connection.js';
import type { Flight } from './flight.js';

/** After as many silent attempts the server is slow rather than away, and is given more time. */
const DEADLINE_MS_MAX = 30_000;

/** Sends appends over one connection, in the order of the calls, and gives up on an answer after a while: the client itself never does. */
export class Sender {
  /** What follows the first append waits for its answer: while the client gets to know the server, later calls may overtake it. */
  private current: { readonly client: KurrentDBClient; isReady: Promise<void> | null } | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly deadlineMs: number,
  ) {}

  /** Resolves with the last revision of the stream, as the server tells it. */
  async send(flight: Flight, sending: number): Promise<number> {
    this.current ??= { client: this.connection.openClient(), isReady: null };
    const { current } = this;
    const deadlineMs = Math.min(DEADLINE_MS_MAX, this.deadlineMs * 2 ** Math.min(10, Math.floor(sending / 6)));
    if (current.isReady) {
      await current.isReady;
      return sendOver(current.client, this.nameOf(flight), flight, deadlineMs);
    }
    const first = sendOver(current.client, this.nameOf(flight), flight, deadlineMs);
    current.isReady = first.then(nothing, nothing);
    return first;
  }

  /** After a failure. One that names the leader has led the client there already. */
  renew(error: unknown): void {
    if ((error as { type?: ErrorType }).type === ErrorType.NOT_LEADER) return;
    this.close().catch(() => undefined);
  }

  async close(): Promise<void> {
    const { current } = this;
    this.current = null;
    if (current) await closeClient(current.client);
  }

  private nameOf({ stream }: Flight): string {
    return `${this.connection.settings.prefix}${stream}`;
  }
}

async function sendOver(client: KurrentDBClient, name: string, flight: Flight, deadlineMs: number): Promise<number> {
  const answer = client.appendToStream(name, [...flight.events], { streamState: flight.expected });
  return Number((await withDeadline(answer, deadlineMs)).nextExpectedRevision);
}

const nothing = (): void => undefined;
