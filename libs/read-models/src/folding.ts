import type { RecordedDevelopment } from '#domain';
import { foldAlong, NOTHING_STORED, type Changes } from './along.js';
import { PoisonedEventError } from './errors.js';
import type { Rows, RowStore } from './row-store.js';
import { got, type Steps } from './steps.js';

/** One subject's rows along its whole known axis, or the event at which they cannot be told. */
export type Folded =
  | { readonly subject: string; readonly changes: Changes }
  | { readonly subject: string; readonly poisoned: { readonly eventId: string; readonly reason: string } };

/** Who folds subjects for a rebuild: this thread, or others while this one writes. Each is given in the shape in which it is written. */
export interface Folding<Result> {
  /** How many calls are worked on side by side. */
  readonly atOnce: number;
  fold(subjects: readonly string[]): Promise<readonly Result[]>;
  close(): Promise<void>;
}

export const foldingHere = <Result>(store: RowStore, shaped: (folded: Folded) => Result): Folding<Result> => ({
  atOnce: 1,
  fold: (subjects) => store.transaction((rows) => foldSubjects(rows, subjects, shaped)),
  close: () => Promise.resolve(),
});

export function* foldSubjects<Result>(
  rows: Rows,
  subjects: readonly string[],
  shaped: (folded: Folded) => Result,
): Steps<Result[]> {
  const folded: Result[] = [];
  for (const subject of subjects)
    folded.push(shaped(foldSubject(subject, yield* got(rows.developmentsConcerning(subject)))));
  return folded;
}

function foldSubject(subject: string, developments: readonly RecordedDevelopment[]): Folded {
  const seqs = developments.map((one) => one.seq);
  try {
    return { subject, changes: foldAlong(subject, developments, seqs, NOTHING_STORED) };
  } catch (error) {
    if (!(error instanceof PoisonedEventError)) throw error;
    return { subject, poisoned: { eventId: error.eventId, reason: error.reason } };
  }
}
