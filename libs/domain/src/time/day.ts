/** A calendar day as the number of days since 1970-01-01, of the place where a thing happened. Comparable and cheap. */
export type Day = number;

/** Before every day that a record can name, and after it: the ends of the axis. */
export const FIRST_DAY: Day = -100_000_000;
export const LAST_DAY: Day = 100_000_000;

const MS_PER_DAY = 86_400_000;
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Months and days may lie outside of their year and month, as for `Date.UTC`. Years are counted from March: a leap day is then the last of one. */
export function dayOf(year: number, month: number, day: number): Day {
  const months = year * 12 + month - 3;
  const marchYear = Math.floor(months / 12);
  const dayOfYear = Math.floor((153 * (months - marchYear * 12) + 2) / 5) + day - 1;
  return daysBefore(marchYear) + dayOfYear - EPOCH;
}

/** From 1 March of year 0 to 1 January 1970. */
const EPOCH = 719_468;
const DAYS_PER_400_YEARS = 146_097;

/** Days from 1 March of year 0 to 1 March of the year. */
const daysBefore = (year: number): number =>
  year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);

export const lastDayOfMonth = (year: number, month: number): Day => dayOf(year, month + 1, 0);

/** The day that `YYYY-MM-DD` names, or null where there is no such day. */
export function parseDay(text: string): Day | null {
  const match = ISO_DAY.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const isReal =
    month >= 1 && month <= 12 && day >= 1 && (day <= 28 || dayOf(year, month, day) < dayOf(year, month + 1, 1));
  return isReal ? dayOf(year, month, day) : null;
}

/** `YYYY-MM-DD`; longer where the year has not four digits. */
export function isoOf(day: Day): string {
  const { year, month, dayOfMonth } = dateOf(day);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfMonth, 2)}`;
}

/** Months from 1 to 12. */
function dateOf(day: Day): { year: number; month: number; dayOfMonth: number } {
  const since = day + EPOCH;
  let marchYear = Math.floor((since * 400) / DAYS_PER_400_YEARS);
  if (daysBefore(marchYear) > since) marchYear -= 1;
  else if (daysBefore(marchYear + 1) <= since) marchYear += 1;
  const dayOfYear = since - daysBefore(marchYear);
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  if (fromMarch < 10) return { year: marchYear, month: fromMarch + 3, dayOfMonth };
  return { year: marchYear + 1, month: fromMarch - 9, dayOfMonth };
}

const padded = (number: number, length: number): string =>
  number < 0 ? `-${padded(-number, 6)}` : String(number).padStart(length, '0');

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
  if (months === 0) return day;
  const from = dateOf(day);
  const index = from.year * 12 + from.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return Math.min(dayOf(year, month, from.dayOfMonth), lastDayOfMonth(year, month));
}
