import type { Day } from '../time/day.js';
import type { FoldEvent } from './fold-event.js';
import { beginningsOf, isDeath, isExact, isOnesOwn } from './sense.js';

/** Where an event can stand in a world: its days, narrowed by what comes before and after it, and its predecessors. */
export interface Node {
  readonly event: FoldEvent;
  from: Day;
  to: Day;
  before: ReadonlySet<FoldEvent>;
}

const NOTHING: ReadonlySet<FoldEvent> = new Set();

/** Finds the event that `after` or `before` names, among all events that the record knows. */
export type FindNamed = (from: FoldEvent, key: string) => FoldEvent | undefined;

/**
 * The order that every world respects (model.md 3): `after` and `before`, times of day, position within one exact day, and sense. An order that
 * the dates contradict is dropped, the weaker kind first. Predecessors are transitive, so a view may look at some of the events only.
 */
export function ordered(events: readonly FoldEvent[], findNamed: FindNamed): Map<FoldEvent, Node> {
  const nodes = new Map<FoldEvent, Node>();
  for (const event of events) nodes.set(event, { event, from: event.from, to: event.to, before: NOTHING });
  if (events.every((event) => isExact(event) && saysNothingOfOrder(event))) return nodes;
  const link = (first: FoldEvent | undefined, then: FoldEvent | undefined) => {
    if (first && then && first !== then) addEdge(nodes, nodeOf(nodes, first), nodeOf(nodes, then));
  };
  for (const event of events) {
    if (event.known.after !== undefined) link(findNamed(event, event.known.after), event);
    if (event.known.before !== undefined) link(event, findNamed(event, event.known.before));
  }
  linkExactDays(events, link);
  for (const end of events)
    for (const begin of beginningsOf(end, events)) if (!sameExactDay(begin, end) || end.open) link(begin, end);
  linkDeaths(events, link);
  return nodes;
}

type Link = (first: FoldEvent, then: FoldEvent) => void;

/** An act by a day, unlike a report, may end what something else began: that it came after it narrows the days before. */
const saysNothingOfOrder = (event: FoldEvent): boolean =>
  event.known.after === undefined &&
  event.known.before === undefined &&
  event.time === undefined &&
  (!event.open || event.type === 'StatusReported');

const sameExactDay = (a: FoldEvent, b: FoldEvent): boolean => isExact(a) && isExact(b) && a.from === b.from;

/**
 * Times of day where both tell one; else the events of one exact day keep their position. What was so by a day may have begun on any day before,
 * so its position orders nothing but that day itself (`inOrder`).
 */
function linkExactDays(events: readonly FoldEvent[], link: Link): void {
  for (const ofDay of exactDays(events)) {
    const pairs = ofDay.flatMap((a, i) => ofDay.slice(i + 1).map((b) => [a, b] as const));
    for (const [a, b] of pairs) {
      if (a.time === undefined || b.time === undefined || a.time === b.time) continue;
      if (a.time < b.time) link(a, b);
      else link(b, a);
    }
    for (const [a, b] of pairs) if (!a.open && !b.open) link(a, b);
  }
}

/** In the order of the log; days of one event need no order. */
function exactDays(events: readonly FoldEvent[]): FoldEvent[][] {
  const days = new Map<Day, FoldEvent[]>();
  for (const event of events) {
    if (!isExact(event)) continue;
    const ofDay = days.get(event.from);
    if (ofDay) ofDay.push(event);
    else days.set(event.from, [event]);
  }
  return [...days.values()].filter((ofDay) => ofDay.length > 1).map((ofDay) => ofDay.sort((a, b) => a.seq - b.seq));
}

function linkDeaths(events: readonly FoldEvent[], link: Link): void {
  for (const death of events.filter(isDeath)) {
    for (const event of events) if (isOnesOwn(event) && !sameExactDay(event, death)) link(event, death);
  }
}

function nodeOf(nodes: Map<FoldEvent, Node>, event: FoldEvent): Node {
  const known = nodes.get(event);
  if (known) return known;
  const node: Node = { event, from: event.from, to: event.to, before: NOTHING };
  nodes.set(event, node);
  return node;
}

/** Adds `first` before `then`, unless the dates or what is already ordered say otherwise, and narrows the days of both sides. */
function addEdge(nodes: ReadonlyMap<FoldEvent, Node>, first: Node, then: Node): void {
  if (first.from > then.to || then.before.has(first.event) || first.before.has(then.event)) return;
  const earlier = [first];
  for (const event of first.before) earlier.push(nodes.get(event)!);
  const later = [then];
  for (const node of nodes.values()) if (node.before.has(then.event)) later.push(node);
  for (const node of later) {
    node.before = new Set([...node.before, ...earlier.map((predecessor) => predecessor.event)]);
    if (node.from < first.from) node.from = first.from;
  }
  for (const node of earlier) if (node.to > then.to) node.to = then.to;
}

/** By the first day on which each can have happened; most are logged in that order. */
export function inTime(nodes: readonly Node[]): readonly Node[] {
  const isInTime = nodes.every((node, index) => index === 0 || nodes[index - 1]!.from <= node.from);
  return isInTime ? nodes : nodes.toSorted((a, b) => a.from - b.from);
}

/** Within a day: repeatedly the event of lowest position whose predecessors have been taken. */
export function inOrder(nodes: readonly Node[]): readonly Node[] {
  if (nodes.length < 2) return nodes;
  const left = nodes.toSorted((a, b) => a.event.seq - b.event.seq);
  const taken: Node[] = [];
  while (left.length > 0) {
    const next = left.findIndex((node) => !left.some((other) => node.before.has(other.event)));
    taken.push(...left.splice(Math.max(next, 0), 1));
  }
  return taken;
}
