import type { FoldEvent } from '../fold/fold-event.js';
import { confirm, nothingRecorded, shift, type Run } from '../fold/run.js';
import type { Findings } from './findings.js';

/** A ground on which somebody is held, opened by one event. */
export interface Title {
  readonly event: FoldEvent;
  readonly title: string;
  readonly value: string;
  readonly proceeding?: string;
  /** Its value follows from what happened since, not from an order. */
  readonly inferred?: true;
}

/** Liberty, as the titles now open: read by `custody` and, for the house alone, by `houseArrest`. Source: model.md 5. */
export interface Liberty {
  readonly run: Run;
  readonly titles: readonly Title[];
  /** The event that tells where the person is held. */
  readonly placed: FoldEvent | null;
  readonly limits: readonly unknown[];
  /** Since when held without a break. */
  readonly heldSince: FoldEvent | null;
  /** What the rulings of each proceeding came to, as far as they are known. */
  readonly rulings: Findings;
}

export const LIBERTY_START: Liberty = {
  run: nothingRecorded('none_recorded'),
  titles: [],
  placed: null,
  limits: [],
  heldSince: null,
  rulings: {},
};

export const isHeld = (state: Liberty): boolean => state.titles.length > 0;
export const isHouse = (title: Title): boolean => title.value === 'house_arrest';
export const isAcknowledged = (title: Title): boolean => title.value !== 'unacknowledged';
export const lastTitle = (state: Liberty): Title | undefined => state.titles.at(-1);

/** Held somewhere that is not their home, and not hidden from everybody. */
export function isHeldElsewhere(state: Liberty): boolean {
  const last = lastTitle(state);
  return last !== undefined && !isHouse(last) && isAcknowledged(last);
}

export const titleOf = (event: FoldEvent, title: string, value: string): Title => ({
  event,
  title,
  value,
  ...(typeof event.facts['proceeding'] === 'string' && { proceeding: event.facts['proceeding'] }),
});

/** A new title, last of those that stay open beside it: the value and the title shown are its own. */
export function opened(state: Liberty, event: FoldEvent, title: Title, beside: readonly Title[]): Liberty {
  return {
    ...state,
    run: shift(state.run, title.value, event),
    titles: [...beside, title],
    placed: event.place ? event : placeAfter(state, title),
    limits: isHouse(title) ? [] : state.limits,
    heldSince: state.heldSince ?? event,
  };
}

/** Some titles ended; the last one ended, or a release with nothing open, is liberty. */
export function left(state: Liberty, event: FoldEvent, titles: readonly Title[], value: string): Liberty {
  const last = titles.at(-1);
  if (last) {
    return {
      ...state,
      run: shift(state.run, last.value, event, last.inferred),
      titles,
      placed: placeAfter(state, last),
    };
  }
  return {
    ...state,
    run: shift(state.run, value, event),
    titles: [],
    placed: event.place ? event : null,
    limits: [],
    heldSince: null,
  };
}

/** Nobody is at home in the prison that they were in before, nor the other way round. */
function placeAfter(state: Liberty, next: Title): FoldEvent | null {
  const before = lastTitle(state);
  return before && isHouse(before) !== isHouse(next) ? null : state.placed;
}

/** The event says that the person was still held. */
export const confirmed = (state: Liberty, event: FoldEvent): Liberty =>
  isHeld(state) ? { ...state, run: confirm(state.run, event) } : state;
