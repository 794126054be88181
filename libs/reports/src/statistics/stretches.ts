import { FIRST_DAY, LAST_DAY, type Day, type Segment } from '#domain';

/** A span of days, `to` exclusive, during which something holds: certainly, or only possibly. */
export interface Stretch {
  readonly from: Day;
  readonly to: Day;
  readonly certain: boolean;
}

/** Days, both ends included. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

export const ALWAYS: Stretch = { from: FIRST_DAY, to: LAST_DAY, certain: true };

/** Where a timeline has one of the values: certainly where it can have no other. */
export function stretchesOf(segments: readonly Segment[], values: ReadonlySet<string>): Stretch[] {
  return segments.flatMap(({ from, to, value, otherwise }) => {
    const all = [value, ...otherwise];
    const held = all.filter((one) => values.has(one)).length;
    return held === 0 ? [] : [{ from, to, certain: held === all.length }];
  });
}

/** Where both hold. */
export const both = (a: readonly Stretch[], b: readonly Stretch[]): Stretch[] =>
  a.flatMap((one) =>
    b
      .map((other) => ({
        from: Math.max(one.from, other.from),
        to: Math.min(one.to, other.to),
        certain: one.certain && other.certain,
      }))
      .filter(({ from, to }) => from < to),
  );

/** On some day of the period: certainly, possibly, or not at all. */
export function during(stretches: readonly Stretch[], { from, to }: Period): 'certain' | 'possible' | null {
  const within = stretches.filter((one) => one.from <= to && one.to > from);
  if (within.length === 0) return null;
  return within.some(({ certain }) => certain) ? 'certain' : 'possible';
}

/** How many days of the period they cover, each counted once. */
export function daysIn(stretches: readonly Stretch[], { from, to }: Period): number {
  let days = 0;
  let counted = from;
  for (const one of stretches.toSorted((a, b) => a.from - b.from)) {
    const begin = Math.max(one.from, counted);
    const end = Math.min(one.to, to + 1);
    if (end <= begin) continue;
    days += end - begin;
    counted = end;
  }
  return days;
}
