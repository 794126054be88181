import type { Lens } from '../record/development.js';
import type { AnyView } from '../views/view.js';
import { cutFurther, type Cut, type Segment } from './cut.js';
import type { Node } from './order.js';
import { stepOf } from './steps.js';
import { endOf, viewWorlds } from './view-worlds.js';
import { spanOn } from './worlds.js';

interface Folded extends Cut {
  readonly nodes: readonly Node[];
}

/** The timelines of one subject as each was folded last. */
export class Lately {
  private readonly byLens = new Map<Lens, Map<AnyView, Folded>>();

  of(lens: Lens): Map<AnyView, Folded> {
    const known = this.byLens.get(lens) ?? new Map<AnyView, Folded>();
    this.byLens.set(lens, known);
    return known;
  }
}

/**
 * Folds events that are each told in one way, as most are. What was folded of the same events before is not folded again; a timeline to which the
 * new event adds nothing stays the very same object.
 * @param lately null: it is folded as if nothing ever had been
 */
export function plainTimeline(
  view: AnyView,
  nodes: readonly Node[],
  lately: Map<AnyView, Folded> | null,
): readonly Segment[] {
  if (lately === null) return cutFurther(view, viewWorlds(view, nodes), undefined).told;
  const last = lately.get(view);
  const cut = last && addsNothing(view, nodes, last) ? last : cutFurther(view, viewWorlds(view, nodes), last);
  const { spans, segments, told } = cut;
  lately.set(view, { spans, segments, told, nodes });
  return told;
}

/** One event is new, of one day on which nothing else of the view falls, and it leaves the view as it is in every world. */
function addsNothing(view: AnyView, nodes: readonly Node[], last: Folded): boolean {
  const added = nodes.at(-1);
  if (!added || nodes.length !== last.nodes.length + 1) return false;
  if (!last.nodes.every((node, index) => isSameNode(node, nodes[index]!))) return false;
  const { event, from: day } = added;
  if (day !== added.to || event.open || event.type === 'StatusReported' || event.stillOn.length > 0) return false;
  if (view.begunBefore || endOf(view, added) || last.nodes.some((node) => falls(view, node, day))) return false;
  return spanOn(last.spans, day).states.every((state) => stepOf(view, state, event) === state);
}

/** May the event, or what comes of it, fall on that day? */
function falls(view: AnyView, node: Node, day: number): boolean {
  if (node.event.open || node.event.stillOn.length > 0 || isOn(node, day)) return true;
  const end = endOf(view, node);
  return end !== null && isOn(end, day);
}

const isOn = ({ from, to }: Node, day: number): boolean => from <= day && day <= to;

const isSameNode = (a: Node, b: Node): boolean =>
  a.event === b.event &&
  a.from === b.from &&
  a.to === b.to &&
  (a.before === b.before || (a.before.size === b.before.size && [...a.before].every((event) => b.before.has(event))));
