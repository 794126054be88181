import { FIRST_DAY, type Day } from '../time/day.js';
import type { AnyView, ViewState } from '../views/view.js';
import { inOrder, inTime, type Node } from './order.js';
import { alone, everyValue, overlapping, sweepExactly, type States } from './overlap.js';
import { Steps, stateKey, type Observer } from './steps.js';

/** From that day on, until the next span, these are the states of all worlds: the one in which everything is as early as it may be first. */
export interface Span {
  readonly from: Day;
  readonly states: readonly [ViewState, ...ViewState[]];
}

/**
 * Folds a view over every world that the dates and the order allow: a sweep along the days over the set of pairs (state, events still to come).
 * Where nothing is imprecise there is one world.
 * @param nodes the events that the view reads, each with predecessors among all events.
 */
export function sweep(view: AnyView, nodes: readonly Node[], observe?: Observer): Span[] {
  const steps = new Steps(view, observe);
  const earliest = earliestWorld(view.initial, nodes, steps);
  return nodes.every((node) => node.from === node.to)
    ? earliest
    : merge(earliest, allWorlds(view.initial, nodes, steps));
}

function earliestWorld(initial: ViewState, nodes: readonly Node[], steps: Steps): Span[] {
  const spans: Span[] = [{ from: FIRST_DAY, states: [initial] }];
  const sorted = inTime(nodes);
  let state = initial;
  for (let index = 0; index < sorted.length;) {
    const start = index;
    const day = sorted[start]!.from;
    while (sorted[index]?.from === day) index += 1;
    const ofDay = index - start === 1 ? [sorted[start]!] : inOrder(sorted.slice(start, index));
    for (const node of ofDay) state = steps.apply(state, node.event);
    if (day === FIRST_DAY) spans.pop();
    spans.push({ from: day, states: [state] });
  }
  return spans;
}

/** Stretch by stretch of days that overlap: between two of them nothing is still to come. */
function allWorlds(initial: ViewState, nodes: readonly Node[], steps: Steps): Span[] {
  let states: readonly ViewState[] = [initial];
  const spans: Span[] = [{ from: FIRST_DAY, states: [initial] }];
  for (const stretch of overlapping(nodes)) {
    const days = statesAfter(states, stretch, steps);
    if (days[0]?.from === FIRST_DAY) spans.pop();
    for (const day of days) spans.push(day as Span);
    states = spans.at(-1)!.states;
  }
  return spans;
}

function statesAfter(states: readonly ViewState[], stretch: readonly Node[], steps: Steps): States[] {
  const [first, ...others] = stretch as readonly [Node, ...Node[]];
  const isOne = others.length === 0;
  if (isOne && first.from === first.to && states.length === 1)
    return [{ from: first.from, states: [steps.apply(states[0]!, first.event)] }];
  const begun = states.map((state) => steps.known(state));
  if (isOne) return alone(begun, first, steps);
  return sweepExactly(begun, stretch, steps) ?? everyValue(begun, stretch, steps);
}

/** The earliest world's state stands first on every day; the others after it, in a stable order. */
function merge(earliest: readonly Span[], all: readonly Span[]): Span[] {
  const days = [...new Set([...earliest, ...all].map((span) => span.from))].sort((a, b) => a - b);
  return days.map((from) => {
    const [first] = spanOn(earliest, from).states;
    const others = spanOn(all, from).states.filter((state) => !isSame(state, first));
    return { from, states: [first, ...others.sort((a, b) => (stateKey(a) < stateKey(b) ? -1 : 1))] };
  });
}

/** Most states that differ have other values, and their keys need not be made. */
const isSame = (a: ViewState, b: ViewState): boolean =>
  a === b || (a.run.value === b.run.value && stateKey(a) === stateKey(b));

/** The span in force on a day; spans are in order and the first begins on the first day. */
export function spanOn<T extends { readonly from: Day }>(spans: readonly T[], day: Day): T {
  let [low, high] = [0, spans.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (spans[middle]!.from <= day) low = middle;
    else high = middle - 1;
  }
  return spans[low]!;
}
