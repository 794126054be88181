import type { Day } from '../time/day.js';
import type { AnyView } from '../views/view.js';
import { requireReference } from './cursor.js';
import { QuestionError, type Question } from './question.js';
import type { BoardQuery, Placed, RecordReader } from './reader.js';
import { knownView, knownSubject } from './status-answer.js';
import { eventsOf, tellStatus, type Json } from './tell.js';
import { boundsOf, type Bounds, type CaseBoard } from './totals.js';

export interface BoardAsked {
  readonly view?: string | undefined;
  readonly value?: string | undefined;
  readonly country?: string | undefined;
  readonly case?: string | undefined;
  readonly after?: string | null;
  readonly limit: number;
}

/** Who has which value, and how many: answers.md 3. */
export async function boardAnswer(reader: RecordReader, asked: BoardAsked, question: Question): Promise<Json> {
  const view = knownView(asked.view ?? '');
  checkValue(view, asked.value);
  const country = asked.country?.toUpperCase();
  await requireReference(reader, asked.after, question);
  const board = asked.case === undefined ? null : await boardOf(reader, asked.case, question);
  const query: BoardQuery = {
    moment: question.moment,
    asOf: question.asOf,
    lens: question.lens,
    view: view.name,
    ...(asked.value !== undefined && { value: asked.value }),
    ...(country !== undefined && { country }),
    ...(board && { among: board.nowOn }),
  };
  const page = await reader.boardRows(query, asked.after ?? null, asked.limit + 1);
  return {
    view: view.name,
    value: asked.value ?? null,
    ...question.echo,
    ...(country !== undefined && { country }),
    ...(board && { case: board.reference }),
    counts: await countsOf(reader, view, query, board),
    rows: await tellRows(reader, view, page.slice(0, asked.limit), question),
    next: page.length > asked.limit ? page[asked.limit - 1]!.reference : null,
  };
}

function checkValue(view: AnyView, value: string | undefined): void {
  if (value === undefined || view.values.includes(value)) return;
  const words = view.values.join(', ');
  throw new QuestionError('invalid-parameter', 'value', `value must be one of ${words} for the view ${view.name}`);
}

interface OneCase extends CaseBoard {
  readonly nowOn: readonly string[];
}

/** Its certain and possible members on that day, and all who ever were: who left the case left its board. */
async function boardOf(reader: RecordReader, reference: string, question: Question): Promise<OneCase> {
  const subject = await knownSubject(reader, reference, question, 'case');
  const { certain, possible } = await membersOn(reader, subject, question);
  const everOn =
    subject.kind === 'individual' ? [subject.reference] : await reader.everMembers(subject.reference, question.moment);
  return { reference: subject.reference, everOn, nowOn: [...certain, ...possible] };
}

/** One count of a value, or one for each value other than the first. */
async function countsOf(
  reader: RecordReader,
  view: AnyView,
  query: BoardQuery,
  board: CaseBoard | null,
): Promise<Json> {
  const counts = new Map((await reader.boardCounts(query)).map((count) => [count.value, count]));
  // Before a report of them, nothing is told of its people: that is no group of unknowns.
  const groups = (await reader.groups(query)).filter(({ segment }) => segment.value !== 'unknown');
  const boundsFor = (value: string): Promise<Bounds> => {
    const { certain, possible } = counts.get(value) ?? { certain: 0, possible: 0 };
    const placed = groups.filter(({ segment }) => [segment.value, ...segment.otherwise].includes(value));
    return boundsOf(reader, { ...query, value }, { certain, possible }, { placed, board });
  };
  if (query.value !== undefined) return { ...(await boundsFor(query.value)) };
  const all: Record<string, Json> = {};
  for (const value of view.values.slice(1)) all[value] = { ...(await boundsFor(value)) };
  return all;
}

async function tellRows(
  reader: RecordReader,
  view: AnyView,
  page: readonly Placed[],
  question: Question,
): Promise<Json[]> {
  const developments = await reader.developments([...new Set(page.flatMap(({ segment }) => eventsOf(segment)))]);
  const references = page.map(({ reference }) => reference);
  const cases = await casesOf(reader, references, question);
  const people = await reader.subjectsNamed(references, question.moment);
  const rows: Json[] = [];
  for (const { reference, segment } of page) {
    const { toldOn: _, ...status } = tellStatus(view, segment, question.asOf, developments);
    const incompleteSince = await reader.incompleteSince(reference);
    rows.push({
      parliamentarian: reference,
      name: people.get(reference)?.name ?? null,
      cases: cases.get(reference) ?? [],
      ...status,
      incompleteSince,
    });
  }
  return rows;
}

/** Of each, the collective cases of which they are certainly a member on that day. */
async function casesOf(
  reader: RecordReader,
  references: readonly string[],
  { moment, asOf }: Question,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const query: BoardQuery = { moment, asOf, lens: 'working', view: 'membership', among: references };
  const members = await reader.boardRows(query, null, references.length);
  const casesIn = ({ segment }: Placed) => (segment.body.details as { cases: { case: string }[] }).cases;
  return new Map(members.map((one) => [one.reference, casesIn(one).map((each) => each.case)]));
}

export interface Members {
  readonly certain: readonly string[];
  readonly possible: readonly string[];
}

/** Of a collective case its members on that day; an individual case is its own parliamentarian. */
export async function membersOn(
  reader: RecordReader,
  { reference, kind }: { reference: string; kind: string },
  { asOf, moment }: { asOf: Day; moment: Question['moment'] },
): Promise<Members> {
  if (kind === 'individual') return { certain: [reference], possible: [] };
  const certain: string[] = [];
  const possible: string[] = [];
  for (const member of await reader.everMembers(reference, moment)) {
    const segments = await reader.segments(member, { moment, asOf, lens: 'working' });
    const details = (segments.get('membership')?.body.details ?? { cases: [], possibleCases: [] }) as {
      cases: { case: string }[];
      possibleCases: string[];
    };
    if (details.cases.some((one) => one.case === reference)) certain.push(member);
    else if (details.possibleCases.includes(reference)) possible.push(member);
  }
  return { certain: certain.sort(), possible: possible.sort() };
}
