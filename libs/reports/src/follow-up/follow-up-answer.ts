import {
  emptyStatus,
  isoOf,
  knownSubject,
  viewNamed,
  membersOn,
  type Day,
  type Json,
  type Question,
  type RecordReader,
  type SubjectRow,
} from '#domain';
import { toldIn, wordingIn, type InLanguage } from '../labels/index.js';
import { breath, docketOf } from '../statistics/docket.js';
import { during } from '../statistics/stretches.js';
import { byDue, dueText, type DueItem } from './due-item.js';
import { dueOfCase } from './of-case.js';
import { bansAboutToEnd, unconfirmed } from './of-people.js';

export interface FollowUpAsked extends InLanguage {
  readonly case?: string | undefined;
  readonly country?: string | undefined;
}

const OVER = new Set(['closed', 'inadmissible']);
const CASES_PER_BREATH = 50;

/** What is due, one list by day: open recommendations, answers, missions not granted, bans about to end, statuses to be confirmed. */
export async function followUpAnswer(reader: RecordReader, asked: FollowUpAsked, question: Question): Promise<Json> {
  const items = await dueItems(reader, asked, question);
  const overdue = items.filter(({ due }) => due !== null && due < question.asOf).length;
  return toldIn(asked.language, {
    ...question.echo,
    case: asked.case ?? null,
    country: asked.country?.toUpperCase() ?? null,
    count: items.length,
    overdue,
    undated: items.filter(({ due }) => due === null).length,
    items: items.map((item) => tellDue(item, question, asked)),
    next: null,
  });
}

export const tellDue = (
  { due, knownSince: _, seq: __, ...item }: DueItem,
  { asOf }: Question,
  { language }: InLanguage,
): Json => ({
  ...item,
  who: item.who === null ? null : dueText(item.who, wordingIn(language)),
  what: dueText(item.what, wordingIn(language)),
  due: due === null ? null : isoOf(due),
  overdue: due !== null && due < asOf,
});

/** In the order of `byDue`. Cases that are closed, and people who are no more before the Committee, have nothing due. */
export async function dueItems(
  reader: RecordReader,
  { case: reference, country }: FollowUpAsked,
  question: Question,
  horizon?: Day,
): Promise<readonly DueItem[]> {
  const inCountry = country?.toUpperCase();
  const cases = (
    reference === undefined
      ? await reader.subjects(question.moment)
      : [await knownSubject(reader, reference, question, 'case')]
  ).filter((one) => inCountry === undefined || one.country === inCountry);
  const items: DueItem[] = [];
  for (const [index, subject] of cases.entries()) {
    if (await isOpen(reader, subject, question)) items.push(...(await dueOfCase(reader, subject, question)));
    if (index % CASES_PER_BREATH === 0) await breath();
  }
  const people = await peopleOn(reader, reference, inCountry, question);
  items.push(
    ...(await bansAboutToEnd(reader, people, question, horizon)),
    ...(await unconfirmed(reader, people, question)),
  );
  return items.sort(byDue);
}

async function isOpen(reader: RecordReader, { reference }: SubjectRow, question: Question): Promise<boolean> {
  const { value } =
    (await reader.segments(`case:${reference}`, question)).get('caseStatus') ?? emptyStatus(viewNamed('caseStatus')!);
  return !OVER.has(value);
}

/** Whom the Committee has before it on that day; of one case, its certain and possible members. */
async function peopleOn(
  reader: RecordReader,
  reference: string | undefined,
  country: string | undefined,
  question: Question,
): Promise<ReadonlyMap<string, SubjectRow>> {
  const { persons } = await docketOf(reader, question, country);
  const day = { from: question.asOf, to: question.asOf };
  const present = persons.filter(({ stretches }) => during(stretches, day) !== null).map(({ subject }) => subject);
  const people = new Map(present.map((one) => [one.reference, one]));
  if (reference === undefined) return people;
  const { certain, possible } = await membersOn(
    reader,
    await knownSubject(reader, reference, question, 'case'),
    question,
  );
  return new Map([...certain, ...possible].flatMap((one) => (people.has(one) ? [[one, people.get(one)!]] : [])));
}
