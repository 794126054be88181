import { knownEvents, referencesNamed, type KnownEvent } from '../fold/known.js';
import { viewsOf } from '../fold/record.js';
import { streamOf, type RecordedDevelopment } from '../record/development.js';
import { membersOn } from './board-answer.js';
import { requireReference } from './cursor.js';
import type { Question } from './question.js';
import type { RecordReader, SubjectRow } from './reader.js';
import { knownSubject } from './status-answer.js';
import { openingsOf, statusChanges } from './status-changes.js';
import { tellEvent, type Json } from './tell.js';
import { tellTotal } from './totals.js';

export interface ChangesAsked {
  readonly case?: string | undefined;
  /** Of the whole docket only this one's; a case is told whole. */
  readonly country?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/**
 * What changed between two pairs of days: new developments of a case, and the statuses of cases, of people and of groups whom a source counts
 * without naming them, that are other, with why.
 */
export async function changesAnswer(
  reader: RecordReader,
  from: Question,
  to: Question,
  asked: ChangesAsked,
): Promise<Json> {
  await requireReference(reader, asked.after, to);
  const subject = asked.case === undefined ? null : await knownSubject(reader, asked.case, to, 'case');
  const { after = '' } = asked;
  const all = subject ? await caseAndMembers(reader, subject, from, to) : await docketOf(reader, asked.country, to);
  const due = all.filter(({ reference }) => reference > after).sort((a, b) => (a.reference < b.reference ? -1 : 1));
  const page = due.slice(0, asked.limit);
  const statuses: Json[] = [];
  for (const one of page) statuses.push(...(await changesOf(reader, one, from, to)));
  const developments = subject && (await reader.developmentsOf(subject.reference, to.moment));
  return {
    from: from.echo,
    to: to.echo,
    case: subject?.reference ?? null,
    developments: developments?.filter((event) => event.seq > from.moment.seq).map(tellEvent) ?? null,
    statuses,
    next: due.length > page.length ? page.at(-1)!.reference : null,
  };
}

/** Whose statuses are looked at under a reference: an individual case and its parliamentarian have the same. */
interface Concerned {
  readonly reference: string;
  readonly asCase: boolean;
  readonly asPerson: boolean;
}

/** Every case and everybody. */
async function docketOf(reader: RecordReader, country: string | undefined, { moment }: Question): Promise<Concerned[]> {
  const subjects = (await reader.subjects(moment)).filter((one) => country === undefined || one.country === country);
  return subjects.map(({ reference, kind }) => ({ reference, asCase: true, asPerson: kind === 'individual' }));
}

/** One case, and those who are its members on either day. */
async function caseAndMembers(
  reader: RecordReader,
  subject: SubjectRow,
  from: Question,
  to: Question,
): Promise<Concerned[]> {
  const members = await Promise.all([membersOn(reader, subject, from), membersOn(reader, subject, to)]);
  const people = new Set(members.flatMap(({ certain, possible }) => [...certain, ...possible]));
  return [...new Set([subject.reference, ...people])].map((reference) => ({
    reference,
    asCase: reference === subject.reference,
    asPerson: people.has(reference),
  }));
}

async function changesOf(
  reader: RecordReader,
  { reference, asCase, asPerson }: Concerned,
  from: Question,
  to: Question,
): Promise<Json[]> {
  const changed = asCase ? await changesOfCase(reader, reference, from, to) : [];
  if (!asPerson) return changed;
  const ofPerson = await statusChanges(reader, { subject: reference, views: viewsOf('person') }, from, to);
  return [...changed, ...ofPerson.map((change) => ({ parliamentarian: reference, ...change }))];
}

/** Its own, then those of the groups that are told of on its stream. */
async function changesOfCase(reader: RecordReader, reference: string, from: Question, to: Question): Promise<Json[]> {
  const developments = await reader.developmentsOf(reference, to.moment);
  const openingOn = openingsOf(reference, developments);
  const ofCase = { subject: `case:${reference}`, views: viewsOf('case'), openingOn };
  const changed: Json[] = [];
  for (const change of await statusChanges(reader, ofCase, from, to)) changed.push({ case: reference, ...change });
  const bySeq = new Map(developments.map((one) => [one.seq, one]));
  for (const known of groupsIn(reference, developments, from)) {
    const ofGroup = { subject: `group:${known.event.eventId}`, views: viewsOf('group') };
    const stated = known.totals.map((total) => tellTotal(known, total, bySeq));
    for (const change of await statusChanges(reader, ofGroup, from, to))
      changed.push({ case: reference, stated, ...change });
  }
  return changed;
}

/** Those of whom somebody is not named, as last known; also those of whom the later record knows no more. */
function groupsIn(
  reference: string,
  developments: readonly RecordedDevelopment[],
  { moment: { seq } }: Question,
): KnownEvent[] {
  const groups = new Map<string, KnownEvent>();
  for (const known of [...knownEvents(developments.filter((one) => one.seq <= seq)), ...knownEvents(developments)])
    if (known.event.stream === streamOf(reference)) groups.set(known.event.eventId, known);
  return [...groups.values()].filter(countsUnnamed);
}

function countsUnnamed(known: KnownEvent): boolean {
  const named = referencesNamed(known).length;
  return known.totals.some(({ atMost = Infinity }) => atMost > named);
}
