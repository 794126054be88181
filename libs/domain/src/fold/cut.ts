import { FIRST_DAY, LAST_DAY, type Day } from '../time/day.js';
import type { AnyView } from '../views/view.js';
import type { Certainty } from './certainty.js';
import type { FoldEvent } from './fold-event.js';
import { memo } from './memo.js';
import { bodyText, describe, emptyStatus, settledBody, type StatusBody } from './status-body.js';
import type { Span } from './worlds.js';

/** A span of days, `to` exclusive, for which a view has one status. */
export interface Segment {
  readonly from: Day;
  readonly to: Day;
  readonly value: string;
  readonly certainty: Certainty;
  readonly otherwise: readonly string[];
  readonly body: StatusBody;
}

export interface Parts {
  readonly spans: readonly Span[];
  /** The worlds by another account of an event. */
  readonly variants: readonly { readonly event: FoldEvent; readonly spans: readonly Span[] }[];
  /** What changes no value, and the worlds as they would be with it. */
  readonly excluded: readonly { readonly event: FoldEvent; readonly spans: readonly Span[] }[];
  readonly among: readonly FoldEvent[];
}

/** What a view's worlds were cut into. */
export interface Cut {
  readonly spans: readonly Span[];
  readonly segments: readonly Segment[];
  /** What is told of them: settled, and nothing where nothing is said. */
  readonly told: readonly Segment[];
}

/** Cuts the days where a status changes: one segment for each run of days of which all the same is said. */
export function cutInto(view: AnyView, parts: Parts): readonly Segment[] {
  return toldOf(view, cutFrom(view, parts, startsOf(parts), []));
}

/**
 * As `cutInto`, where every event is told in one way: as when the timeline was last cut, as far as its worlds are the same. Most events are logged
 * after those that came before them.
 */
export function cutFurther(view: AnyView, spans: readonly Span[], last: Cut | undefined): Cut {
  if (beginNothing(view, spans)) return { spans, segments: [], told: [] };
  const unchanged = last ? spans.findIndex((span, index) => !isSameSpan(span, last.spans[index])) : 0;
  const until = spans.at(unchanged < 0 ? -1 : unchanged - 1)!.from;
  const kept = unchanged === 0 ? [] : last!.segments.filter((segment) => segment.to <= until);
  const from = kept.at(-1)?.to ?? FIRST_DAY;
  const days = spans.map((span) => span.from).filter((day) => day >= from);
  const segments = cutFrom(view, { spans, ...TOLD_ONE_WAY }, days, kept);
  return { spans, segments, told: toldOf(view, segments) };
}

const TOLD_ONE_WAY = { variants: [], excluded: [], among: [] };

/** Nothing that the view reads began anything in it, as a verdict says nothing of bail where there was none. */
const beginNothing = (view: AnyView, spans: readonly Span[]): boolean =>
  spans.every(({ states }) => states.every(({ run }) => run === view.initial.run));

const toldOf = (view: AnyView, segments: readonly Segment[]): readonly Segment[] =>
  settled(segments).filter((segment) => !saysNothing(view, segment));

/** @param begun the segments before the first of the days */
function cutFrom(view: AnyView, parts: Parts, days: readonly Day[], begun: Segment[]): Segment[] {
  const segments = begun;
  for (const [index, from] of days.entries()) {
    const { value, certainty, otherwise, body } = describe(view, parts, from);
    const segment = { from, to: days[index + 1] ?? LAST_DAY, value, certainty, otherwise, body };
    const last = segments.at(-1);
    if (last && sameStatus(last, segment)) segments[segments.length - 1] = { ...last, to: segment.to };
    else segments.push(segment);
  }
  return segments;
}

const isSameSpan = (a: Span, b: Span | undefined): boolean =>
  b?.from === a.from &&
  a.states.length === b.states.length &&
  a.states.every((state, index) => state === b.states[index]);

/** The days on which something may change, in order. */
function startsOf({ spans, variants, excluded, among }: Parts): Day[] {
  const own = spans.map((span) => span.from);
  const others = [...variants, ...excluded].flatMap((one) => one.spans.map((span) => span.from));
  const told = [...excluded.map((one) => one.event), ...among].map((event) => event.from);
  return [...new Set([...own, ...others, ...told])].sort((a, b) => a - b);
}

/** What has a known later end or confirmation does not grow stale. */
function settled(segments: readonly Segment[]): Segment[] {
  const all = [...segments];
  for (let index = all.length - 2; index >= 0; index -= 1) {
    const [segment, next] = [all[index]!, all[index + 1]!];
    const lasts =
      next.value !== segment.value ||
      (next.body.confirmed ?? 0) > (segment.body.confirmed ?? 0) ||
      next.body.settled === true;
    if (lasts) all[index] = settledSegment(segment);
  }
  return all;
}

const settledSegment = memo((segment: Segment): Segment => ({ ...segment, body: settledBody(segment.body) }));

/** Everything but the days. */
export const statusKey = ({ value, certainty, otherwise, body }: Segment): string =>
  `${value} ${certainty} ${otherwise.join()} ${bodyText(body)}`;
const sameStatus = (a: Segment, b: Segment): boolean =>
  a.value === b.value &&
  a.certainty === b.certainty &&
  a.otherwise.join() === b.otherwise.join() &&
  sameBody(a.body, b.body);

/** Neighbours mostly differ in what their texts need not be made for. */
const sameBody = (a: StatusBody, b: StatusBody): boolean =>
  a === b ||
  (a.since === b.since &&
    a.confirmed === b.confirmed &&
    a.because.length === b.because.length &&
    bodyText(a) === bodyText(b));

function saysNothing(view: AnyView, { value, body }: Segment): boolean {
  return value === view.values[0] && body.because.length + body.accounts.length + body.mayBeAmong.length === 0;
}

/** What a lens shows where its voice says nothing: one empty row. */
export const silence = (view: AnyView): Segment[] => [{ from: FIRST_DAY, to: LAST_DAY, ...emptyStatus(view) }];
