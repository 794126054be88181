import { parseEdtf, targetFinder, tellEvents, type Json, type Question } from '#domain';
import { happenedBy, type Heard, type HeardRecord } from './heard.js';

/** A recommendation that no assessment found largely satisfied. */
export interface OpenRecommendation {
  readonly eventId: string;
  readonly issued: string;
  readonly addressee: string;
  readonly text: string;
  readonly due: string | null;
  readonly isOverdue: boolean;
  /** The last grade, A to E; null: not assessed. */
  readonly grade: string | null;
  readonly gradedOn: string | null;
  readonly because: readonly Json[];
}

/** Largely satisfactory, in the grades of the Human Rights Committee's follow-up. */
const SATISFIED = 'A';

/** The latest first. */
export function openRecommendations(record: HeardRecord, question: Question): OpenRecommendation[] {
  const happened = happenedBy(record.ofCase, question);
  const grades = gradesOf(happened, record);
  return happened
    .filter(({ known }) => known.event.type === 'RecommendationIssued')
    .map((heard) => recommendationOf(heard, grades.get(heard.known.event.eventId), record, question))
    .filter(({ grade }) => grade !== SATISFIED)
    .reverse();
}

function gradesOf(happened: readonly Heard[], { developments }: HeardRecord): ReadonlyMap<string, Heard> {
  const find = targetFinder([...developments.values()]);
  const grades = new Map<string, Heard>();
  for (const heard of happened.filter(({ known }) => known.event.type === 'RecommendationAssessed')) {
    const target = find(heard.known.event);
    if (target) grades.set(target.eventId, heard);
  }
  return grades;
}

function recommendationOf(
  { known, account }: Heard,
  graded: Heard | undefined,
  { developments }: HeardRecord,
  { asOf }: Question,
): OpenRecommendation {
  const due = typeof account.facts['due'] === 'string' ? account.facts['due'] : null;
  const range = due === null ? null : parseEdtf(due);
  const seqs = [known.event.seq, ...known.rectifications, ...(graded ? [graded.known.event.seq] : [])];
  return {
    eventId: known.event.eventId,
    issued: account.occurredOn,
    addressee: String(account.facts['addressee']),
    text: String(account.facts['text']),
    due,
    isOverdue: range !== null && !('fault' in range) && range.to < asOf,
    grade: graded ? String(graded.account.facts['grade']) : null,
    gradedOn: graded?.account.occurredOn ?? null,
    because: tellEvents(seqs, developments),
  };
}
