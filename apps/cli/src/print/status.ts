import { ENGLISH, line, printed, say, worded, type Said, type Wording } from '#domain';
import { printable, table } from './table.js';

export type Json = Readonly<Record<string, unknown>>;

/** What every answer says about a status; see answers.md 1. */
interface Status {
  readonly value: string;
  readonly certainty: string;
  readonly otherwise?: readonly string[];
  readonly since: string | null;
  readonly lastConfirmed: string | null;
  readonly stale: boolean;
  readonly because: readonly { readonly eventId: string; readonly summary: unknown; readonly knownSince: string }[];
}

/** The whole of it is in the answer as JSON. */
const REASON_MAX = 100;
const WORDS_MAX = 40;

export const STATUS_COLUMNS = ['value', 'certainty', 'since', 'last confirmed', 'because'];

/** A status in one line: the columns of `STATUS_COLUMNS`. @param view whose words its value has */
export function statusColumns(told: unknown, view = '', wording: Wording = ENGLISH): string[] {
  const { value, certainty, otherwise = [], since, lastConfirmed, stale, because } = told as Status;
  const values = [value, ...otherwise].map((one): Said => printed(one, view));
  return [
    values.reduce((some, more) => say`${some} or ${more}`),
    printed(certainty, 'certainties'),
    since ?? '',
    stale ? say`${lastConfirmed ?? ''} (stale)` : lastConfirmed,
    reasons(because),
  ].map((said) => worded(said, wording));
}

/** Whose status changed: a parliamentarian’s, a case’s, or that of a group on a case whom a source counts in these words. */
export function whose({ parliamentarian, case: reference, stated }: Json): Said {
  if (stated === undefined) return String(parliamentarian ?? reference);
  const words = (stated as readonly Json[]).map((one) => String(one['words'])).join('; ');
  return say`${String(reference)}: ${brief(words, WORDS_MAX)}`;
}

/**
 * What a status was and is, each by the columns of `STATUS_COLUMNS`: because of what did not decide it before, first. A new case had none; where
 * nothing is recorded since, what opened it is told.
 */
export function wasAndIs({ from, to, opened }: Json, view = '', wording: Wording = ENGLISH): [string[], string[]] {
  const is = to as Status;
  if (opened === undefined) {
    const because = newFirst(from as Status, is);
    return [statusColumns(from, view, wording), statusColumns({ ...is, because }, view, wording)];
  }
  const because = is.because.length > 0 ? is.because : [opened];
  return [[worded(say`not known to be open`, wording)], statusColumns({ ...is, because }, view, wording)];
}

function newFirst(was: Status, is: Status): Status['because'] {
  const before = new Set(was.because.map(({ eventId }) => eventId));
  const isNew = ({ eventId }: Status['because'][number]): boolean => !before.has(eventId);
  return [...is.because.filter(isNew), ...is.because.filter((one) => !isNew(one))];
}

function reasons([first, ...others]: Status['because']): string {
  if (!first) return '';
  const reason = brief(String(first.summary), REASON_MAX);
  return others.length === 0 ? reason : `${reason} (+${others.length})`;
}

const brief = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

export const asked = (answer: Json): string => worded(askedIn(answer), ENGLISH);

/** The question that an answer names. */
export function askedIn(answer: Json): Said {
  const { asOf, knownAt, position = '', lens } = answer as Readonly<Record<string, string | null | undefined>>;
  const known = say`known at ${knownAt} (position ${position})` ?? say`nothing known yet (position ${position})`;
  const voice = lens !== 'working' && say`by ${printed(lens ?? undefined, 'lenses')}`;
  const day = say`as of ${asOf}`;
  return day ? line(day, known, voice) : line(known, voice);
}

export function printStatus(answer: Json, width: number): string[] {
  const views = Object.entries(answer['status'] as Record<string, unknown>);
  return [
    printable(`${String(answer['parliamentarian'])} ${String(answer['name'] ?? '')}, ${asked(answer)}`),
    '',
    ...table(
      ['view', ...STATUS_COLUMNS],
      views.map(([view, status]) => [view, ...statusColumns(status)]),
      width,
    ),
  ];
}

interface Counts {
  readonly certain: number;
  readonly possible: number;
  readonly atLeast: number;
  readonly atMost: number | null;
}

export function printBoard(answer: Json, width: number): string[] {
  const rows = answer['rows'] as readonly Json[];
  const counts =
    answer['value'] === null
      ? Object.entries(answer['counts'] as Json)
      : [[String(answer['value']), answer['counts']] as const];
  return [
    `${String(answer['view'])}, ${asked(answer)}`,
    ...counts.flatMap(([value, count]) => countLine(value, count as Counts)),
    '',
    ...(rows.length === 0
      ? ['Nobody.']
      : table(
          ['reference', 'name', ...STATUS_COLUMNS],
          rows.map((row) => [String(row['parliamentarian']), String(row['name'] ?? ''), ...statusColumns(row)]),
          width,
        )),
    ...more(answer),
  ];
}

function countLine(value: string, { certain, possible, atLeast, atMost }: Counts): string[] {
  if (certain + possible + atLeast + (atMost ?? 1) === 0) return [];
  const bounds = atMost === null ? `at least ${atLeast}` : `${atLeast} to ${atMost}`;
  return [`  ${value}: ${certain} certain, ${possible} possible; in all ${bounds}`];
}

export const more = ({ next }: Json): string[] =>
  next === null || next === undefined ? [] : ['', `More: --cursor ${String(next)}`];
