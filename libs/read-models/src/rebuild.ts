import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventStore, StoredEvent } from '#event-store';
import { foldAlong, NOTHING_STORED } from './along.js';
import { NOTHING_APPLIED } from './checkpoint.js';
import { PoisonedEventError } from './errors.js';
import { Intake, type Poisons } from './intake.js';
import { write } from './projector.js';
import type { Checkpoint, Rows, RowStore } from './row-store.js';
import { got, type Steps } from './steps.js';

const EVENTS_PER_TRANSACTION = 2_000;
const SUBJECTS_PER_TRANSACTION = 200;

export interface RebuildProgress {
  readonly phase: 'reading' | 'folding';
  readonly done: number;
}

type Report = (progress: RebuildProgress) => void;

/**
 * Builds rows from zero into an empty store: first every event is read and linked, then each subject is folded once along its whole known axis,
 * so that nothing is written twice. Memory stays flat, however long the log.
 * @returns the checkpoint, and what the fold could not take: then the rows are of no use, and are to be built again without it
 */
export async function buildRows(
  log: EventStore,
  store: RowStore,
  poisons: Poisons,
  report: Report,
): Promise<{ checkpoint: Checkpoint; poisoned: Poisons }> {
  const checkpoint = await takeAll(log, store, poisons, report);
  const poisoned = await foldAll(store, report);
  return { checkpoint, poisoned };
}

async function takeAll(log: EventStore, store: RowStore, poisons: Poisons, report: Report): Promise<Checkpoint> {
  let checkpoint = NOTHING_APPLIED;
  for await (const batch of inBatches(log.readAll(null))) {
    checkpoint = await store.transaction((rows) => take(rows, batch, poisons, checkpoint));
    report({ phase: 'reading', done: checkpoint.count });
  }
  return checkpoint;
}

function* take(rows: Rows, batch: readonly StoredEvent[], poisons: Poisons, from: Checkpoint): Steps<Checkpoint> {
  const intake = new Intake(rows, poisons, from);
  for (const event of batch) yield* intake.take(event);
  yield* got(rows.saveCheckpoint(intake.checkpoint));
  return intake.checkpoint;
}

async function foldAll(store: RowStore, report: Report): Promise<Poisons> {
  const poisoned = new Map<string, string>();
  let done = 0;
  for (let after: string | null = ''; after !== null;) {
    after = await store.transaction((rows) => foldSome(rows, after!, poisoned));
    report({ phase: 'folding', done: (done += SUBJECTS_PER_TRANSACTION) });
    // Others have their turn: the server answers from the former rows meanwhile.
    await nextTurn();
  }
  return poisoned;
}

function* foldSome(rows: Rows, after: string, poisoned: Map<string, string>): Steps<string | null> {
  const subjects = yield* got(rows.subjectsAfter(after, SUBJECTS_PER_TRANSACTION));
  for (const subject of subjects) {
    const developments = yield* got(rows.developmentsConcerning(subject));
    const seqs = developments.map((one) => one.seq);
    try {
      yield* write(rows, subject, foldAlong(subject, developments, seqs, NOTHING_STORED));
    } catch (error) {
      if (!(error instanceof PoisonedEventError)) throw error;
      poisoned.set(error.eventId, error.reason);
    }
  }
  return subjects.at(-1) ?? null;
}

async function* inBatches(events: AsyncIterable<StoredEvent>): AsyncGenerator<StoredEvent[]> {
  let batch: StoredEvent[] = [];
  for await (const event of events) {
    batch.push(event);
    if (batch.length < EVENTS_PER_TRANSACTION) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
