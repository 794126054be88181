import {
  changesAnswer,
  isoOf,
  knownSubject,
  QuestionError,
  type Json,
  type Question,
  type RecordReader,
} from '#domain';
import { byDue } from '../follow-up/due-item.js';
import { dueItems, tellDue, type FollowUpAsked } from '../follow-up/follow-up-answer.js';
import { toldIn, type InLanguage } from '../labels/index.js';
import { breath } from '../statistics/docket.js';
import { developmentsBetween, type Scope } from './developments-between.js';

export interface ChangesReportAsked extends InLanguage {
  readonly case?: string | undefined;
  readonly country?: string | undefined;
}

const PAGE = 200;
type Why = 'happened' | 'learned' | 'time';

/** Of a parliamentarian, or of a case: its own, or that of a group whom a source counts there without naming them. */
interface ChangedStatus extends Json {
  readonly parliamentarian?: string;
  readonly case?: string;
  readonly why: Why;
}

const referenceIn = (one: ChangedStatus): string => (one.parliamentarian ?? one.case)!;

/**
 * What changed between two pairs of days: what was logged, the statuses of cases and people that are other because something happened, because
 * we learned something, or because time passed, and the deadlines that passed; of one case, of a country or of the whole docket, with counts of
 * each.
 */
export async function changesReport(
  reader: RecordReader,
  from: Question,
  to: Question,
  asked: ChangesReportAsked,
): Promise<Json> {
  checkOrder(from, to);
  const country = asked.country?.toUpperCase();
  const subject = asked.case === undefined ? null : await knownSubject(reader, asked.case, to, 'case');
  const subjects = new Map((await reader.subjects(to.moment)).map((one) => [one.reference, one]));
  const scope: Scope = { subject, country, subjects };
  const developments = await developmentsBetween(reader, scope, from, to);
  const statuses = await statusesBetween(reader, scope, from, to);
  const deadlines = await deadlinesBetween(
    reader,
    { case: subject?.reference, country, language: asked.language },
    from,
    to,
  );
  const of = (why: Why): ChangedStatus[] => statuses.filter((one) => one.why === why);
  return toldIn(asked.language, {
    from: from.echo,
    to: to.echo,
    case: subject?.reference ?? null,
    country: country ?? null,
    counts: {
      developments: developments.length,
      happened: of('happened').length,
      learned: of('learned').length,
      time: of('time').length,
      deadlines: deadlines.length,
    },
    ...summaries(scope, developments, statuses, deadlines),
    developments,
    happened: of('happened'),
    learned: of('learned'),
    time: of('time'),
    deadlines,
    next: null,
  });
}

/** Backwards, nothing would have been logged and no deadline passed: an empty report that looks like a true one. */
function checkOrder(from: Question, to: Question): void {
  if (to.asOf < from.asOf) throw reversed('toAsOf', from.echo.asOf);
  if (to.moment.seq < from.moment.seq) throw reversed('toKnownAt', from.echo.knownAt ?? from.echo.position);
}

const reversed = (parameter: string, first: string): QuestionError =>
  new QuestionError(
    'invalid-parameter',
    parameter,
    `${parameter} must not be before that of the first pair, ${first}: give the earlier pair first`,
  );

async function statusesBetween(
  reader: RecordReader,
  { subject, country, subjects }: Scope,
  from: Question,
  to: Question,
): Promise<ChangedStatus[]> {
  const found: ChangedStatus[] = [];
  for (let after: string | undefined; ;) {
    await breath();
    const asked = { case: subject?.reference, country, after, limit: PAGE };
    const page: Json = await changesAnswer(reader, from, to, asked);
    const statuses = page['statuses'] as readonly ChangedStatus[];
    found.push(
      ...statuses.filter((one) => country === undefined || subjects.get(referenceIn(one))?.country === country),
    );
    if (typeof page['next'] !== 'string') return found;
    after = page['next'];
  }
}

/** What fell due after the first day and by the second, as it stands on the second. */
async function deadlinesBetween(
  reader: RecordReader,
  scope: FollowUpAsked,
  from: Question,
  to: Question,
): Promise<Json[]> {
  const before = await dueItems(reader, scope, { ...to, asOf: from.asOf }, to.asOf);
  const now = await dueItems(reader, scope, to);
  const open = new Set(now.map(({ id }) => id));
  const all = [...now, ...before.filter(({ id }) => !open.has(id))];
  return all
    .filter(({ due }) => due !== null && due > from.asOf && due <= to.asOf)
    .sort(byDue)
    .map((item) => ({
      ...tellDue(item, to, scope),
      ...(open.has(item.id) ? { outcome: 'open' } : { outcome: 'over', overdue: false }),
      passedOn: isoOf(item.due!),
    }));
}

function summaries(
  { subjects }: Scope,
  developments: readonly Json[],
  statuses: readonly ChangedStatus[],
  deadlines: readonly Json[],
): { readonly byCase: Json[]; readonly byCountry: Json[] } {
  const byCase = new Map<string, Record<string, number>>();
  const byCountry = new Map<string, Record<string, number>>();
  const add = (reference: unknown, what: string): void => {
    if (typeof reference !== 'string') return;
    const country = subjects.get(reference)?.country;
    for (const [key, map] of [
      [reference, byCase],
      [country, byCountry],
    ] as const) {
      if (key === undefined) continue;
      const counts = map.get(key) ?? { developments: 0, happened: 0, learned: 0, time: 0, deadlines: 0 };
      counts[what]! += 1;
      map.set(key, counts);
    }
  };
  for (const one of developments) add(one['case'], 'developments');
  for (const one of statuses) add(referenceIn(one), one.why);
  for (const one of deadlines) add(one['parliamentarian'] ?? one['case'], 'deadlines');
  const sorted = (map: ReadonlyMap<string, Record<string, number>>, name: string): Json[] =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, counts]) => ({ [name]: key, ...counts }));
  return { byCase: sorted(byCase, 'case'), byCountry: sorted(byCountry, 'country') };
}
