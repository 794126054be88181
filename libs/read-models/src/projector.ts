import type { StoredEvent } from '#event-store';
import { foldAlong, type Changes } from './along.js';
import { NOTHING_APPLIED } from './checkpoint.js';
import { PoisonedEventError } from './errors.js';
import { Intake, type Poisons } from './intake.js';
import type { Checkpoint, Rows, RowStore } from './row-store.js';
import { got, type Steps } from './steps.js';

/** More poisoned events than this in one batch are not poison but a fault of the program. */
const POISONS_MAX = 100;

/**
 * Keeps the rows equal to the log. May be run twice over the same events, late or in other batches, and ends the same. What an event changes and
 * the checkpoint that says so are written in one transaction.
 */
export class Projector {
  constructor(private readonly store: RowStore) {}

  /** @returns how far the rows are now */
  async project(batch: readonly StoredEvent[]): Promise<Checkpoint> {
    const poisons = new Map<string, string>();
    for (;;) {
      const done = await this.attempt(batch, poisons);
      if (!(done instanceof PoisonedEventError)) return done;
      this.setAside(done, batch, poisons);
    }
  }

  private async attempt(batch: readonly StoredEvent[], poisons: Poisons): Promise<Checkpoint | PoisonedEventError> {
    try {
      return await this.store.transaction((rows) => apply(rows, batch, poisons));
    } catch (error) {
      if (error instanceof PoisonedEventError) return error;
      throw error;
    }
  }

  private setAside(
    { eventId, reason }: PoisonedEventError,
    batch: readonly StoredEvent[],
    poisons: Map<string, string>,
  ): void {
    const isOfBatch = batch.some((event) => event.eventId === eventId);
    if (!isOfBatch || poisons.size >= POISONS_MAX)
      throw new Error(`The fold fails, and setting events aside does not help: ${reason}`);
    poisons.set(eventId, reason);
  }
}

function* apply(rows: Rows, batch: readonly StoredEvent[], poisons: Poisons): Steps<Checkpoint> {
  const before = (yield* got(rows.checkpoint())) ?? NOTHING_APPLIED;
  const intake = new Intake(rows, poisons, before);
  const seqsBySubject = new Map<string, number[]>();
  for (const event of batch) {
    for (const subject of (yield* intake.take(event)) ?? []) {
      const seqs = seqsBySubject.get(subject);
      if (seqs) seqs.push(intake.checkpoint.seq);
      else seqsBySubject.set(subject, [intake.checkpoint.seq]);
    }
  }
  if (rows.readAhead) yield* got(rows.readAhead([...seqsBySubject.keys()]));
  for (const [subject, seqs] of seqsBySubject) yield* project(rows, subject, seqs);
  if (intake.checkpoint !== before) yield* got(rows.saveCheckpoint(intake.checkpoint));
  return intake.checkpoint;
}

function* project(rows: Rows, subject: string, seqs: readonly number[]): Steps<void> {
  const developments = yield* got(rows.developmentsConcerning(subject));
  const segments = yield* got(rows.openSegments(subject));
  const identity = yield* got(rows.openIdentity(subject));
  yield* write(rows, subject, foldAlong(subject, developments, seqs, { segments, identity }));
}

export function* write(rows: Rows, subject: string, changes: Changes): Steps<void> {
  for (const version of changes.segments) {
    yield* got(version.ids.length === 0 ? rows.insertSegment(version) : rows.closeSegment(version));
  }
  const [first] = changes.identities;
  if (first && changes.hadIdentity) yield* got(rows.closeIdentity(subject, first.knownFrom));
  for (const { identity, knownFrom, knownTo } of changes.identities)
    if (identity) yield* got(rows.insertIdentity(identity, knownFrom, knownTo));
}
