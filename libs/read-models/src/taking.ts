import { forget } from '#domain';
import type { StoredEvent } from '#event-store';
import { Intake, type Poisons } from './intake.js';
import type { Checkpoint, Rows, RowStore } from './row-store.js';
import { got, type Steps } from './steps.js';

/** Who takes the log into the rows of a rebuild: this thread, or another one while this one reads on. */
export interface Taking {
  /** How many events make the next batch. */
  readonly atOnce: number;
  /** One batch after another, each from where the one before it ended. */
  take(batch: readonly StoredEvent[], from: Checkpoint): Promise<Checkpoint>;
  close(): Promise<void>;
}

/** Between two batches others have their turn. */
const EVENTS_AT_ONCE = 500;

export const takingHere = (store: RowStore, poisons: Poisons): Taking => ({
  atOnce: EVENTS_AT_ONCE,
  take: (batch, from) => store.transaction((rows) => takeBatch(rows, batch, poisons, from)),
  close: () => Promise.resolve(),
});

export function* takeBatch(
  rows: Rows,
  batch: readonly StoredEvent[],
  poisons: Poisons,
  from: Checkpoint,
): Steps<Checkpoint> {
  const intake = new Intake(rows, poisons, from);
  for (const event of batch) yield* intake.take(event);
  forget();
  yield* got(rows.saveCheckpoint(intake.checkpoint));
  return intake.checkpoint;
}
