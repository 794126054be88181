import type { FoldEvent } from '../fold/fold-event.js';
import { confirm, nothingRecorded, shift, type Run } from '../fold/run.js';

/** A ground on which somebody is held, opened by one event. */
export interface Title {
  readonly event: FoldEvent;
  readonly title: string;
  readonly value: string;
  readonly proceeding?: string;
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
  /** How the sentences of each proceeding are served, as far as they are known. */
  readonly served: Readonly<Record<string, string>>;
}

export const LIBERTY_START: Liberty = {
  run: nothingRecorded('none_recorded'),
  titles: [],
  placed: null,
  limits: [],
  heldSince: null,
  served: {},
};

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
  detained: 'none_stated',
  house_arrest: 'none_stated',
  unacknowledged: 'none_stated',
};

const isHeld = (state: Liberty): boolean => state.titles.length > 0;
const isHouse = (title: Title): boolean => title.value === 'house_arrest';
const isAcknowledged = (title: Title): boolean => title.value !== 'unacknowledged';
const proceedingOf = (event: FoldEvent) =>
  typeof event.facts['proceeding'] === 'string' ? { proceeding: event.facts['proceeding'] } : {};

type Handlers = Readonly<Record<string, (state: Liberty, event: FoldEvent) => Liberty>>;

export const onLiberty: Handlers = {
  Arrested: (state, event) =>
    isHeld(state) && atLast(state)!.value !== 'house_arrest' && isAcknowledged(atLast(state)!)
      ? confirmed(state, event)
      : opened(state, event, titleOf(event, 'arrest', 'arrested'), state.titles.filter(isAcknowledged)),
  DetentionOrdered: (state, event) => {
    const title = String(event.facts['title'] ?? 'none_stated');
    return opened(state, event, titleOf(event, title, ORDERED[title] ?? 'detained'), ofAnotherProceeding(state, event));
  },
  HouseArrestImposed: (state, event) => {
    const limits = (event.facts['limits'] as unknown[] | undefined) ?? [];
    const title = titleOf(event, String(event.facts['title'] ?? 'none_stated'), 'house_arrest');
    return { ...opened(state, event, title, ofAnotherProceeding(state, event)), limits };
  },
  HouseArrestEased: (state, event) =>
    state.titles.some(isHouse)
      ? { ...confirmed(state, event), limits: (event.facts['limits'] as unknown[] | undefined) ?? [] }
      : state,
  HouseArrestLifted: (state, event) =>
    state.titles.some(isHouse)
      ? left(
          state,
          event,
          state.titles.filter((title) => !isHouse(title)),
          'released',
        )
      : state,
  Released: (state, event) => left(state, event, notEndedBy(state, event), 'released'),
  Escaped: (state, event) => left(state, event, [], 'escaped'),
  Abducted: (state, event) => opened(state, event, titleOf(event, 'none_stated', 'unacknowledged'), state.titles),
  Disappeared: (state, event) =>
    isHeld(state) ? opened(state, event, titleOf(event, 'none_stated', 'unacknowledged'), state.titles) : state,
  Reappeared: (state, event) =>
    state.titles.every(isAcknowledged) ? state : left(state, event, state.titles.filter(isAcknowledged), 'released'),
  // An arrest is detention before trial from the first charge, trial, extension or refusal of bail.
  Charged: beforeTrial,
  TrialOpened: beforeTrial,
  DetentionExtended: (state, event) => confirmed(beforeTrial(state, event), event),
  BailDenied: (state, event) => confirmed(beforeTrial(state, event), event),
  Transferred: (state, event) => confirmed(isHeld(state) && event.place ? { ...state, placed: event } : state, event),
  DetentionConditionsReported: confirmed,
  VerdictDelivered: (state, event) => sentenced(state, event),
  AppealDecided: (state, event) => appealed(state, event),
  StatusReported: (state, event) => reported(state, event),
  Died: died,
  Killed: died,
};

function atLast(state: Liberty): Title | undefined {
  return state.titles.at(-1);
}

const titleOf = (event: FoldEvent, title: string, value: string): Title => ({
  event,
  title,
  value,
  ...proceedingOf(event),
});

/** An order replaces every title that does not belong to another proceeding, and what nobody acknowledged. */
function ofAnotherProceeding(state: Liberty, event: FoldEvent): Title[] {
  const { proceeding } = proceedingOf(event) as { proceeding?: string };
  return state.titles.filter(
    (title) =>
      isAcknowledged(title) &&
      proceeding !== undefined &&
      title.proceeding !== undefined &&
      title.proceeding !== proceeding,
  );
}

function notEndedBy(state: Liberty, event: FoldEvent): Title[] {
  const ends = event.facts['ends'];
  if (!Array.isArray(ends)) return [];
  return state.titles.filter(
    ({ event: { known } }) => !ends.includes(known.event.key) && !ends.includes(known.event.eventId),
  );
}

function opened(state: Liberty, event: FoldEvent, title: Title, beside: readonly Title[]): Liberty {
  const moved = (atLast(state)?.value === 'house_arrest') !== (title.value === 'house_arrest');
  const placed = event.place ? event : moved ? null : state.placed;
  return {
    ...state,
    run: shift(state.run, title.value, event),
    titles: [...beside, title],
    placed,
    limits: isHouse(title) ? [] : state.limits,
    heldSince: state.heldSince ?? event,
  };
}

/** Some titles ended; the last one ended, or a release with nothing open, is liberty. */
function left(state: Liberty, event: FoldEvent, titles: readonly Title[], value: string): Liberty {
  const last = titles.at(-1);
  if (last) return { ...state, run: shift(state.run, last.value, event), titles };
  return {
    ...state,
    run: shift(state.run, value, event),
    titles: [],
    placed: event.place ? event : null,
    limits: [],
    heldSince: null,
  };
}

function confirmed(state: Liberty, event: FoldEvent): Liberty {
  return isHeld(state) ? { ...state, run: confirm(state.run, event) } : state;
}

function beforeTrial(state: Liberty, event: FoldEvent): Liberty {
  const last = atLast(state);
  if (last?.value !== 'arrested' || last.title !== 'arrest' || last.event.type === 'StatusReported') return state;
  const titles = [...state.titles.slice(0, -1), { ...last, value: 'pretrial_detention' }];
  const run = shift(state.run, 'pretrial_detention', event, true);
  return { ...state, titles, run: { ...run, deciding: [event, last.event] } };
}

const CONVICTED_IN_ABSENTIA = 'in_absentia';

function sentenced(state: Liberty, event: FoldEvent): Liberty {
  const { proceeding, outcome, inAbsentia, execution } = event.facts as Record<string, string | undefined>;
  if (outcome !== 'convicted') return state;
  const manner = inAbsentia === 'yes' ? CONVICTED_IN_ABSENTIA : (execution ?? 'not_stated');
  const known = { ...state, served: { ...state.served, [proceeding ?? '']: manner } };
  if (manner === 'house_arrest') return serving(known, event, 'house_arrest');
  return manner === 'prison' && isHeld(state) ? serving(known, event, 'imprisoned') : known;
}

/** Final on appeal: who is held serves the sentence from then on; quashed: its title is closed. */
function appealed(state: Liberty, event: FoldEvent): Liberty {
  const { proceeding, outcome, final, convicted, execution } = event.facts as Record<string, string | undefined>;
  const quashed = outcome === 'quashed' || outcome === 'retrial' || convicted === 'no';
  const titles = state.titles.filter(
    (title) => title.title !== 'execution_of_sentence' || title.proceeding !== proceeding,
  );
  if (quashed) return titles.length === state.titles.length ? state : left(state, event, titles, 'released');
  const manner = execution ?? state.served[proceeding ?? ''] ?? 'not_stated';
  if (final !== 'yes' || !isHeld(state) || manner === 'suspended' || manner === 'none') return state;
  return titles.length < state.titles.length
    ? confirmed(state, event)
    : serving(state, event, manner === 'house_arrest' ? 'house_arrest' : 'imprisoned');
}

const serving = (state: Liberty, event: FoldEvent, value: string): Liberty =>
  opened(state, event, titleOf(event, 'execution_of_sentence', value), state.titles);

function reported(state: Liberty, event: FoldEvent): Liberty {
  const value = reportedValue(state, event);
  if (value === null || value === state.run.value || (value === 'detained' && confirmsDetention(state.run.value))) {
    return { ...state, run: confirm(state.run, event), placed: isHeld(state) && event.place ? event : state.placed };
  }
  if (!HELD_VALUES.has(value)) return left(state, event, [], value);
  const { title } = (event.facts['details'] ?? {}) as { title?: string };
  const cleared = { ...state, titles: [], heldSince: isHeld(state) ? state.heldSince : null };
  return opened(cleared, event, titleOf(event, title ?? REPORTED[value] ?? 'none_stated', value), []);
}

const confirmsDetention = (value: string): boolean => value === 'pretrial_detention' || value === 'imprisoned';

/** A report on house arrest is one on custody, as far as it says that somebody is, or no longer is, held at home. */
function reportedValue(state: Liberty, event: FoldEvent): string | null {
  const value = String(event.facts['value']);
  if (event.facts['view'] === 'custody') return value;
  if (value === 'in_force') return 'house_arrest';
  return value === 'lifted' && state.titles.some(isHouse) ? 'released' : null;
}

function died(state: Liberty, event: FoldEvent): Liberty {
  return isHeld(state) ? { ...state, run: shift(state.run, 'ended', event), titles: [], heldSince: null } : state;
}
