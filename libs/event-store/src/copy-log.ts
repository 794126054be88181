import { ConfigError, EventStoreError } from './errors.js';
import type { EventStore, StoredEvent } from './event-store.js';
import { type LogFault, type LogSummary, verifyLog } from './verify-log.js';

const APPEND_EVENTS_MAX = 200;
/** Below what one append may hold in any store, counted by the length of the data. */
const APPEND_LENGTH_MAX = 200_000;
const WINDOW_EVENTS = 2_000;

export interface CopyReport {
  readonly copied: number;
  /** There from an earlier run. */
  readonly before: number;
  /** Of the copy, read again from its beginning. */
  readonly summary: LogSummary;
}

/** The target holds what the source does not. Nothing was copied into it. */
export class OtherLogError extends EventStoreError {
  readonly code = 'other-log';
  readonly kind = 'refusal';
}

/** Both logs were read again, and do not say the same. */
export class CopyDiffersError extends EventStoreError {
  readonly code = 'copy-differs';
  readonly kind = 'fault';
}

/**
 * Copies a log into another, empty or the beginning of the same: ids, known since, recorded at, digests and order stay; positions are the
 * target's own. Stopped anywhere, the next run goes on. At the end the digests of the copy are computed anew and compared with the source's.
 */
export async function copyLog(
  from: EventStore,
  to: EventStore,
  tell: (step: 'comparing' | 'copying' | 'verifying', done: number) => void = () => undefined,
): Promise<CopyReport> {
  if (!to.copy)
    throw new ConfigError('Only a log on KurrentDB takes a copy; one in a file is moved by moving its file');
  const source = from.readAll(null)[Symbol.asyncIterator]();
  let before = 0;
  for await (const held of to.readAll(null)) {
    const next = await source.next();
    if (next.done || !isSame(next.value, held)) throw otherLog(held);
    before += 1;
    tell('comparing', before);
  }
  const copied = await copyRest({ next: () => source.next() }, to, (done) => tell('copying', done));
  tell('verifying', 0);
  return { copied, before, summary: await compared(from, to) };
}

async function copyRest(
  source: { next(): Promise<IteratorResult<StoredEvent>> },
  to: EventStore,
  tell: (done: number) => void,
): Promise<number> {
  let copied = 0;
  let isDone = false;
  while (!isDone) {
    const window: StoredEvent[] = [];
    while (window.length < WINDOW_EVENTS && !isDone) {
      const next = await source.next();
      if (next.done) isDone = true;
      else window.push(next.value);
    }
    await Promise.all([...runsOf(window)].map((run) => to.copy!(run[0]!.stream, run)));
    copied += window.length;
    tell(copied);
  }
  return copied;
}

/** Events that follow one another in the log and on one stream share an append. */
function* runsOf(events: readonly StoredEvent[]): Generator<StoredEvent[]> {
  let run: StoredEvent[] = [];
  let length = 0;
  for (const event of events) {
    const size = JSON.stringify(event.data).length;
    const fits = run.length < APPEND_EVENTS_MAX && length + size <= APPEND_LENGTH_MAX;
    if (run.length > 0 && (run[0]!.stream !== event.stream || !fits)) {
      yield run;
      run = [];
      length = 0;
    }
    run.push(event);
    length += size;
  }
  if (run.length > 0) yield run;
}

async function compared(from: EventStore, to: EventStore): Promise<LogSummary> {
  const faults: LogFault[] = [];
  const source = await verifyLog(from, (fault) => faults.push(fault));
  const copy = await verifyLog(to, (fault) => faults.push(fault));
  const [fault] = faults;
  if (fault) throw new CopyDiffersError(`${fault.stream}, revision ${fault.revision}: ${fault.what}`);
  if (source.headsDigest !== copy.headsDigest || source.events !== copy.events) {
    throw new CopyDiffersError(
      `The source holds ${source.events} events with the heads digest ${source.headsDigest}, the copy ${copy.events} with ${copy.headsDigest}: was something logged meanwhile? Stop what writes to the source and run it again`,
    );
  }
  return copy;
}

const isSame = (a: StoredEvent, b: StoredEvent): boolean =>
  a.stream === b.stream && a.revision === b.revision && a.eventId === b.eventId && a.digest === b.digest;

const otherLog = ({ stream, revision }: StoredEvent): OtherLogError =>
  new OtherLogError(
    `The target holds ${stream}, revision ${revision}, where the source holds something else: copy into an empty log, or choose another streamPrefix`,
  );
