import { ENDED_BY_TIME, type FoldEvent } from '../fold/fold-event.js';
import { confirm, nothingRecorded, shift } from '../fold/run.js';
import { termOf, type Days } from './term.js';
import type { ViewState } from './view.js';
import { word } from './word.js';

/** The mandate, read by `mandate` and, for its beginning and end, by `immunity`. Source: model.md 5. */
export interface Mandate extends ViewState {
  readonly chamber: string | null;
  /** What told the present value. */
  readonly last: FoldEvent | null;
  /** The mandate whose term is running. */
  readonly began: FoldEvent | null;
}

export const MANDATE_START: Mandate = { run: nothingRecorded('unknown'), chamber: null, last: null, began: null };

const OPEN = new Set(['elected', 'sitting', 'suspended', 'restored']);
export const isOpen = ({ run }: Mandate): boolean => OPEN.has(run.value);
/** Elected is not yet seated. */
export const isSeated = (mandate: Mandate): boolean => isOpen(mandate) && mandate.run.value !== 'elected';
export const isOver = ({ run }: Mandate): boolean => run.value === 'revoked' || run.value === 'ended';

type Handlers = Readonly<Record<string, (state: Mandate, event: FoldEvent) => Mandate>>;

export const onMandate: Handlers = {
  MandateBegan: (state, event) => ({
    run: shift(state.run, event.facts['seated'] === 'no' ? 'elected' : 'sitting', event),
    chamber: (event.facts['chamber'] as string | undefined) ?? state.chamber,
    last: event,
    began: event,
  }),
  MandateSuspended: (state, event) => unlessRevoked(state, 'suspended', event),
  MandateRevoked: (state, event) => to(state, 'revoked', event),
  MandateRestored: (state, event) => to(state, 'restored', event),
  MandateEnded: (state, event) => unlessRevoked(state, 'ended', event),
  [ENDED_BY_TIME]: (state, event) =>
    state.began === event.of && isOpen(state) ? to(state, 'ended', { ...event, facts: { how: 'term' } }) : state,
  StatusReported: reported,
  // Death ends a mandate that is not yet over; a taken one it leaves as it was.
  Died: (state, event) => (isOpen(state) ? to(state, 'ended', event) : state),
  Killed: (state, event) => (isOpen(state) ? to(state, 'ended', event) : state),
};

export const endOfTerm = (event: FoldEvent, began: Days): Days | null =>
  event.type === 'MandateBegan' ? termOf(event.facts, began) : null;

const to = (state: Mandate, value: string, event: FoldEvent): Mandate => ({
  ...state,
  run: shift(state.run, value, event),
  last: event,
});

/** A mandate taken before its term stays revoked: it can no longer be suspended, and does not end when its term would have. */
const unlessRevoked = (state: Mandate, value: string, event: FoldEvent): Mandate =>
  state.run.value === 'revoked' ? state : to(state, value, event);

/**
 * Who sits after a restoration sits: the report confirms it. A report that somebody sits whose mandate was revoked tells of a new mandate or
 * a restoration that nobody recorded, so it changes the value (model.md 4.5 before 5); that the mandate ended says nothing new.
 */
function reported(state: Mandate, event: FoldEvent): Mandate {
  const value = word(event.facts, 'value');
  const { chamber } = (event.facts['details'] ?? {}) as { chamber?: string };
  const now = { ...state, chamber: chamber ?? state.chamber };
  if (value === 'ended') return unlessRevoked(now, value, event);
  if (value === 'sitting' && state.run.value === 'restored') return { ...now, run: confirm(state.run, event) };
  return { ...now, run: shift(state.run, value, event), last: value === state.run.value ? state.last : event };
}
