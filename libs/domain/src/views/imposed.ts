import type { FoldEvent } from '../fold/fold-event.js';
import { nothingRecorded, note, shift } from '../fold/run.js';
import { findingsOn, isAcquitted, ruled, type Findings } from './findings.js';
import type { ViewState } from './view.js';
import { word } from './word.js';

/** Restrictions that are in force, each until it is lifted: what `supervision` and `travel` have in common. */
export interface Imposed extends ViewState {
  readonly open: readonly FoldEvent[];
  /** What the rulings of each proceeding came to, as far as they are known. */
  readonly rulings: Findings;
}

export const NOTHING_IMPOSED: Imposed = { run: nothingRecorded('none_recorded'), open: [], rulings: {} };

export function impose(inForce: string) {
  return (state: Imposed, event: FoldEvent): Imposed => ({
    ...state,
    run: shift(state.run, inForce, event),
    open: [...state.open, event],
  });
}

/** Ends those that `ends` picks; the last one ended gives the value. */
export function lift(state: Imposed, event: FoldEvent, value: string, ends: (open: FoldEvent) => boolean): Imposed {
  const open = state.open.filter((one) => !ends(one));
  if (open.length === state.open.length) return state;
  return { ...state, run: open.length > 0 ? note(state.run, event) : shift(state.run, value, event), open };
}

/** That it was lifted may be all that is known of a restriction. */
export function restore(value: string) {
  return (state: Imposed, event: FoldEvent): Imposed =>
    state.run.since === null
      ? { ...state, run: shift(state.run, value, event) }
      : lift(state, event, value, () => true);
}

export const liftAll = (value: string) => (state: Imposed, event: FoldEvent) => lift(state, event, value, () => true);

/** Gone with the proceeding that they name: dropped, acquitted as a whole, pardoned or served. */
export function goneWithItsProceeding(value: string) {
  return (state: Imposed, event: FoldEvent): Imposed => {
    const known = RULINGS.has(event.type) ? { ...state, rulings: ruled(state.rulings, event) } : state;
    if (!endsProceeding(known, event)) return known;
    return lift(
      known,
      event,
      value,
      (one) => one.facts['proceeding'] !== undefined && isOver(event, one.facts['proceeding']),
    );
  };
}

const RULINGS = new Set(['VerdictDelivered', 'AppealDecided']);

function endsProceeding({ rulings }: Imposed, event: FoldEvent): boolean {
  if (RULINGS.has(event.type)) return isAcquitted(findingsOn(rulings, event));
  return event.type !== 'Pardoned' || (event.facts['full'] === 'yes' && event.facts['kind'] !== 'commutation');
}

function isOver(event: FoldEvent, proceeding: unknown): boolean {
  const covers = event.facts['covers'];
  if (event.type === 'Pardoned') return !Array.isArray(covers) || covers.includes(proceeding);
  return event.facts['proceeding'] === proceeding;
}

/** A report that says the value in force confirms it; another one sets it anew. */
export function reportedImposed(inForce: string) {
  return (state: Imposed, event: FoldEvent): Imposed => {
    const value = word(event.facts, 'value');
    const open = value === state.run.value ? state.open : value === inForce ? [event] : [];
    return { ...state, run: shift(state.run, value, event), open };
  };
}
