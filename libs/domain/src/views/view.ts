import { registerView, type ViewOf } from '../events/view-values.js';
import type { FoldEvent } from '../fold/fold-event.js';
import type { Run } from '../fold/run.js';
import type { Day } from '../time/day.js';

/** What every state of every view has: the run of the value now in force. States are never changed, only replaced. */
export interface ViewState {
  readonly run: Run;
}

export interface Shown {
  /** Beside the common fields of a Status. Events in it are written as the deciding events of their part. */
  readonly details: Readonly<Record<string, unknown>>;
  /** EDTF or a word of the view; null: open. */
  readonly until?: string | null;
  readonly untilInclusive?: boolean;
}

export interface ShowContext<S extends ViewState = ViewState> {
  /**
   * A part that is a Status of its own (an axis, a motive), judged like the whole: over all worlds, and by what other accounts make of it.
   * @param details what the part shows beside the common fields.
   */
  status(
    part: (state: S) => Run,
    details?: (run: Run) => Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>>;
}

/**
 * One question about a subject: its words, the events that it reads and what each of them does. Pure; one file each.
 * The handlers' keys are the event types that the view reads; an absent type does not concern it.
 */
export interface View<S extends ViewState = ViewState> {
  readonly name: string;
  readonly of: ViewOf;
  /** The first is the value where nothing was recorded. */
  readonly values: readonly string[];
  readonly initial: S;
  readonly on: Readonly<Record<string, (state: S, event: FoldEvent) => S>>;
  /** Can the event begin something? Without one that can nothing is told; default all that it reads. */
  readonly begunBy?: (event: FoldEvent) => boolean;
  /** Views whose `StatusReported` it reads; default its own. */
  readonly reports?: readonly string[];
  /** The days on one of which what the event set ends by time alone (the first day that it no longer holds); null where it has no end. */
  readonly ends?: (
    event: FoldEvent,
    began: { readonly from: Day; readonly to: Day },
  ) => { readonly from: Day; readonly to: Day } | null;
  /** An event that tells of something whose beginning nobody recorded, as `../b` does. */
  readonly begunBefore?: (event: FoldEvent, all: readonly FoldEvent[]) => boolean;
  /** Where a view holds several things: the one that the event is about, or null where it ends whatever is open. A report on one says nothing of the others. */
  readonly thing?: (event: FoldEvent) => string | null;
  /** What a report speaks of where the view's own value is only read off it: its change, too, fell after that was last confirmed. */
  readonly readOff?: (before: S, report: FoldEvent) => readonly Run[];
  /** A report that is a change on its own day, though another value was in force before. */
  readonly changesOnItsDay?: (before: S, report: FoldEvent) => boolean;
  /** @param states every world's state of that day, the earliest world's first. */
  readonly show?: (states: readonly [S, ...S[]], context: ShowContext<S>) => Shown;
  /** A value of another view that says the same of the same thing: who confirms it confirms this one too. */
  readonly saidBy?: { readonly view: string; readonly value: string };
  /** Values that can end, and so grow stale unconfirmed. */
  readonly canEnd: readonly string[];
  readonly staleAfterMonths?: number;
  /** What depends on the very day of the question (days in custody). */
  readonly onReading?: (details: Readonly<Record<string, unknown>>, asOf: Day) => Readonly<Record<string, unknown>>;
}

/** Views are of many states; who handles them as a list never looks inside one. */
export type AnyView = View;

/** Declares a view: the one call in its file. Its words become what a `StatusReported` may say of it. */
export function asView<S extends ViewState>(view: View<S>): AnyView {
  registerView(view.name, view);
  return view as unknown as AnyView;
}
