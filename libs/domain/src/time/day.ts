/** A calendar day as the number of days since 1970-01-01, of the place where a thing happened. Comparable and cheap. */
export type Day = number;

/** Before every day that a record can name, and after it: the ends of the axis. */
export const FIRST_DAY: Day = -100_000_000;
export const LAST_DAY: Day = 100_000_000;

const MS_PER_DAY = 86_400_000;
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

export function dayOf(year: number, month: number, day: number): Day {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.floor(date.getTime() / MS_PER_DAY);
}

export const lastDayOfMonth = (year: number, month: number): Day => dayOf(year, month + 1, 0);

/** The day that `YYYY-MM-DD` names, or null where there is no such day. */
export function parseDay(text: string): Day | null {
  const match = ISO_DAY.exec(text);
  if (!match) return null;
  const day = dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
  return isoOf(day) === text ? day : null;
}

export function isoOf(day: Day): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

export const dayOfInstant = (ms: number): Day => Math.floor(ms / MS_PER_DAY);
export const endOfDay = (day: Day): number => (day + 1) * MS_PER_DAY - 1;

/** A day or an instant, as `knownSince` says it, in milliseconds; a day counts from its start in UTC. */
export function instantOf(text: string): number {
  const day = parseDay(text);
  return day === null ? Date.parse(text) : day * MS_PER_DAY;
}

/** Time zones run to UTC+14: what is known since an instant may have happened up to this local day. */
const EASTERNMOST_MS = 14 * 3_600_000;
export const latestDayKnownAt = (knownSince: string): Day => dayOfInstant(instantOf(knownSince) + EASTERNMOST_MS);

export const monthsBefore = (day: Day, months: number): Day => shiftMonths(day, -months);

export function shiftMonths(day: Day, months: number): Day {
  const date = new Date(day * MS_PER_DAY);
  const index = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return Math.min(dayOf(year, month, date.getUTCDate()), lastDayOfMonth(year, month));
}
