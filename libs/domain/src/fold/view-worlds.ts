import { FIRST_DAY, type Day } from '../time/day.js';
import type { AnyView } from '../views/view.js';
import { endedByTime, stillHeld, type FoldEvent } from './fold-event.js';
import type { KnownEvent } from './known.js';
import type { Node } from './order.js';
import type { Run } from './run.js';
import { stepOf } from './steps.js';
import type { StillOn } from './voice.js';
import { sweep, type Span } from './worlds.js';

/**
 * All worlds of one view: its events, what ends by time alone, and what later sources confirm. What was so by b, its beginning unknown, is first
 * put on b; where it says another value than the one in force, the change fell on any day since that was last confirmed (model.md 4.5).
 */
export function viewWorlds(view: AnyView, nodes: readonly Node[], confirms?: (still: StillOn) => boolean): Span[] {
  const taken = nodes.filter((node) => takes(view, node.event));
  const own = [...taken];
  for (const node of taken) {
    const end = endOf(view, node);
    if (end) own.push(end);
    if (node.event.stillOn.length > 0) own.push(...confirmationsOf(node, confirms));
  }
  const events = view.begunBefore ? own.map((node) => node.event) : [];
  const open = own.filter((node) => node.event.open || view.begunBefore?.(node.event, events));
  if (open.length === 0) return sweep(view, own);
  const beginnings = new Map([...beginningsOfReports(view, own, open), ...beginningsOfThings(view, own, open)]);
  const unknownUntil = own.find((node) => beginnings.get(node) === 'unknown');
  const initial = unknownUntil
    ? { ...view.initial, run: { ...view.initial.run, value: 'unknown', deciding: [unknownUntil.event] } }
    : view.initial;
  return sweep(
    { ...view, initial },
    own.map((node) => widened(node, beginnings.get(node), own)),
  );
}

/** Does the view read this event? A report only of its own value, or of a view that it is read off. */
export function takes(view: AnyView, event: Pick<FoldEvent, 'type' | 'facts'>): boolean {
  if (!Object.hasOwn(view.on, event.type)) return false;
  return event.type !== 'StatusReported' || (view.reports ?? [view.name]).includes(String(event.facts['view']));
}

/** Does it take the event as somebody tells it? A report may be corrected, or told otherwise, to be of another view. */
export function mayTake(view: AnyView, { event: { type }, facts, told }: KnownEvent): boolean {
  if (!Object.hasOwn(view.on, type)) return false;
  if (type !== 'StatusReported' || takes(view, { type, facts })) return true;
  return told.some(
    ({ assertion }) => assertion.facts && takes(view, { type, facts: { ...facts, ...assertion.facts } }),
  );
}

/** Where nothing is recorded yet the event changes nothing, neither itself nor by what comes of it. */
export const isIdle = (view: AnyView, event: FoldEvent): boolean =>
  event.stillOn.length === 0 && stepOf(view, view.initial, event) === view.initial && !view.ends?.(event, event);

/** What comes of the event by time alone. */
export function endOf(view: AnyView, node: Node): Node | null {
  const ends = view.ends?.(node.event, node);
  return ends ? after(node, endedByTime(node.event, ends.from, ends.to)) : null;
}

const confirmationsOf = (node: Node, confirms?: (still: StillOn) => boolean): Node[] =>
  stillHeld(node.event, confirms).map((event) => after(node, event));

/** What comes of an event is never before it, whatever day a source gives for it. */
const after = (node: Node, event: FoldEvent): Node => ({
  event,
  from: Math.max(event.from, node.from),
  to: Math.max(event.to, node.to),
  before: new Set([...node.before, node.event]),
});

/** The first day on which what an open event says can have begun; `unknown` where nothing was said before and the view has that word. */
type Beginning = Day | 'unknown';

function beginningsOfReports(view: AnyView, own: readonly Node[], open: readonly Node[]): Map<Node, Beginning> {
  const nodeOf = new Map(open.map((node) => [node.event, node]));
  const beginnings = new Map<Node, Beginning>();
  sweep(view, own, (event, before, now) => {
    const node = nodeOf.get(event);
    if (!node || before.run.value === now.run.value || view.changesOnItsDay?.(before, event)) return;
    const begin = beginningAfter(view, [before.run, ...(view.readOff?.(before, event) ?? [])], node);
    const known = beginnings.get(node);
    beginnings.set(
      node,
      known === undefined || begin === 'unknown' ? begin : known === 'unknown' ? known : Math.min(known, begin),
    );
  });
  return beginnings;
}

function beginningAfter(view: AnyView, before: readonly Run[], node: Node): Beginning {
  const said = before.filter((run) => run.since !== null);
  if (said.length === 0) return view.values.includes('unknown') ? 'unknown' : FIRST_DAY;
  return Math.min(Math.max(...said.map((run) => run.confirmed ?? FIRST_DAY)), node.from - 1) + 1;
}

/** Where a view holds several things, each by itself: what was said before of the same one. A report speaks of the view's value. */
function beginningsOfThings(view: AnyView, own: readonly Node[], open: readonly Node[]): Map<Node, Beginning> {
  const { thing } = view;
  const beginnings = new Map<Node, Beginning>();
  if (!thing) return beginnings;
  for (const node of open.filter((one) => one.event.type !== 'StatusReported')) {
    const ofNode = thing(node.event);
    // It changes the value of the view, as a report does.
    if (ofNode === null) continue;
    const earlier = own.filter((one) => thing(one.event) === ofNode && isEarlier(one, node));
    beginnings.set(
      node,
      Math.min(Math.max(FIRST_DAY - 1, ...earlier.map((one) => one.event.confirms)), node.from - 1) + 1,
    );
  }
  return beginnings;
}

/** On the same exact day the position tells. */
function isEarlier(one: Node, node: Node): boolean {
  if (one.to < node.from) return true;
  return one.from === node.from && one.to === node.from && one.event.seq < node.event.seq;
}

/** Never to before what it comes after, whether the view reads that or not; of that, too, the beginning may be unknown. */
function widened(node: Node, beginning: Beginning | undefined, own: readonly Node[]): Node {
  if (beginning === undefined || beginning === 'unknown') return node;
  const nodeOf = new Map(own.map((one) => [one.event, one]));
  const notBefore = [...node.before].filter(({ open }) => !open).map((event) => (nodeOf.get(event) ?? event).from);
  return { ...node, from: Math.min(node.from, Math.max(beginning, ...notBefore)) };
}
