import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventStore, StoredEvent } from '#event-store';
import { NOTHING_APPLIED } from './checkpoint.js';
import type { Folded, Folding } from './folding.js';
import type { Poisons } from './intake.js';
import { write } from './projector.js';
import type { Checkpoint, Rows, RowStore } from './row-store.js';
import { got, type Steps } from './steps.js';
import type { Taking } from './taking.js';

const SUBJECTS_PER_TRANSACTION = 50;
/** Most events have one or two; one that has thousands takes the room of as many others. */
const ASSERTIONS_AT_ONCE = 5_000;

export interface RebuildProgress {
  readonly phase: 'reading' | 'folding';
  readonly done: number;
}

export interface RebuildFrom<Result> {
  readonly log: EventStore;
  readonly taking: Taking;
  readonly report: (progress: RebuildProgress) => void;
  readonly foldingOf: (events: number) => Folding<Result>;
  /** @returns what the fold could not take */
  readonly write: (folded: readonly Result[]) => Promise<Poisons>;
}

/**
 * Builds rows from zero into an empty store: first every event is read and linked, then each subject is folded once along its whole known axis,
 * so that nothing is written twice. Memory stays flat, however long the log.
 * @returns the checkpoint, and what the fold could not take: then the rows are of no use, and are to be built again without it
 */
export async function buildRows<Result>(
  store: RowStore,
  from: RebuildFrom<Result>,
): Promise<{ checkpoint: Checkpoint; poisoned: Poisons }> {
  const checkpoint = await takeAll(from).finally(() => from.taking.close());
  const folding = from.foldingOf(checkpoint.count);
  try {
    return { checkpoint, poisoned: await foldAll(store, folding, from) };
  } finally {
    await folding.close();
  }
}

async function takeAll({
  log,
  taking,
  report,
}: Pick<RebuildFrom<unknown>, 'log' | 'taking' | 'report'>): Promise<Checkpoint> {
  let taken = Promise.resolve(NOTHING_APPLIED);
  for await (const batch of inBatches(log.readAll(null), taking)) {
    const from = await taken;
    report({ phase: 'reading', done: from.count });
    // The next one is read meanwhile.
    taken = taking.take(batch, from);
    taken.catch(() => undefined);
  }
  const checkpoint = await taken;
  report({ phase: 'reading', done: checkpoint.count });
  return checkpoint;
}

async function foldAll<Result>(store: RowStore, folding: Folding<Result>, from: RebuildFrom<Result>): Promise<Poisons> {
  const poisoned = new Map<string, string>();
  let done = 0;
  let turn = Promise.resolve<readonly string[]>(['']);
  const next = (): Promise<readonly string[]> => {
    turn = turn.then((last) => subjectsAfter(store, last.at(-1)));
    return turn;
  };
  const foldInTurn = async (): Promise<void> => {
    for (let subjects = await next(); subjects.length > 0; subjects = await next()) {
      const folded = await folding.fold(subjects);
      for (const [eventId, reason] of await from.write(folded)) poisoned.set(eventId, reason);
      from.report({ phase: 'folding', done: (done += subjects.length) });
      // Others have their turn: the server answers from the former rows meanwhile.
      await nextTurn();
    }
  };
  await Promise.all(Array.from({ length: folding.atOnce }, foldInTurn));
  return poisoned;
}

async function subjectsAfter(store: RowStore, subject: string | undefined): Promise<readonly string[]> {
  if (subject === undefined) return [];
  return store.transaction((rows) => got(rows.subjectsAfter(subject, SUBJECTS_PER_TRANSACTION)));
}

export function* writeAll(rows: Rows, folded: readonly Folded[]): Steps<Poisons> {
  const poisoned = new Map<string, string>();
  for (const one of folded) {
    if ('changes' in one) yield* write(rows, one.subject, one.changes);
    else poisoned.set(one.poisoned.eventId, one.poisoned.reason);
  }
  return poisoned;
}

async function* inBatches(events: AsyncIterable<StoredEvent>, taking: Taking): AsyncGenerator<StoredEvent[]> {
  let batch: StoredEvent[] = [];
  let assertions = 0;
  for await (const event of events) {
    batch.push(event);
    assertions += assertionsIn(event);
    if (batch.length < taking.atOnce && assertions < ASSERTIONS_AT_ONCE) continue;
    yield batch;
    batch = [];
    assertions = 0;
  }
  if (batch.length > 0) yield batch;
}

function assertionsIn({ data }: StoredEvent): number {
  const { assertions } = (data ?? {}) as { readonly assertions?: unknown };
  return Array.isArray(assertions) ? assertions.length : 0;
}
