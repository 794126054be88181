import { isoOf, monthsBefore, shiftMonths, type Day } from '../time/day.js';
import { Summary } from '../events/catalogue.js';
import { knownEvents } from '../fold/known.js';
import { versionOf } from '../fold/versions.js';
import type { DescribedStatus } from '../fold/status-body.js';
import type { RecordedDevelopment } from '../record/development.js';
import type { AnyView } from '../views/view.js';

export type Developments = ReadonlyMap<number, RecordedDevelopment>;
export type Json = Readonly<Record<string, unknown>>;

const STALE_AFTER_MONTHS = 12;

/** A status in the shape of answers.md 1: the events that a row names by ordinal are told in full, and what depends on the day is computed. */
export function tellStatus(view: AnyView, status: DescribedStatus, asOf: Day, developments: Developments): Json {
  const { details, because, mayBeAmong, accounts, since, until, untilInclusive } = status.body;
  const shown = tellDetails(view.onReading?.(details, asOf) ?? details, asOf, developments) as Json;
  return {
    value: status.value,
    certainty: status.certainty,
    ...(status.certainty === 'possible' && { otherwise: status.otherwise }),
    since,
    until,
    ...(untilInclusive && { untilInclusive: true }),
    lastConfirmed: lastConfirmed(status.body.confirmed, asOf),
    stale: isStale(view, status, asOf),
    because: tellEvents(because, developments),
    accounts: tellAccounts(accounts, developments),
    mayBeAmong: tellEvents(mayBeAmong, developments),
    incompleteSince: null,
    ...shown,
  };
}

/** Every event that a status speaks of, so that all can be fetched at once. */
export function eventsOf({ body }: DescribedStatus): number[] {
  const nested: number[] = [];
  JSON.stringify(body.details, (key, value: unknown) => {
    if ((key === 'because' || key === 'accounts') && Array.isArray(value)) nested.push(...(value as number[]));
    return value;
  });
  return [...body.because, ...body.accounts, ...body.mayBeAmong, ...nested];
}

const lastConfirmed = (confirmed: Day | null, asOf: Day): string | null =>
  confirmed === null ? null : isoOf(Math.min(confirmed, asOf));

function isStale(view: AnyView, status: DescribedStatus, asOf: Day): boolean {
  const { confirmed } = status.body;
  return confirmed !== null && growsStale(view, status) && confirmed < monthsBefore(asOf, monthsOf(view));
}

const growsStale = (view: AnyView, { value, body }: DescribedStatus): boolean =>
  view.canEnd.includes(value) && !body.settled;

const monthsOf = (view: AnyView): number => view.staleAfterMonths ?? STALE_AFTER_MONTHS;

/** The first day on which a status is stale unless something confirms it; null where it never is. */
export function staleFrom(view: AnyView, status: DescribedStatus): Day | null {
  const { confirmed } = status.body;
  if (confirmed === null || !growsStale(view, status)) return null;
  let day = shiftMonths(confirmed, monthsOf(view));
  // A month may be shorter than the one before: at most a few days.
  while (monthsBefore(day, monthsOf(view)) <= confirmed) day += 1;
  return day;
}

/** When whoever grows stale on a day from `from` to `to` was last confirmed. */
export const confirmedBeforeStale = (view: AnyView, from: Day, to: Day): { readonly from: Day; readonly to: Day } => ({
  from: monthsBefore(from - 1, monthsOf(view)),
  to: monthsBefore(to, monthsOf(view)) - 1,
});

function tellDetails(value: unknown, asOf: Day, developments: Developments): unknown {
  if (Array.isArray(value)) return value.map((one) => tellDetails(one, asOf, developments));
  if (typeof value !== 'object' || value === null) return value;
  const { confirmed, because, accounts, ...rest } = value as {
    confirmed?: Day | null;
    because?: readonly number[];
    accounts?: readonly number[];
  };
  const told = Object.fromEntries(
    Object.entries(rest).map(([key, one]) => [key, tellDetails(one, asOf, developments)]),
  );
  if (confirmed !== undefined) Object.assign(told, { lastConfirmed: lastConfirmed(confirmed, asOf) });
  if (because) Object.assign(told, { because: tellEvents(because, developments) });
  if (accounts) Object.assign(told, { accounts: tellAccounts(accounts, developments) });
  return told;
}

export function tellEvents(seqs: readonly number[], developments: Developments): Json[] {
  return seqs.flatMap((seq) => {
    const event = developments.get(seq);
    return event ? [tellEvent(event)] : [];
  });
}

export function tellEvent(event: RecordedDevelopment): Json {
  const { eventId, stream, revision, type, occurredOn, knownSince, backfilled, recordedAt } = event;
  return {
    eventId,
    stream,
    revision,
    type,
    occurredOn,
    knownSince,
    backfilled,
    recordedAt,
    summary: new Summary(event),
  };
}

/** The versions told, each in full: what a voice does not tell otherwise is as the event has it. */
function tellAccounts(seqs: readonly number[], developments: Developments): Json[] {
  const events = seqs.flatMap((seq) => developments.get(seq) ?? []);
  return knownEvents(events).flatMap((known) =>
    known.told.map((told) => {
      const { assertion } = told;
      const { facts, occurredOn, place = null } = versionOf(known, told);
      return {
        by: assertion.by,
        party: assertion.party ?? null,
        stance: assertion.stance ?? 'states',
        says: assertion.says ?? null,
        facts,
        occurredOn,
        place,
        source: assertion.source,
        locator: assertion.locator ?? null,
        eventId: known.event.eventId,
      };
    }),
  );
}
