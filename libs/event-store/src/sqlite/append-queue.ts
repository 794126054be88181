import { AppendFailedError, EventStoreClosedError } from '../errors.js';
import type { AppendAnswer, ExpectedRevision, NewEvent } from '../event-store.js';
import { type PreparedAppend, prepareAppend } from '../prepared-append.js';
import type { Verdict } from './log-writer.js';

/** What one commit takes, and one append more: none is split. */
interface CommitLimits {
  readonly events: number;
  readonly bytes: number;
}

/** A commit holds the write lock and the event loop: about 40 ms at these sizes. */
const IN_COMPANY: CommitLimits = { events: 1_000, bytes: 4_000_000 };
/** Each page of an index that a commit touches is written once: in half a second, half as many for an event. */
const IN_BULK: CommitLimits = { events: 20_000, bytes: 16_000_000 };
/** Beyond it, and in bulk, a call waits as it was made, and costs no more than the caller's own objects. */
const PREPARED_MAX = 10_000;
const LOCK_RETRY_MS = 20;

export interface AppendQueueOptions {
  /** Takes the group one after the other. Throws when nothing of it was stored. */
  readonly commit: (group: Iterable<() => PreparedAppend>) => Verdict[];
  /** After a commit that stored something. */
  readonly onStored: () => void;
  /** How long to wait for another process's write lock before the group fails. */
  readonly lockWaitMs: number;
  /** Nobody else waits for this process or its log meanwhile. */
  readonly isBulk?: boolean;
}

interface Call {
  /** Throws when the append is not one that can be stored. */
  readonly prepare: () => PreparedAppend;
  readonly resolve: (answer: AppendAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** Group commit: the appends that are waiting when the event loop comes round share one transaction, in the order of the calls. */
export class AppendQueue {
  private calls: Call[] = [];
  private isFlushing = false;
  private waitingSinceMs: number | null = null;
  private closing: { readonly promise: Promise<void>; readonly done: () => void } | null = null;

  private readonly limits: CommitLimits;

  constructor(private readonly options: AppendQueueOptions) {
    this.limits = options.isBulk ? IN_BULK : IN_COMPANY;
  }

  push(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendAnswer> {
    return new Promise((resolve, reject) => {
      if (this.closing) throw new EventStoreClosedError();
      const prepare = () => prepareAppend(stream, expected, events);
      this.calls.push({ prepare: this.isRoomy() ? settled(prepare()) : prepare, resolve, reject });
      this.flushSoon();
    });
  }

  /** Stores what was accepted, and accepts no more. */
  close(): Promise<void> {
    if (!this.closing) {
      let done = (): void => undefined;
      const promise = new Promise<void>((resolve) => (done = resolve));
      this.closing = { promise, done };
      if (this.calls.length === 0) done();
    }
    return this.closing.promise;
  }

  private isRoomy(): boolean {
    return !this.options.isBulk && this.calls.length < PREPARED_MAX;
  }

  private flushSoon(): void {
    if (this.isFlushing) return;
    this.isFlushing = true;
    setImmediate(() => this.flush());
  }

  private flush(): void {
    if (!this.commit()) {
      setTimeout(() => this.flush(), LOCK_RETRY_MS);
      return;
    }
    this.isFlushing = false;
    if (this.calls.length > 0) this.flushSoon();
    else this.closing?.done();
  }

  /** False: another process holds the write lock, try again. */
  private commit(): boolean {
    const group: Call[] = [];
    let verdicts: Verdict[];
    try {
      verdicts = this.options.commit(this.take(group));
    } catch (cause) {
      if (isBusy(cause) && this.mayWaitOn()) return false;
      // Where not even a transaction began, none of those who wait would fare better.
      if (group.length === 0) group.push(...this.calls);
      verdicts = group.map(() => ({ refusal: new AppendFailedError(cause) }));
    }
    this.waitingSinceMs = null;
    this.calls.splice(0, group.length);
    group.forEach((call, i) => tell(call, verdicts[i]!));
    if (verdicts.some((verdict) => 'answer' in verdict && verdict.answer.outcome === 'stored')) this.options.onStored();
    return true;
  }

  /** What is waiting, as far as one commit takes it. */
  private *take(group: Call[]): Generator<() => PreparedAppend> {
    let events = 0;
    let bytes = 0;
    for (const call of this.calls) {
      if (events >= this.limits.events || bytes >= this.limits.bytes) return;
      group.push(call);
      yield () => {
        const append = call.prepare();
        events += append.events.length;
        bytes += append.bytes;
        return append;
      };
    }
  }

  private mayWaitOn(): boolean {
    this.waitingSinceMs ??= performance.now();
    return performance.now() - this.waitingSinceMs < this.options.lockWaitMs;
  }
}

const settled =
  <T>(value: T) =>
  (): T =>
    value;

function tell({ resolve, reject }: Call, verdict: Verdict): void {
  if ('answer' in verdict) resolve(verdict.answer);
  else reject(verdict.refusal);
}

function isBusy(error: unknown): boolean {
  return String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY');
}
