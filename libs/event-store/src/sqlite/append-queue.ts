import { AppendFailedError, EventStoreClosedError } from '../errors.js';
import type { AppendAnswer, ExpectedRevision, NewEvent } from '../event-store.js';
import { type PreparedAppend, prepareAppend } from '../prepared-append.js';
import type { Verdict } from './log-writer.js';

/** What one commit takes. One append may be larger; it is never split. */
interface CommitLimits {
  readonly events: number;
  readonly bytes: number;
}

/** A commit holds the write lock and the event loop: about 40 ms at these sizes. */
const IN_COMPANY: CommitLimits = { events: 1_000, bytes: 4_000_000 };
/** Each page of an index that a commit touches is written once: in half a second, half as many for an event. */
const IN_BULK: CommitLimits = { events: 20_000, bytes: 16_000_000 };
/** Beyond it a call waits as it was made, and costs no more than the caller's own objects. */
const PREPARED_MAX = 10_000;
const LOCK_RETRY_MS = 20;

export interface AppendQueueOptions {
  readonly commit: (group: readonly PreparedAppend[]) => Verdict[];
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
  prepared: PreparedAppend | null;
  readonly resolve: (answer: AppendAnswer) => void;
  readonly reject: (error: unknown) => void;
}

type PreparedCall = Call & { prepared: PreparedAppend };

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
      const prepared = this.calls.length < PREPARED_MAX ? prepare() : null;
      this.calls.push({ prepare, prepared, resolve, reject });
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

  private flushSoon(): void {
    if (this.isFlushing) return;
    this.isFlushing = true;
    setImmediate(() => this.flush());
  }

  private flush(): void {
    const group = this.takeGroup();
    if (group.length > 0 && !this.commit(group)) {
      this.calls = [...group, ...this.calls];
      setTimeout(() => this.flush(), LOCK_RETRY_MS);
      return;
    }
    this.isFlushing = false;
    if (this.calls.length > 0) this.flushSoon();
    else this.closing?.done();
  }

  private takeGroup(): PreparedCall[] {
    const group: PreparedCall[] = [];
    let taken = 0;
    let events = 0;
    let bytes = 0;
    for (const call of this.calls) {
      if (isPrepared(call)) {
        events += call.prepared.events.length;
        bytes += call.prepared.bytes;
        if (group.length > 0 && (events > this.limits.events || bytes > this.limits.bytes)) break;
        group.push(call);
      }
      taken += 1;
    }
    this.calls.splice(0, taken);
    return group;
  }

  /** False: another process holds the write lock, try again. */
  private commit(group: readonly PreparedCall[]): boolean {
    let verdicts: Verdict[];
    try {
      verdicts = this.options.commit(group.map(({ prepared }) => prepared));
    } catch (cause) {
      if (isBusy(cause) && this.mayWaitOn()) return false;
      this.waitingSinceMs = null;
      for (const call of group) call.reject(new AppendFailedError(cause));
      return true;
    }
    this.waitingSinceMs = null;
    verdicts.forEach((verdict, i) => {
      if ('answer' in verdict) group[i]?.resolve(verdict.answer);
      else group[i]?.reject(verdict.refusal);
    });
    if (verdicts.some((verdict) => 'answer' in verdict && verdict.answer.outcome === 'stored')) this.options.onStored();
    return true;
  }

  private mayWaitOn(): boolean {
    this.waitingSinceMs ??= performance.now();
    return performance.now() - this.waitingSinceMs < this.options.lockWaitMs;
  }
}

/** A call that turns out not to be storable is answered here, and is no part of any group. */
function isPrepared(call: Call): call is PreparedCall {
  try {
    call.prepared ??= call.prepare();
    return true;
  } catch (error) {
    call.reject(error);
    return false;
  }
}

function isBusy(error: unknown): boolean {
  return String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY');
}
