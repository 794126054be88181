import { fill, type Labels } from './labels.js';

/** `noun`: September 2018. `adverb`: in September 2018. */
export type DateForm = 'noun' | 'adverb';

type Grain = 'day' | 'month' | 'year';

/** One point of an EDTF text, at the precision that was said. */
interface Point {
  readonly grain: Grain;
  readonly year: string;
  readonly month?: number;
  readonly day?: number | undefined;
  readonly time?: string;
  /** `201X`: any year of a decade. */
  readonly isDecade?: true;
  readonly isAbout: boolean;
  readonly isUncertain: boolean;
}

/** A date in words, no more precise than it was said; what is no date that these words know is printed as it stands. */
export function dateIn({ dates }: Labels, edtf: string, form: DateForm = 'noun'): string {
  const choice = /^\[(.+)\]$/.exec(edtf)?.[1];
  if (choice !== undefined) return choiceIn(dates, choice.split(/\.\.|,/), form) ?? edtf;
  if (edtf.includes('/')) return intervalIn(dates, edtf.split('/'), form) ?? edtf;
  const point = pointOf(edtf);
  return point ? pointIn(dates, point, form) : edtf;
}

function intervalIn(dates: Words, [first = '', last = '']: readonly string[], form: DateForm): string | null {
  const to = pointOf(last);
  if (!to) return null;
  if (first === '..' || first === '') return marked(dates, to, fill(dates[to.grain].by, { date: plain(dates, to) }));
  const from = pointOf(first);
  if (!from) return null;
  if (from.grain !== to.grain)
    return fill(dates.mixed[form], {
      since: fill(dates[from.grain].since, { date: plain(dates, from) }),
      until: fill(dates[to.grain].until, { date: plain(dates, to) }),
    });
  return fill(form === 'noun' ? dates[to.grain].span : dates[to.grain].spanned, between(dates, from, to));
}

type Words = Labels['dates'];

const POINT = /^(\d{3}[\dX])(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?(?:T(\d{2}:\d{2})(?::\d{2})?)?$/;

function pointOf(text: string): Point | null {
  const [, year, month, day, time] = POINT.exec(text.trim().replace(/[~?%]/g, '')) ?? [];
  if (year === undefined) return null;
  const isAbout = /[~%]/.test(text);
  const isUncertain = /[?%]/.test(text);
  const common = { year, isAbout, isUncertain, ...(year.endsWith('X') && { isDecade: true as const }) };
  if (month === undefined || month === 'XX' || common.isDecade) return { ...common, grain: 'year' };
  if (day === undefined || day === 'XX') return { ...common, grain: 'month', month: Number(month) };
  return {
    ...common,
    grain: 'day',
    month: Number(month),
    day: Number(day),
    ...(time !== undefined && { time }),
  };
}

function pointIn(dates: Words, point: Point, form: DateForm): string {
  const { grain, time, isAbout, isDecade, year } = point;
  if (isDecade) return marked(dates, point, fill(dates.decade[form], { year: decadeOf(year) }));
  const date = plain(dates, point);
  const about = form === 'noun' ? dates[grain].about : dates[grain].onOrAbout;
  const dated = fill(isAbout ? about : dates[grain][form], { date });
  return marked(dates, point, time === undefined ? dated : fill(dates.time[form], { date: dated, time }));
}

const marked = (dates: Words, { isUncertain }: Point, date: string): string =>
  isUncertain ? fill(dates.uncertain, { date }) : date;

const decadeOf = (year: string): string => `${year.slice(0, 3)}0`;

const SHOWN = ['day', 'month', 'year'] as const;

/** Without preposition; of two dates of one month or year, the first leaves out what the second says. */
function plain(dates: Words, { year, month, day, isDecade }: Point, upTo: Grain = 'year'): string {
  if (isDecade) return fill(dates.decade.noun, { year: decadeOf(year) });
  const parts: Record<Grain, string | undefined> = {
    day: day === 1 ? dates.first : day?.toString(),
    month: month === undefined ? undefined : dates.months[month - 1],
    year,
  };
  return SHOWN.slice(0, SHOWN.indexOf(upTo) + 1)
    .flatMap((part) => parts[part] ?? [])
    .join(' ');
}

function between(dates: Words, from: Point, to: Point): { from: string; to: string } {
  const upTo = from.grain === to.grain ? shared(from, to) : 'year';
  return { from: plain(dates, from, upTo), to: plain(dates, to) };
}

function shared(from: Point, to: Point): Grain {
  if (from.year !== to.year || from.grain === 'year') return 'year';
  return from.grain === 'day' && from.month === to.month ? 'day' : 'month';
}

function choiceIn(dates: Words, days: readonly string[], form: DateForm): string | null {
  const [from, to] = [pointOf(days[0] ?? ''), pointOf(days.at(-1) ?? '')];
  if (!from || !to) return null;
  const part = partOfMonth(from, to);
  if (part) return fill(dates[part][form], { month: plain(dates, { ...from, grain: 'month', day: undefined }) });
  return fill(dates[to.grain].between, between(dates, from, to));
}

/** Early, mid and late in a month are logged as days 1 to 10, 11 to 20 and 21 to the end (model.md 3). */
function partOfMonth(from: Point, to: Point): 'early' | 'mid' | 'late' | null {
  if (from.grain !== 'day' || to.grain !== 'day' || from.year !== to.year || from.month !== to.month) return null;
  const last = new Date(Date.UTC(Number(to.year), to.month, 0)).getUTCDate();
  if (from.day === 1 && to.day === 10) return 'early';
  if (from.day === 11 && to.day === 20) return 'mid';
  return from.day === 21 && to.day === last ? 'late' : null;
}
