import { byText } from './by-text.js';
import { shiftMonths, type Day } from './day.js';

const DURATION = /^P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/;
const DAYS_PER_YEAR = 365.2425;

interface Parts {
  readonly months: number;
  readonly days: number;
}

const partsOf = byText(parse);

function parse(text: string): Parts | null {
  const match = DURATION.exec(text);
  if (!match) return null;
  const [years, months, weeks, days] = match.slice(1).map((digits) => Number(digits ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return { months: years * 12 + months, days: weeks * 7 + days };
}

export const isDuration = (text: string): boolean => partsOf(text) !== null;

/** The first day after a span that begins on `from`: five years from 16 November 2017 end, half-open, on 16 November 2022. */
export function addDuration(from: Day, duration: string): Day {
  const parts = partsOf(duration);
  return parts === null ? from : shiftMonths(from, parts.months) + parts.days;
}

/** For comparing terms only: calendar years are not all of one length. */
export function approximateDays(duration: string): number {
  const parts = partsOf(duration);
  return parts === null ? 0 : (parts.months / 12) * DAYS_PER_YEAR + parts.days;
}

/** Months are not all of one length: a span of them is at most this much off its average. */
const MONTHS_ARE_OFF_BY_DAYS = 3;

/** Whether one term is shorter than the other whatever months are meant; no term is shorter than none, and `life` is the longest. */
export function isShorter(one: string, other: string): boolean {
  if (one === 'life') return false;
  if (other === 'life') return true;
  const [a, b] = [partsOf(one), partsOf(other)];
  if (a === null || b === null) return false;
  if (a.months === b.months) return a.days < b.days;
  return approximateDays(one) + MONTHS_ARE_OFF_BY_DAYS < approximateDays(other);
}
