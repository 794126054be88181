import type { Day } from '../time/day.js';
import type { AnyView, ShowContext, ViewState } from '../views/view.js';
import { certaintyOf, type Certainty } from './certainty.js';
import type { FoldEvent } from './fold-event.js';
import { memo, memoBy } from './memo.js';
import { restsOn, type Run } from './run.js';
import type { Parts } from './cut.js';
import { stateKey } from './steps.js';
import { spanOn, type Span } from './worlds.js';

/** What a row keeps of a status. Events are written as their ordinals and told in full on reading. */
export interface StatusBody {
  readonly since: string | null;
  readonly until: string | null;
  readonly untilInclusive?: boolean;
  /** The day until which the value is confirmed; cut to the day of the question on reading. */
  readonly confirmed: Day | null;
  /** A later end or confirmation of the value is known. */
  readonly settled?: true;
  /** The deciding events, most decisive first, each followed by its rectifications. */
  readonly because: readonly number[];
  /** The events whose versions are told, each with what was added to it. */
  readonly accounts: readonly number[];
  readonly mayBeAmong: readonly number[];
  readonly details: Readonly<Record<string, unknown>>;
}

export interface DescribedStatus {
  readonly value: string;
  readonly certainty: Certainty;
  readonly otherwise: readonly string[];
  readonly body: StatusBody;
}

export function describe(view: AnyView, parts: Parts, day: Day): DescribedStatus {
  const { states } = spanOn(parts.spans, day);
  const isPlain = parts.variants.length + parts.excluded.length + parts.among.length === 0;
  if (!isPlain) return describeStates(view, parts, day, states);
  const [first, ...others] = states;
  return byState(first, others.map(stateKey).join('\n'), () => describeStates(view, parts, day, states));
}

/** By the earliest world's state, which is of one view only, and what the others are. */
const byState = memoBy<ViewState, string, DescribedStatus>();

function describeStates(view: AnyView, parts: Parts, day: Day, states: Span['states']): DescribedStatus {
  const { run } = states[0];
  const told = parts.excluded.filter((one) => one.event.from <= day || wouldBeAnother(one, day, run.value));
  const others = variantsOn(view, parts, day, states);
  // Another account would show something else, or what counts for nothing would make another value.
  const isDisputed = others.length > 0 || parts.excluded.some((one) => wouldBeAnother(one, day, run.value));
  const shown = view.show?.(states, contextFor(states, { parts, day, told })) ?? { details: {} };
  return {
    value: run.value,
    certainty: certaintyOn(states, isDisputed),
    otherwise: otherwise(view, states),
    body: {
      since: run.since?.since ?? null,
      until: shown.until ?? null,
      ...(shown.untilInclusive && { untilInclusive: true }),
      confirmed: run.confirmed,
      because: because(run.deciding),
      accounts: accounts([...run.deciding, ...[...told, ...others].map(({ event }) => event)]),
      mayBeAmong: parts.among.filter((event) => event.from <= day).map((event) => event.seq),
      details: shown.details,
    },
  };
}

/** The text of a body, as rows keep it. */
export const bodyText = memo((body: StatusBody): string => JSON.stringify(body));

/** Rows keep most bodies twice, as they were told first and settled, so the text is not made twice. */
export const settledBody = memo((body: StatusBody): StatusBody => {
  const settled: StatusBody = { ...body, settled: true };
  bodyText.know(settled, `${bodyText(body).slice(0, -1)},"settled":true}`);
  return settled;
});

/** In the order of the view's words. */
function otherwise(view: AnyView, states: Span['states']): string[] {
  const [first, ...others] = valuesOf(states);
  return others.length < 2 ? others : view.values.filter((value) => value !== first && others.includes(value));
}

export const emptyStatus = (view: AnyView): DescribedStatus =>
  describe(view, { spans: [{ from: 0, states: [view.initial] }], variants: [], excluded: [], among: [] }, 0);

/** `possible` before `disputed` before what the voices of the deciding events make of it (model.md 4). */
function certaintyOn(states: Span['states'], isDisputed: boolean): Certainty {
  if (valuesOf(states).length > 1) return 'possible';
  const [{ run }] = states;
  return isDisputed ? 'disputed' : certaintyOf(run.deciding, run.inferred ?? false);
}

/** Those that show something else that day. */
function variantsOn(view: AnyView, { variants }: Parts, day: Day, states: Span['states']): Parts['variants'] {
  if (variants.length === 0) return [];
  const shown = whatIsShown(view, states);
  return variants.filter(({ spans }) => whatIsShown(view, spanOn(spans, day).states) !== shown);
}

type Excluded = Parts['excluded'][number];

function wouldBeAnother({ event, spans }: Excluded, day: Day, value: string): boolean {
  return isClaimed(event) && valuesOf(spanOn(spans, day).states).join() !== value;
}

function valuesOf(states: readonly ViewState[]): string[] {
  return states.length === 1 ? [states[0]!.run.value] : [...new Set(states.map((state) => state.run.value))];
}

/** What is only denied, and told by nobody, would make no other value. */
const isClaimed = (event: FoldEvent): boolean =>
  event.known.told.some(({ assertion }) => assertion.stance !== 'denies');

/** Since when is no part of what holds: an account that tells another day disputes the days between. */
const REASONS = new Set(['because', 'accounts', 'certainty', 'since', 'from', 'heldSince', 'confirmed', 'mayBeAmong']);

function whatIsShown(view: AnyView, states: Span['states']): string {
  const shown = view.show?.(states, contextFor(states));
  const details = [shown?.details, shown?.until];
  return JSON.stringify([valuesOf(states), details], (key, value: unknown) => (REASONS.has(key) ? undefined : value));
}

interface Others {
  readonly parts: Parts;
  readonly day: Day;
  readonly told: readonly Excluded[];
}

/** @param others what else is told; left out where only what is shown is asked for. */
function contextFor(states: Span['states'], others?: Others): ShowContext {
  return {
    status(part, details) {
      const run = part(states[0]);
      const values = [...new Set(states.map((state) => part(state).value))];
      const shown = (worlds: Span['states']): string =>
        JSON.stringify([[...new Set(worlds.map((state) => part(state).value))], details?.(part(worlds[0]))]);
      const isDisputed = others !== undefined && someoneShowsAnother(others, states, shown);
      const judged = isDisputed ? 'disputed' : certaintyOf(run.deciding, run.inferred ?? false);
      return {
        value: run.value,
        certainty: values.length > 1 ? 'possible' : judged,
        ...(values.length > 1 && { otherwise: values.slice(1) }),
        since: run.since?.since ?? null,
        until: null,
        confirmed: run.confirmed,
        because: because(run.deciding),
        accounts: accounts([...run.deciding, ...toldOf(part, others)]),
        ...details?.(run),
      };
    },
  };
}

/** What counts for nothing, where it would decide this part. */
const toldOf = (part: (state: ViewState) => Run, others: Others | undefined): FoldEvent[] =>
  (others?.told ?? [])
    .filter(({ event, spans }) => spanOn(spans, others!.day).states.some((state) => restsOn(part(state), event)))
    .map(({ event }) => event);

function someoneShowsAnother(
  { parts, day }: Others,
  states: Span['states'],
  shown: (worlds: Span['states']) => string,
): boolean {
  const claimed = parts.excluded.filter(({ event }) => isClaimed(event));
  return [...parts.variants, ...claimed].some(({ spans }) => shown(spanOn(spans, day).states) !== shown(states));
}

export function because(deciding: readonly FoldEvent[]): number[] {
  const seqs = new Set<number>();
  for (const { seq, known } of deciding) {
    seqs.add(seq);
    for (const rectification of known.rectifications) seqs.add(rectification);
  }
  return [...seqs];
}

function accounts(events: readonly FoldEvent[]): number[] {
  const seqs = new Set<number>();
  for (const { known } of events) {
    seqs.add(known.event.seq);
    for (const annotation of known.annotations) seqs.add(annotation);
  }
  return seqs.size === 1 ? [...seqs] : [...seqs].sort((a, b) => a - b);
}
