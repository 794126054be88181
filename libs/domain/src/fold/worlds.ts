import { FIRST_DAY, type Day } from '../time/day.js';
import type { AnyView, ViewState } from '../views/view.js';
import { STILL_HELD, type FoldEvent } from './fold-event.js';
import type { Node } from './order.js';
import { confirm } from './run.js';

/** From that day on, until the next span, these are the states of all worlds: the one in which everything is as early as it may be first. */
export interface Span {
  readonly from: Day;
  readonly states: readonly [ViewState, ...ViewState[]];
}

/** More worlds than this on one day are answered coarser: every value that any order gives (model.md 4.4). */
const WORLDS_MAX = 4_096;
const OVERLAPPING_MAX = 12;

/** Told of every event as a world takes it: the state before and after. */
export type Observer = (event: FoldEvent, before: ViewState, after: ViewState) => void;

/**
 * Folds a view over every world that the dates and the order allow: a sweep along the days over the set of pairs (state, events still to come).
 * @param nodes the events that the view reads, each with predecessors among all events.
 */
export function sweep(view: AnyView, nodes: readonly Node[], observe?: Observer): Span[] {
  const apply = (state: ViewState, event: FoldEvent): ViewState => {
    const after = event.type === STILL_HELD ? stillHolds(state, event) : (view.on[event.type]?.(state, event) ?? state);
    observe?.(event, state, after);
    return after;
  };
  const earliest = earliestWorld(view.initial, nodes, apply);
  if (nodes.every((node) => node.from === node.to)) return earliest;
  return merge(earliest, new Sweep(nodes, apply).run(view.initial));
}

/** A later source confirms the value as long as the event that it adds to is one of its reasons. */
function stillHolds(state: ViewState, still: FoldEvent): ViewState {
  const isReason = state.run.deciding.some((event) => event.known.event === still.known.event);
  return isReason ? { ...state, run: confirm(state.run, still) } : state;
}

type Apply = (state: ViewState, event: FoldEvent) => ViewState;

function earliestWorld(initial: ViewState, nodes: readonly Node[], apply: Apply): Span[] {
  const spans: Span[] = [{ from: FIRST_DAY, states: [initial] }];
  let state = initial;
  for (const [day, ofDay] of byDay(nodes)) {
    for (const node of inOrder(ofDay)) state = apply(state, node.event);
    if (day === FIRST_DAY) spans.pop();
    spans.push({ from: day, states: [state] });
  }
  return spans;
}

function byDay(nodes: readonly Node[]): [Day, Node[]][] {
  const days = new Map<Day, Node[]>();
  for (const node of nodes) {
    const ofDay = days.get(node.from);
    if (ofDay) ofDay.push(node);
    else days.set(node.from, [node]);
  }
  return [...days].sort(([a], [b]) => a - b);
}

/** Within a day: repeatedly the event of lowest position whose predecessors have been taken. */
export function inOrder(nodes: readonly Node[]): Node[] {
  if (nodes.length < 2) return [...nodes];
  const left = nodes.toSorted((a, b) => a.event.seq - b.event.seq);
  const taken: Node[] = [];
  while (left.length > 0) {
    const next = left.findIndex((node) => !left.some((other) => node.before.has(other.event)));
    taken.push(...left.splice(Math.max(next, 0), 1));
  }
  return taken;
}

interface World {
  readonly state: ViewState;
  /** Events whose days have begun and that did not happen yet. */
  readonly waiting: readonly Node[];
}

class Sweep {
  private worlds = new Map<string, World>();
  private readonly spans: Span[] = [];

  constructor(
    private readonly nodes: readonly Node[],
    private readonly apply: Apply,
  ) {}

  run(initial: ViewState): Span[] {
    this.worlds.set('', { state: initial, waiting: [] });
    this.record(FIRST_DAY);
    const stops = [...new Set(this.nodes.flatMap((node) => [node.from, node.to]))].sort((a, b) => a - b);
    for (const [index, stop] of stops.entries()) this.pass(stop, stops[index + 1] ?? stop + 1);
    return this.spans;
  }

  /** From one stop to the next nothing new begins or must end, so days pass until they change nothing more. */
  private pass(stop: Day, next: Day): void {
    this.day(
      stop,
      this.nodes.filter((node) => node.from === stop),
    );
    for (let day = stop + 1; day < next; day += 1) {
      const before = [...this.worlds.keys()].join('\n');
      this.day(day, []);
      if ([...this.worlds.keys()].join('\n') === before) return;
    }
  }

  private day(day: Day, beginning: readonly Node[]): void {
    const next = new Map<string, World>();
    for (const world of this.worlds.values()) {
      const waiting = [...world.waiting, ...beginning];
      for (const taken of this.choices(waiting, day)) {
        const state = inOrder(taken).reduce((now, node) => this.apply(now, node.event), world.state);
        const left = waiting.filter((node) => !taken.includes(node));
        next.set(
          `${stateKey(state)}|${left
            .map((node) => `${node.event.seq}${node.event.type}`)
            .sort()
            .join()}`,
          { state, waiting: left },
        );
      }
    }
    this.worlds = next;
    this.record(day);
  }

  /** The sets of events that may happen on this day: those whose last day it is, and any others whose predecessors have happened. */
  private choices(waiting: readonly Node[], day: Day): readonly (readonly Node[])[] {
    const must = waiting.filter((node) => node.to <= day);
    const may = waiting.filter((node) => node.to > day);
    if (may.length > OVERLAPPING_MAX || this.worlds.size > WORLDS_MAX)
      return [must, waiting].filter((taken) => this.allowed(taken, waiting));
    const sets = may.reduce<Node[][]>((all, node) => [...all, ...all.map((set) => [...set, node])], [[...must]]);
    return sets.filter((taken) => this.allowed(taken, waiting));
  }

  private allowed(taken: readonly Node[], waiting: readonly Node[]): boolean {
    return taken.every((node) => !waiting.some((other) => node.before.has(other.event) && !taken.includes(other)));
  }

  private record(day: Day): void {
    const states = new Map([...this.worlds.values()].map(({ state }) => [stateKey(state), state]));
    if (this.spans.at(-1)?.from === day) this.spans.pop();
    this.spans.push({ from: day, states: [...states.values()] as [ViewState, ...ViewState[]] });
  }
}

/** States are the same when they rest on the same events in the same way. */
export function stateKey(state: ViewState): string {
  return JSON.stringify(state, (_key, value: unknown) => (isFoldEvent(value) ? `#${value.seq}${value.type}` : value));
}

const isFoldEvent = (value: unknown): value is FoldEvent =>
  typeof value === 'object' && value !== null && 'known' in value;

/** The earliest world's state stands first on every day; the others after it, in a stable order. */
function merge(earliest: readonly Span[], all: readonly Span[]): Span[] {
  const days = [...new Set([...earliest, ...all].map((span) => span.from))].sort((a, b) => a - b);
  return days.map((from) => {
    const [first] = spanOn(earliest, from).states;
    const others = spanOn(all, from).states.filter((state) => stateKey(state) !== stateKey(first));
    return { from, states: [first, ...others.toSorted((a, b) => (stateKey(a) < stateKey(b) ? -1 : 1))] };
  });
}

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
