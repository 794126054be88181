import type { AnyView } from '../views/view.js';
import type { FoldEvent } from './fold-event.js';
import type { Node } from './order.js';
import { statingRank } from './voice.js';
import { takes, viewWorlds } from './view-worlds.js';
import { spanOn } from './worlds.js';

/**
 * Reports that a higher-ranked voice outweighs: it vouches for another value, up to its own last confirmation, that day included (model.md 4.5).
 */
export function overruled(
  view: AnyView,
  counting: readonly FoldEvent[],
  order: ReadonlyMap<FoldEvent, Node>,
): ReadonlySet<FoldEvent> {
  const reports = counting.filter((event) => event.type === 'StatusReported');
  if (reports.length === 0 || counting.length === 1) return NONE;
  return new Set(reports.filter((report) => isOverruled(view, report, counting, [...order.values()])));
}

const NONE: ReadonlySet<FoldEvent> = new Set();

function isOverruled(
  view: AnyView,
  report: FoldEvent,
  counting: readonly FoldEvent[],
  nodes: readonly Node[],
): boolean {
  const rank = statingRank(report.known);
  const higher = new Set(
    counting.filter((event) => event !== report && takes(view, event) && statingRank(event.known) > rank),
  );
  if (higher.size === 0) return false;
  const vouched = nodes.filter((node) => higher.has(node.event));
  // Only what the higher voices themselves say still held confirms for them.
  const spans = viewWorlds(view, vouched, (still) => still.rank > rank);
  const run = spanOn(spans, report.to).states[0].run;
  if (run.since === null) return false;
  const lasting = spans.filter((span) => span.from > report.to || span === spanOn(spans, report.to));
  const end = lasting.findIndex((span) => span.states[0].run.since !== run.since);
  const confirmed = Math.max(
    ...lasting.slice(0, end < 0 ? undefined : end).map((span) => span.states[0].run.confirmed ?? -Infinity),
  );
  return confirmed >= report.to && saysAnother(view, spanOn(spans, report.to).states[0], report);
}

function saysAnother(view: AnyView, state: AnyView['initial'], report: FoldEvent): boolean {
  const after = view.on[report.type]?.(state, report) ?? state;
  return after.run.value !== state.run.value;
}
