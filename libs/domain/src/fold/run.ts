import type { Day } from '../time/day.js';
import type { FoldEvent } from './fold-event.js';

/** The unbroken run of one value: what set it, what since changed what is shown or confirmed it, and until when it is confirmed. */
export interface Run {
  readonly value: string;
  /** Null where nothing was recorded. */
  readonly since: FoldEvent | null;
  /** The event that set the value first, then the others in the order of the log. */
  readonly deciding: readonly FoldEvent[];
  readonly confirmed: Day | null;
  /** The value follows by inference, not from an order or a report. */
  readonly inferred?: boolean;
}

export const nothingRecorded = (value: string): Run => ({ value, since: null, deciding: [], confirmed: null });

export const isRun = (value: object): value is Run => 'deciding' in value && 'confirmed' in value;

/** The value from now on; the same value again only confirms it, and what was inferred is then said. */
export function shift(run: Run, value: string, event: FoldEvent, inferred = false): Run {
  if (run.value === value && run.since !== null) return inferred ? confirm(run, event) : said(confirm(run, event));
  return { value, since: event, deciding: [event], confirmed: event.confirms, ...(inferred && { inferred }) };
}

/** The event says that the value still holds, or changes what the view shows beside it. */
export function confirm(run: Run, event: FoldEvent): Run {
  if (run.since === null || run.deciding.includes(event)) return run;
  const confirmed = Math.max(run.confirmed ?? event.confirms, event.confirms);
  return { ...run, deciding: withAnother(run.deciding, event), confirmed };
}

/** The event that set the value stays the first; the others stand in the order of the log, in which most are taken anyway. */
function withAnother(deciding: Run['deciding'], event: FoldEvent): Run['deciding'] {
  if (deciding.length === 1 || deciding.at(-1)!.seq < event.seq) return [...deciding, event];
  const [first, ...others] = deciding;
  return [first!, ...[...others, event].sort((a, b) => a.seq - b.seq)];
}

/** An event says the value itself: it follows no longer by inference alone. */
function said(run: Run): Run {
  if (!run.inferred) return run;
  const { inferred: _, ...rest } = run;
  return rest;
}

/** Is the event, or one that adds to it, a reason of the value? */
export const restsOn = (run: Run, { known }: FoldEvent): boolean => run.deciding.some((one) => one.known === known);

/** The event belongs to the reasons of the value, but says nothing of whether it still holds. */
export function note(run: Run, event: FoldEvent): Run {
  if (run.since === null) return { ...run, deciding: [...run.deciding, event] };
  return { ...confirm(run, event), confirmed: run.confirmed };
}
