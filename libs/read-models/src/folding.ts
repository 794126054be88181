import { foldAlong, NOTHING_STORED, type Changes } from './along.js';
import { PoisonedEventError } from './errors.js';
import type { Rows, RowStore } from './row-store.js';
import { got, type Steps } from './steps.js';

/** One subject's rows along its whole known axis, or the event at which they cannot be told. */
export type Folded =
  | { readonly subject: string; readonly changes: Changes }
  | { readonly subject: string; readonly poisoned: { readonly eventId: string; readonly reason: string } };

/** Who folds subjects for a rebuild: this thread, or others while this one writes. They give what is written next in its own shape. */
export interface Folding<Result> {
  /** How many calls are worked on side by side. */
  readonly atOnce: number;
  fold(subjects: readonly string[]): Promise<Result>;
  close(): Promise<void>;
}

export const foldingHere = <Result>(
  store: RowStore,
  shaped: (folded: readonly Folded[]) => Result,
): Folding<Result> => ({
  atOnce: 1,
  fold: async (subjects) => shaped(await store.transaction((rows) => foldSubjects(rows, subjects))),
  close: () => Promise.resolve(),
});

export function* foldSubjects(rows: Rows, subjects: readonly string[]): Steps<Folded[]> {
  const folded: Folded[] = [];
  for (const subject of subjects) {
    const developments = yield* got(rows.developmentsConcerning(subject));
    const seqs = developments.map((one) => one.seq);
    try {
      folded.push({ subject, changes: foldAlong(subject, developments, seqs, NOTHING_STORED) });
    } catch (error) {
      if (!(error instanceof PoisonedEventError)) throw error;
      folded.push({ subject, poisoned: { eventId: error.eventId, reason: error.reason } });
    }
  }
  return folded;
}
