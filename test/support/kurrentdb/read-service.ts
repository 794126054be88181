import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Grpc, Streams } from './stubs.js';
import { grpc, streams } from './stubs.js';
import {
  caughtUpMessage,
  checkpointMessage,
  confirmationMessage,
  eventMessage,
  nameOf,
  notFoundMessage,
} from './messages.js';
import { isBefore, type ServerLog, type ServerPosition, type ServerRecord } from './server-log.js';

type Call = Grpc.ServerWritableStream<Streams.ReadReq, Streams.ReadResp>;
type Options = Streams.ReadReq.Options;

/** Records that a filtered read looks at before it tells how far it came, where the client names no window. */
const SEARCH_WINDOW = 32;
const NOBODYS_PLACE = { code: grpc.status.UNKNOWN, details: 'Exception was thrown by handler.' };

export class ReadService {
  /** Each event is delivered this often by subscriptions. */
  deliveries = 1;
  /** Subscriptions that begin stay as they are and deliver nothing. */
  isMute = false;
  /** How long a filtered reading searches through what others wrote before it says anything. */
  searchMs = 0;
  /** What each delivery of a subscription takes longer. */
  slowMs = 0;
  /** The error status that each of the next reads and subscriptions meets. */
  readonly errors: Partial<Grpc.StatusObject>[] = [];
  subscriptions = 0;
  /** Subscriptions to `$all`: by the name of which connection, and after which position they were asked to begin; null: from the start. */
  readonly started: { readonly by: string; readonly after: ServerPosition | null }[] = [];
  /** Filtered readings of `$all` onwards, likewise. */
  readonly searched: { readonly by: string; readonly from: ServerPosition | null }[] = [];
  private readonly live = new Set<{ readonly call: Call; readonly stop: AbortController }>();

  constructor(private readonly log: ServerLog) {}

  read(call: Call): void {
    const options = call.request.getOptions()!;
    const error = this.errors.shift();
    call.on('error', () => undefined);
    if (error) call.emit('error', error);
    else if (this.isNobodysPlace(options)) call.emit('error', NOBODYS_PLACE);
    else if (options.hasSubscription()) void this.follow(call, options);
    else void this.readOnce(call, options);
  }

  /** The server ends every subscription as if all were well. */
  endSubscriptions(): void {
    for (const { call, stop } of this.live) {
      stop.abort();
      call.end();
    }
  }

  failSubscriptions(code: number, details: string): void {
    for (const { call, stop } of this.live) {
      stop.abort();
      call.emit('error', { code, details });
    }
  }

  /** Within what is there, and yet where no record begins. */
  private isNobodysPlace(options: Options): boolean {
    const position = options.getAll() && positionOf(options.getAll()!);
    const next = position && this.log.all[this.log.indexAt(position)];
    return Boolean(next) && isBefore(position!, next!);
  }

  private async readOnce(call: Call, options: Options): Promise<void> {
    const isBackwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
    const count = Number(options.getCount());
    let left = count > 0 ? count : Infinity;
    if (options.hasFilter() && !isBackwards) {
      this.searched.push({ by: String(call.metadata.get('connection-name')[0]), from: positionOf(options.getAll()!) });
    }
    if (options.hasFilter() && this.searchMs > 0) await pause(this.searchMs);
    const found = options.hasStream() ? this.inStream(call, options, isBackwards) : this.inAll(options, isBackwards);
    for (const record of found) {
      if (left === 0 || call.cancelled) break;
      if (!call.write(eventMessage(record))) await once(call, 'drain');
      left -= 1;
    }
    call.end();
  }

  private *inStream(call: Call, options: Options, isBackwards: boolean): Generator<ServerRecord> {
    const asked = options.getStream()!;
    const stream = nameOf(asked.getStreamIdentifier());
    const held = this.log.read(stream);
    if (held === 'deleted') {
      const metadata = new grpc.Metadata();
      metadata.set('exception', 'stream-deleted');
      metadata.set('stream-name', stream);
      call.emit('error', { code: grpc.status.FAILED_PRECONDITION, details: 'deleted', metadata });
    } else if (!held) call.write(notFoundMessage(stream));
    else if (isBackwards) {
      const last = asked.hasRevision() ? Number(asked.getRevision()) : Infinity;
      for (let i = held.length - 1; i >= 0; i -= 1) if (held[i]!.revision <= last) yield held[i]!;
    } else if (!asked.hasEnd()) {
      const first = asked.hasRevision() ? Number(asked.getRevision()) : 0;
      const from = Math.max(0, first - held[0]!.revision);
      for (let i = from; i < held.length; i += 1) yield held[i]!;
    }
  }

  /** Onwards from the position on, that one included; backwards from before it. */
  private *inAll(options: Options, isBackwards: boolean): Generator<ServerRecord> {
    const { all } = this.log;
    const asked = options.getAll()!;
    const matches = filterOf(options);
    const position = positionOf(asked);
    if (isBackwards) {
      // What stands at the position itself is not given.
      const end = position ? this.log.indexAt(position) : all.length;
      for (let i = end - 1; i >= 0; i -= 1) if (matches(all[i]!)) yield all[i]!;
    } else {
      const from = asked.hasEnd() ? all.length : position ? this.log.indexAt(position) : 0;
      for (let i = from; i < all.length; i += 1) if (matches(all[i]!)) yield all[i]!;
    }
  }

  /** Strictly after the position, for as long as the client wants. */
  private async follow(call: Call, options: Options): Promise<void> {
    const stop = new AbortController();
    const session = { call, stop };
    call.on('cancelled', () => {
      stop.abort();
      this.live.delete(session);
    });
    this.live.add(session);
    call.write(confirmationMessage(randomUUID()));
    if (options.hasStream() || this.isMute) return;
    this.subscriptions += 1;
    try {
      await this.deliver(call, options, stop.signal);
    } finally {
      this.live.delete(session);
    }
  }

  private async deliver(call: Call, options: Options, signal: AbortSignal): Promise<void> {
    const { all } = this.log;
    const asked = options.getAll()!;
    const after = positionOf(asked);
    this.started.push({ by: String(call.metadata.get('connection-name')[0]), after });
    const matches = filterOf(options);
    const checkpointEvery = windowOf(options);
    let next = asked.hasEnd() ? all.length : after ? this.log.indexAt(after) : 0;
    if (after && all[next] && !isBefore(after, all[next]!)) next += 1;
    const write = async (message: Streams.ReadResp): Promise<void> => {
      if (!call.write(message)) await once(call, 'drain', { signal }).catch(() => undefined);
    };
    for (let looked = 0, isLive = false; !signal.aborted;) {
      const record = all[next];
      if (!record) {
        if (!isLive) await write(caughtUpMessage());
        isLive = true;
        await this.log.changed(signal);
        continue;
      }
      if (this.slowMs > 0) await pause(this.slowMs);
      next += 1;
      looked += 1;
      if (matches(record)) for (let n = 0; n < this.deliveries; n += 1) await write(eventMessage(record));
      if (looked % checkpointEvery === 0) await write(checkpointMessage(record));
    }
  }
}

function positionOf(asked: Streams.ReadReq.Options.AllOptions): ServerPosition | null {
  const position = asked.getPosition();
  return position
    ? { commit: BigInt(position.getCommitPosition()), prepare: BigInt(position.getPreparePosition()) }
    : null;
}

function filterOf(options: Options): (record: ServerRecord) => boolean {
  const filter = options.getFilter();
  if (!filter) return () => true;
  const of = filter.hasStreamIdentifier()
    ? (record: ServerRecord) => record.stream
    : (record: ServerRecord) => record.type;
  const expression = filter.getStreamIdentifier() ?? filter.getEventType()!;
  const prefixes = expression.getPrefixList();
  if (prefixes.length > 0) return (record) => prefixes.some((prefix) => of(record).startsWith(prefix));
  const regex = new RegExp(expression.getRegex());
  return (record) => regex.test(of(record));
}

function windowOf(options: Options): number {
  const filter = options.getFilter();
  if (!filter) return Infinity;
  return (filter.hasMax() ? filter.getMax() : SEARCH_WINDOW) * (filter.getCheckpointintervalmultiplier() || 1);
}
