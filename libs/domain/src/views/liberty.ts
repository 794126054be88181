import { STILL_HELD, type FoldEvent } from '../fold/fold-event.js';
import { confirm, restsOn, shift } from '../fold/run.js';
import {
  confirmed,
  isAcknowledged,
  isHeld,
  isHeldElsewhere,
  isHouse,
  left,
  opened,
  titleOf,
  type Liberty,
  type Title,
} from './titles.js';
import { appealed, beforeTrial, sentenced } from './titles-of-justice.js';
import { word } from './word.js';

const HELD_VALUES = new Set([
  'arrested',
  'pretrial_detention',
  'detained',
  'imprisoned',
  'house_arrest',
  'unacknowledged',
]);
const ORDERED: Readonly<Record<string, string>> = {
  pretrial_order: 'pretrial_detention',
  administrative_order: 'detained',
  execution_of_sentence: 'imprisoned',
  none_stated: 'detained',
};
const REPORTED: Readonly<Record<string, string>> = {
  arrested: 'arrest',
  pretrial_detention: 'pretrial_order',
  imprisoned: 'execution_of_sentence',
};

type Handlers = Readonly<Record<string, (state: Liberty, event: FoldEvent) => Liberty>>;

/**
 * What opens, confirms and closes titles. The term of an order (`until`) closes none: who is held stays held until somebody says that they
 * were let go (model.md 4.6 ends by time alone what a ban is, and the row of custody names no time).
 */
export const onLiberty: Handlers = {
  Arrested: (state, event) =>
    isHeldElsewhere(state)
      ? confirmed(state, event)
      : opened(state, event, titleOf(event, 'arrest', 'arrested'), state.titles.filter(isAcknowledged)),
  DetentionOrdered: (state, event) => {
    const title = word(event.facts, 'title', 'none_stated');
    return opened(state, event, titleOf(event, title, ORDERED[title] ?? 'detained'), ofAnotherProceeding(state, event));
  },
  HouseArrestImposed: (state, event) => {
    const title = titleOf(event, word(event.facts, 'title', 'none_stated'), 'house_arrest');
    return { ...opened(state, event, title, ofAnotherProceeding(state, event)), limits: limitsOf(event) };
  },
  HouseArrestEased: (state, event) =>
    state.titles.some(isHouse) ? { ...confirmed(state, event), limits: limitsOf(event) } : state,
  HouseArrestLifted: (state, event) => ended(state, event, isHouse),
  Released: (state, event) => left(state, event, notEndedBy(state, event), 'released'),
  Escaped: (state, event) => left(state, event, [], 'escaped'),
  Abducted: hidden,
  Disappeared: (state, event) => (isHeld(state) ? hidden(state, event) : state),
  Reappeared: (state, event) => ended(state, event, (title) => !isAcknowledged(title)),
  Charged: beforeTrial,
  TrialOpened: beforeTrial,
  DetentionExtended: (state, event) => confirmed(beforeTrial(state, event), event),
  BailDenied: (state, event) => confirmed(beforeTrial(state, event), event),
  Transferred: (state, event) => confirmed(isHeld(state) && event.place ? { ...state, placed: event } : state, event),
  DetentionConditionsReported: confirmed,
  VerdictDelivered: sentenced,
  AppealDecided: appealed,
  StatusReported: reported,
  [STILL_HELD]: stillHeld,
  Died: died,
  Killed: died,
};

const limitsOf = (event: FoldEvent): readonly unknown[] => (event.facts['limits'] as unknown[] | undefined) ?? [];

/** An order replaces every title that does not belong to another proceeding, and what nobody acknowledged. */
function ofAnotherProceeding(state: Liberty, { facts: { proceeding } }: FoldEvent): Title[] {
  if (proceeding === undefined) return [];
  return state.titles.filter(
    (title) => isAcknowledged(title) && title.proceeding !== undefined && title.proceeding !== proceeding,
  );
}

function hidden(state: Liberty, event: FoldEvent): Liberty {
  return opened(state, event, titleOf(event, 'none_stated', 'unacknowledged'), state.titles);
}

function ended(state: Liberty, event: FoldEvent, ends: (title: Title) => boolean): Liberty {
  const titles = state.titles.filter((title) => !ends(title));
  return titles.length === state.titles.length ? state : left(state, event, titles, 'released');
}

function notEndedBy(state: Liberty, { facts: { ends } }: FoldEvent): Title[] {
  if (!Array.isArray(ends)) return [];
  return state.titles.filter(
    ({ event: { known } }) => !ends.includes(known.event.key) && !ends.includes(known.event.eventId),
  );
}

function reported(state: Liberty, event: FoldEvent): Liberty {
  const value = reportedValue(state, event);
  if (value === null) return state;
  if (saysTheSame(state, value)) {
    return { ...state, run: confirm(state.run, event), placed: isHeld(state) && event.place ? event : state.placed };
  }
  if (!HELD_VALUES.has(value)) return left(state, event, [], value);
  if (value === state.run.value)
    return { ...state, run: shift(state.run, value, event), placed: event.place ? event : state.placed };
  const { title } = (event.facts['details'] ?? {}) as { title?: string };
  return opened(state, event, titleOf(event, title ?? REPORTED[value] ?? 'none_stated', value), []);
}

/** In other words what is known more exactly: held, of who is before trial or in prison; arrested, of who is held; free, of who was let go. */
function saysTheSame(state: Liberty, value: string): boolean {
  const now = state.run.value;
  if (value === 'detained') return now === 'pretrial_detention' || now === 'imprisoned';
  if (value === 'arrested') return now !== 'arrested' && isHeldElsewhere(state);
  return value === 'free' && (now === 'released' || now === 'escaped');
}

/** A report on house arrest is one on custody, as far as it says that somebody is, or no longer is, held at home. */
function reportedValue(state: Liberty, event: FoldEvent): string | null {
  const value = word(event.facts, 'value');
  if (event.facts['view'] === 'custody') return value;
  if (value === 'in_force') return 'house_arrest';
  return value === 'lifted' && state.titles.some(isHouse) ? 'released' : null;
}

/** Said of what the custody rests on, or of how it began, and of somebody who is still held. */
function stillHeld(state: Liberty, event: FoldEvent): Liberty {
  const isHeldOn = [...state.titles.map((title) => title.event), state.heldSince].some(
    (one) => one?.known === event.known,
  );
  return isHeldOn || restsOn(state.run, event) ? { ...state, run: confirm(state.run, event) } : state;
}

function died(state: Liberty, event: FoldEvent): Liberty {
  return isHeld(state) ? { ...left(state, event, [], 'ended'), placed: null } : state;
}
