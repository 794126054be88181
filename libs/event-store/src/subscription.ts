import { concat, defer, finalize, from, merge, type Observable, retry, Subject, tap, throwError, timer } from 'rxjs';
import type { Position, StoredEvent, SubscriptionConsumer, SubscriptionNotice } from './event-store.js';

/** What a store has to bring for a subscription; everything that may go wrong with it is dealt with here. */
export interface SubscriptionSource {
  /**
   * Strictly after the position, in log order. The next item is asked for when the former was applied. May end, fail or fall silent;
   * must stop when the signal aborts.
   */
  follow(after: Position | null, signal: AbortSignal): AsyncIterable<SourceItem>;
}

export type SourceItem =
  | { readonly kind: 'events'; readonly events: readonly StoredEvent[] }
  /** The end of the log was reached; said again after each further run of events. */
  | { readonly kind: 'caught_up' }
  /** Nothing new. Has to come now and then, since silence counts as a stall. */
  | { readonly kind: 'alive' };

export interface SupervisionOptions {
  readonly stallMs: number;
  readonly backOffMinMs: number;
  readonly backOffMaxMs: number;
  /** From 0 to below 1, as Math.random: spreads the restarts of many subscriptions. */
  readonly random: () => number;
}

export const SUPERVISION: SupervisionOptions = {
  stallMs: 30_000,
  backOffMinMs: 100,
  backOffMaxMs: 5_000,
  random: Math.random,
};

/**
 * Runs sessions one after the other, for ever: each reads `committed()` anew and applies what follows, one batch at a time. Whatever ends a
 * session (clean end, error, stall, failing consumer) is announced and followed by the next one, after a pause that doubles until a batch is
 * applied. Unsubscribing ends it: an `apply` that has begun finishes, no other begins.
 */
export function superviseSubscription(
  source: SubscriptionSource,
  consumer: SubscriptionConsumer,
  options: SupervisionOptions = SUPERVISION,
): Observable<SubscriptionNotice> {
  return defer(() => {
    let attempt = 0;
    const restarts = new Subject<SubscriptionNotice>();
    const sessions = concat(
      session(source, consumer, options.stallMs),
      throwError(() => new Error('the source ended')),
    ).pipe(
      tap(({ kind }) => {
        if (kind === 'applied') attempt = 0;
      }),
      retry({
        delay: (error: unknown) => {
          attempt += 1;
          restarts.next({
            kind: 'restarting',
            reason: error instanceof Error ? error.message : String(error),
            attempt,
          });
          return timer(backOffMs(attempt, options));
        },
      }),
    );
    return merge(restarts, sessions);
  });
}

export function backOffMs(attempt: number, { backOffMinMs, backOffMaxMs, random }: SupervisionOptions): number {
  const longest = Math.min(backOffMaxMs, backOffMinMs * 2 ** (attempt - 1));
  return Math.max(backOffMinMs, longest * (0.5 + random() / 2));
}

function session(
  source: SubscriptionSource,
  consumer: SubscriptionConsumer,
  stallMs: number,
): Observable<SubscriptionNotice> {
  return defer(() => {
    const stop = new AbortController();
    return from(applyAll(source, consumer, stallMs, stop.signal)).pipe(finalize(() => stop.abort()));
  });
}

/** The notices are pulled, and each pull applies a batch: that is the back-pressure, and why two batches never overlap. */
async function* applyAll(
  source: SubscriptionSource,
  consumer: SubscriptionConsumer,
  stallMs: number,
  signal: AbortSignal,
): AsyncGenerator<SubscriptionNotice> {
  const after = await consumer.committed();
  if (signal.aborted) return;
  const items = source.follow(after, signal)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await unlessSilent(items.next(), stallMs, signal);
      if (signal.aborted || next.done) return;
      const notice = await take(next.value, consumer);
      if (notice) yield notice;
    }
  } finally {
    // Not awaited: a source that fell silent does not answer this either.
    void items.return?.().catch(() => undefined);
  }
}

async function take(item: SourceItem, consumer: SubscriptionConsumer): Promise<SubscriptionNotice | null> {
  if (item.kind === 'alive') return null;
  if (item.kind === 'caught_up') return item;
  const last = item.events.at(-1);
  if (!last) return null;
  await consumer.apply(item.events);
  return { kind: 'applied', position: last.position, count: item.events.length };
}

/** The item; an error after `stallMs`; the end when the signal aborts. */
function unlessSilent<T>(
  item: Promise<IteratorResult<T>>,
  stallMs: number,
  signal: AbortSignal,
): Promise<IteratorResult<T, undefined>> {
  return new Promise((resolve, reject) => {
    const stalled = setTimeout(
      () => settle(() => reject(new Error(`the source was silent for ${stallMs} ms`))),
      stallMs,
    );
    stalled.unref();
    const onAbort = (): void => settle(() => resolve({ done: true, value: undefined }));
    const settle = (answer: () => void): void => {
      clearTimeout(stalled);
      signal.removeEventListener('abort', onAbort);
      answer();
    };
    signal.addEventListener('abort', onAbort);
    item.then(
      (result) => settle(() => resolve(result as IteratorResult<T, undefined>)),
      (error: unknown) => settle(() => reject(error instanceof Error ? error : new Error(String(error)))),
    );
  });
}
