import type { Day } from '../time/day.js';
import type { ViewState } from '../views/view.js';
import { inOrder, inTime, type Node } from './order.js';
import type { Steps } from './steps.js';

/** The states of all worlds from a day on. */
export interface States {
  readonly from: Day;
  readonly states: readonly ViewState[];
}

/** More than this at once, or more worlds, are answered coarser: every value that any order gives (model.md 4.4). */
const OVERLAPPING_MAX = 8;
const WORLDS_MAX = 6_000;
const COARSE_STATES_MAX = 400;

const isImprecise = (node: Node): boolean => node.from < node.to;

/** Events whose days overlap, directly or through others, in order. */
export function overlapping(nodes: readonly Node[]): Node[][] {
  const stretches: Node[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const node of inTime(nodes)) {
    if (node.from > last) stretches.push([]);
    stretches.at(-1)!.push(node);
    last = Math.max(last, node.to);
  }
  return stretches;
}

interface World {
  readonly state: ViewState;
  /** Events whose days have begun and that did not happen yet, in the order in which one day would take them. */
  readonly waiting: readonly Node[];
}

/** One event that overlaps no other: it has happened or not on all its days, and has happened from the last one on. */
export function alone(states: readonly ViewState[], { event, from, to }: Node, steps: Steps): States[] {
  const after = [...new Set(states.map((state) => steps.take(state, event)))];
  if (from === to) return [{ from, states: after }];
  return [
    { from, states: [...new Set([...states, ...after])] },
    { from: to, states: after },
  ];
}

/** Every world, day by day; null where there are too many. */
export function sweepExactly(states: readonly ViewState[], nodes: readonly Node[], steps: Steps): States[] | null {
  const stops = [...new Set(nodes.flatMap((node) => [node.from, node.to]))].sort((a, b) => a - b);
  if (
    stops.some(
      (day) => nodes.filter((node) => isImprecise(node) && node.from <= day && day <= node.to).length > OVERLAPPING_MAX,
    )
  )
    return null;
  const days: States[] = [];
  let worlds = new Worlds();
  for (const state of states) worlds.add({ state, waiting: [] });
  for (const [index, stop] of stops.entries()) {
    const beginning = nodes.filter((node) => node.from === stop);
    const next = new Worlds();
    for (const world of worlds.from(0)) {
      expand({ state: world.state, waiting: inOrder([...world.waiting, ...beginning]) }, stop, steps, next);
    }
    worlds = next;
    days.push({ from: stop, states: worlds.states() });
    if (
      worlds.size > WORLDS_MAX ||
      !untilNothingChanges(worlds, { from: stop, to: stops[index + 1] ?? stop + 1 }, steps, days)
    )
      return null;
  }
  return days;
}

/** Between two stops nothing new begins and nothing must end: a world that stayed as it was yesterday brings nothing new today. */
function untilNothingChanges(
  worlds: Worlds,
  { from, to }: { from: Day; to: Day },
  steps: Steps,
  days: States[],
): boolean {
  let fresh = worlds.from(0);
  for (let day = from + 1; day < to && fresh.length > 0; day += 1) {
    const before = worlds.size;
    for (const world of fresh) expand(world, day, steps, worlds);
    if (worlds.size > WORLDS_MAX) return false;
    fresh = worlds.from(before);
    const states = worlds.states();
    if (states.length > days.at(-1)!.states.length) days.push({ from: day, states });
  }
  return true;
}

/** Adds what one day can make of a world: all sets of waiting events that can happen on it, those among them whose last day it is. */
function expand(world: World, day: Day, steps: Steps, into: Worlds): void {
  const choose = (index: number, state: ViewState, left: readonly Node[]): void => {
    const node = world.waiting[index];
    if (!node) {
      into.add({ state, waiting: left });
      return;
    }
    const waits = left.some((other) => node.before.has(other.event));
    if (!waits) choose(index + 1, steps.take(state, node.event), left);
    if (waits || node.to > day) choose(index + 1, state, [...left, node]);
  };
  choose(0, world.state, []);
}

/** Worlds of one day; those that came first stand first. */
class Worlds {
  private readonly seen = new Map<string, World>();
  private readonly list: World[] = [];
  private readonly numbers = new Map<object, number>();

  get size(): number {
    return this.list.length;
  }

  add(world: World): void {
    const key = `${this.numberOf(world.state)}|${world.waiting.map((node) => this.numberOf(node)).join()}`;
    if (this.seen.has(key)) return;
    this.seen.set(key, world);
    this.list.push(world);
  }

  from(index: number): readonly World[] {
    return this.list.slice(index);
  }

  states(): ViewState[] {
    return [...new Set(this.list.map(({ state }) => state))];
  }

  private numberOf(one: object): number {
    const number = this.numbers.get(one) ?? this.numbers.size;
    this.numbers.set(one, number);
    return number;
  }
}

/**
 * Coarser: from the first day to the last, every state that taking these events in whatever order and number can lead to; afterwards those to
 * which one of them can have led last. Values not met before are followed first, so that none is missed where there are too many states.
 */
export function everyValue(states: readonly ViewState[], nodes: readonly Node[], steps: Steps): States[] {
  const reached = new Set(states);
  const final = new Set<ViewState>();
  const values = new Set(states.map((state) => state.run.value));
  const queue = [...states];
  for (let state = queue.shift(); state; state = queue.shift()) {
    for (const { event } of nodes) {
      const next = steps.take(state, event);
      if (!nodes.some((node) => node.before.has(event))) final.add(next);
      if (reached.has(next) || (reached.size >= COARSE_STATES_MAX && values.has(next.run.value))) continue;
      reached.add(next);
      if (values.has(next.run.value)) queue.push(next);
      else queue.unshift(next);
      values.add(next.run.value);
    }
  }
  const first = Math.min(...nodes.map((node) => node.from));
  const last = Math.max(...nodes.map((node) => node.to));
  return [
    { from: first, states: [...reached] },
    { from: last, states: atMost(final) },
  ];
}

/** One state of every value, and as many more as may be carried on. */
function atMost(states: ReadonlySet<ViewState>): ViewState[] {
  const firstOfValue = new Map([...states].reverse().map((state) => [state.run.value, state]));
  return [...new Set([...firstOfValue.values(), ...states])].slice(0, Math.max(COARSE_STATES_MAX, firstOfValue.size));
}
