import edtf from 'edtf';
import { byText } from './by-text.js';
import { dayOf, dayOfInstant, lastDayOfMonth, parseDay, type Day } from './day.js';

/**
 * What an EDTF text allows, in days. `day`: that day. `range`: one unknown day from `from` to `to`. `span` (`a/b`): a state that held from
 * `from` and was confirmed until `to`; an act, done on `to`. `open` (`../b`): held by `to`, its beginning unknown. Source: model.md 3.
 */
export interface EdtfRange {
  readonly kind: 'day' | 'range' | 'span' | 'open';
  readonly from: Day;
  readonly to: Day;
  /** Of a span: the last day on which it can have begun, and the first on which it can have ended. */
  readonly lastBegin?: Day;
  readonly firstEnd?: Day;
  /** Local time of day, `HH:MM[:SS]`, only where it was said. */
  readonly time?: string;
}
export interface EdtfFault {
  readonly fault: string;
}

/** Never throws. */
export const parseEdtf = byText(parse);

const ACCEPTED =
  'write a day (2017-09-03), a month (2017-09), a year (2017), [2017-09-01..2017-09-10], 2017-09-03/2017-09-10, ../2017-09-10 or a day with its local time (2017-09-03T14:30)';

function parse(text: string): EdtfRange | EdtfFault {
  if (text.length > 64) return { fault: `is too long for a date: ${ACCEPTED}` };
  if (text.startsWith('[') && text.endsWith(']')) return parseChoice(text.slice(1, -1));
  if (text.includes('/')) return parseInterval(text);
  const one = parseOne(text);
  if ('fault' in one) return one;
  return { kind: one.from === one.to ? 'day' : 'range', ...one };
}

interface Bounds {
  readonly from: Day;
  readonly to: Day;
  readonly time?: string;
}

function parseInterval(text: string): EdtfRange | EdtfFault {
  const [first = '', last = '', ...more] = text.split('/');
  if (more.length > 0) return { fault: `has more than one "/": ${ACCEPTED}` };
  if (last === '..' || last === '') return { fault: 'has no end: write the day it began, or begin/last confirmed day' };
  const end = parseOne(last);
  if ('fault' in end) return end;
  if (first === '..' || first === '') return { kind: 'open', from: end.to, to: end.to };
  const begin = parseOne(first);
  if ('fault' in begin) return begin;
  return ordered({ kind: 'span', from: begin.from, to: end.to, lastBegin: begin.to, firstEnd: end.from });
}

/** One of several days: `[a..b]`, `[a,b]`. */
function parseChoice(text: string): EdtfRange | EdtfFault {
  const ends = text.split(/\.\.|,/);
  if (ends.some((end) => end.trim() === ''))
    return { fault: 'has an open end inside [ ]: write ../b for "by b at the latest"' };
  const bounds = ends.map((end) => parseOne(end.trim()));
  const fault = bounds.find((bound): bound is EdtfFault => 'fault' in bound);
  if (fault) return fault;
  const good = bounds as Bounds[];
  if (!text.includes(',') && good.length === 2 && good[0]!.from > good[1]!.to)
    return { fault: 'ends before it begins: put the earlier day first' };
  const from = Math.min(...good.map((bound) => bound.from));
  const to = Math.max(...good.map((bound) => bound.to));
  return { kind: from === to ? 'day' : 'range', from, to };
}

function ordered(range: EdtfRange): EdtfRange | EdtfFault {
  return range.from > range.to ? { fault: 'ends before it begins: put the earlier day first' } : range;
}

const YEAR = /^\d{4}$/;
const MONTH = /^(\d{4})-(\d{2})$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T(([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** `~`, `?` and `%` say how sure a source is; they widen nothing. */
function parseOne(text: string): Bounds | EdtfFault {
  const plain = text.replace(/[~?%]/g, '');
  if (DAY.test(plain)) return exactly(parseDay(plain), plain);
  const month = MONTH.exec(plain);
  if (month) return parseMonth(Number(month[1]), Number(month[2]));
  if (YEAR.test(plain)) return { from: dayOf(Number(plain), 1, 1), to: dayOf(Number(plain), 12, 31) };
  const dateTime = DATE_TIME.exec(plain);
  if (dateTime) return withTime(exactly(parseDay(dateTime[1]!), dateTime[1]!), dateTime[2]!);
  return parseUnspecified(plain);
}

function exactly(day: Day | null, text: string): Bounds | EdtfFault {
  return day === null
    ? { fault: `${text} is no day of the calendar: correct it, or write the month (${text.slice(0, 7)})` }
    : { from: day, to: day };
}

function withTime(bounds: Bounds | EdtfFault, time: string): Bounds | EdtfFault {
  return 'fault' in bounds ? bounds : { ...bounds, time };
}

function parseMonth(year: number, month: number): Bounds | EdtfFault {
  if (month >= 1 && month <= 12) return { from: dayOf(year, month, 1), to: lastDayOfMonth(year, month) };
  // edtf maps a season to odd months, and a season means other months south of the equator.
  if (month >= 21 && month <= 41)
    return { fault: 'is a season, whose months differ by place: write the months, [2017-03..2017-05]' };
  return { fault: `has no month ${month}: ${ACCEPTED}` };
}

/** Unspecified digits (`201X`, `2017-09-XX`), as the edtf library reads them. */
function parseUnspecified(text: string): Bounds | EdtfFault {
  if (!/^[\dX]{4}(-[\dX]{2}){0,2}$/.test(text)) return { fault: `is no date that this record can read: ${ACCEPTED}` };
  try {
    const { min, max } = edtf(text);
    if (Number.isFinite(min) && Number.isFinite(max)) return { from: dayOfInstant(min), to: dayOfInstant(max) };
  } catch {
    // Not EDTF after all: answered below like any other unreadable text.
  }
  return { fault: `is no date that this record can read: ${ACCEPTED}` };
}
