import type { Faults } from '../events/faults.js';
import { instantOf, isoOf, latestDayKnownAt, parseDay, type Day } from '../time/day.js';
import { parseEdtf } from '../time/edtf.js';
import type { Assertion } from './development.js';

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

interface Clock {
  readonly allowKnownSince?: boolean;
  readonly nowMs: number;
}

interface Dated {
  readonly occurredOn?: string;
  readonly knownSince?: string;
  readonly assertions?: readonly Pick<Assertion, 'occurredOn'>[];
}

/** What the log's clock forbids: to have known something before it was published, and to know what has not happened yet. */
export function checkClock(line: Dated, clock: Clock, faults: Faults): void {
  const { occurredOn, knownSince, assertions = [] } = line;
  if (knownSince !== undefined && !checkKnownSince(knownSince, clock, faults)) return;
  const latest = latestDay(knownSince, clock);
  const orElse = knownSince === undefined ? '' : ', or knownSince';
  refuseFuture(occurredOn, { latest, orElse }, faults, ['occurredOn']);
  assertions.forEach((assertion, index) =>
    refuseFuture(assertion?.occurredOn, { latest, orElse }, faults, ['assertions', index, 'occurredOn']),
  );
}

export const latestDay = (knownSince: string | undefined, { nowMs }: Clock): Day =>
  latestDayKnownAt(knownSince ?? new Date(nowMs).toISOString());

/** A range that only begins before the last possible day is kept: the fold caps it. */
export function refuseFuture(
  date: string | undefined,
  { latest, orElse = '' }: { readonly latest: Day; readonly orElse?: string },
  faults: Faults,
  at: readonly (string | number)[],
): void {
  if (date === undefined) return;
  const range = parseEdtf(date);
  if ('fault' in range || range.kind === 'open' || range.from <= latest) return;
  faults.inside(at, () =>
    faults.add(
      `lies wholly after the day on which it is known (${isoOf(latest)} at the latest): correct the date${orElse}`,
      date,
    ),
  );
}

function checkKnownSince(text: string, clock: Clock, faults: Faults): boolean {
  const fault = knownSinceFault(text, clock);
  if (fault !== null) faults.addAt('knownSince', fault, text);
  return fault === null;
}

function knownSinceFault(text: string, { allowKnownSince, nowMs }: Clock): string | null {
  if (!allowKnownSince) return 'is only for a backfill: leave it out, and the log says since when it is known';
  const day = INSTANT.exec(text)?.[1] ?? text;
  if (parseDay(day) === null)
    return 'must be a real day, such as 2018-10-18, or an instant with its zone, such as 2018-10-18T09:30:00Z';
  return instantOf(text) > nowMs ? 'lies in the future: give the day on which the source made it known' : null;
}
