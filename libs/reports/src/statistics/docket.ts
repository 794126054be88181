import {
  BEGINNINGS,
  forget,
  streamOf,
  toldOf,
  viewNamed,
  type Day,
  type Question,
  type RecordReader,
  type Segment,
  type SubjectRow,
} from '#domain';
import { both, type Stretch } from './stretches.js';

/** Somebody, or a case, with the days during which the Committee had it before it. */
export interface Presence {
  readonly subject: SubjectRow;
  readonly stretches: readonly Stretch[];
}

/** All that is before the Committee, and when. */
export interface Docket {
  readonly persons: readonly Presence[];
  readonly cases: readonly Presence[];
}

const OVER = new Set(['closed', 'inadmissible']);
const PEOPLE_PER_BREATH = 50;

/**
 * A case is before the Committee from the day on which it was opened, or its complaint submitted, until it is closed or inadmissible. A
 * parliamentarian is so through a collective case, while a member of it; and through a case of their own where that has a procedure of its own,
 * or where they are in no collective case: else it only says who they are.
 */
export async function docketOf(reader: RecordReader, question: Question, country?: string): Promise<Docket> {
  const subjects = (await reader.subjects(question.moment)).filter(
    (one) => country === undefined || one.country === country,
  );
  const collective: Presence[] = [];
  for (const subject of subjects.filter(({ kind }) => kind === 'collective'))
    collective.push({ subject, stretches: await openStretches(reader, subject, question) });
  const byCase = new Map(collective.map(({ subject, stretches }) => [subject.reference, stretches]));
  const [persons, own]: [Presence[], Presence[]] = [[], []];
  for (const [index, subject] of subjects.filter(({ kind }) => kind === 'individual').entries()) {
    const memberships = await reader.timeline(subject.reference, 'membership', question.moment, 'working');
    const ownCase = await ownStretches(reader, subject, question, memberships);
    if (ownCase.length > 0) own.push({ subject, stretches: ownCase });
    const asMember = memberStretches(memberships, byCase);
    if (ownCase.length + asMember.length > 0) persons.push({ subject, stretches: [...asMember, ...ownCase] });
    if (index % PEOPLE_PER_BREATH === 0) await breath();
  }
  const cases = [...collective.filter(({ stretches }) => stretches.length > 0), ...own];
  return { persons, cases: cases.sort((a, b) => (a.subject.reference < b.subject.reference ? -1 : 1)) };
}

/**
 * Lets others be answered: a report over the whole record is long, and the rows answer at once. What the rules worked out for those whom it has told
 * is let go, or a long report would fill the memory.
 */
export function breath(): Promise<void> {
  forget();
  return new Promise((resolve) => setImmediate(resolve));
}

/** When somebody was in a case, of the cases that are given with their days. */
export function memberStretches(
  memberships: readonly Segment[],
  byCase: ReadonlyMap<string, readonly Stretch[]>,
): readonly Stretch[] {
  return memberships.flatMap(({ from, to, body: { details } }) => {
    const { cases = [], possibleCases = [] } = details as { cases?: { case: string }[]; possibleCases?: string[] };
    const stays = [
      ...cases.map((one) => ({ reference: one.case, certain: true })),
      ...possibleCases.map((reference) => ({ reference, certain: false })),
    ];
    return stays.flatMap(({ reference, certain }) => both([{ from, to, certain }], byCase.get(reference) ?? []));
  });
}

async function ownStretches(
  reader: RecordReader,
  subject: SubjectRow,
  question: Question,
  memberships: readonly Segment[],
): Promise<readonly Stretch[]> {
  if (memberships.length > 0 && !(await hasOwnProcedure(reader, subject, question))) return [];
  return openStretches(reader, subject, question);
}

/** A decision or mission of a collective case names those whom it concerns: that is no procedure of their own. */
async function hasOwnProcedure(reader: RecordReader, subject: SubjectRow, question: Question): Promise<boolean> {
  if ((await procedureOf(reader, subject, question)).length === 0) return false;
  const { said } = await toldOf(reader, subject, question);
  return said.some(({ known: { event, facts } }) => {
    const isProcedure =
      event.type === 'StatusReported' ? facts['view'] === PROCEDURE.name : Object.hasOwn(PROCEDURE.on, event.type);
    return isProcedure && event.stream === streamOf(subject.reference);
  });
}

const PROCEDURE = viewNamed('caseStatus')!;

async function openStretches(reader: RecordReader, subject: SubjectRow, question: Question): Promise<Stretch[]> {
  const begun = await beginningOf(reader, subject, question);
  const stretches: Stretch[] = [];
  let from = begun;
  let certain = true;
  const end = (to: Day): void => {
    if (to > from) stretches.push({ from, to, certain });
    from = Math.max(from, to);
  };
  for (const segment of await procedureOf(reader, subject, question)) {
    const all = [segment.value, ...segment.otherwise];
    const over = all.filter((value) => OVER.has(value)).length;
    end(segment.from);
    certain = over === 0;
    if (over === all.length) from = Math.max(from, segment.to);
    else end(segment.to);
    certain = true;
  }
  end(Infinity);
  return stretches;
}

const procedureOf = (reader: RecordReader, { reference }: SubjectRow, { moment, lens }: Question) =>
  reader.timeline(`case:${reference}`, 'caseStatus', moment, lens);

/** The last day of the earliest that is told of the case: by then it had certainly begun. */
async function beginningOf(reader: RecordReader, subject: SubjectRow, question: Question): Promise<Day> {
  const { said } = await toldOf(reader, subject, question);
  const begins = said.filter(({ known }) => BEGINNINGS.has(known.event.type)).map(({ account }) => account.range.to);
  return Math.min(...begins);
}
