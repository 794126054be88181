import { emptyStatus, type DescribedStatus } from '../fold/status-body.js';
import { PERSON_VIEWS, viewNamed } from '../views/catalogue.js';
import type { AnyView } from '../views/view.js';
import { partyStatusOn } from './party-answer.js';
import { QuestionError, type Question } from './question.js';
import type { RecordReader, SubjectRow } from './reader.js';
import { eventsOf, tellStatus, type Json } from './tell.js';

/** The same answer for a reference that the record did not know by then and for one that it never knew. */
/** @param parameter by which it was given */
const unknownReference = (reference: string, parameter = 'reference'): QuestionError =>
  new QuestionError(
    'not-found',
    parameter,
    `No case or parliamentarian is known by the reference ${JSON.stringify(reference)} at that time`,
  );

export async function knownSubject(
  reader: RecordReader,
  reference: string,
  { moment }: Question,
  parameter = 'reference',
): Promise<SubjectRow> {
  const subject = await reader.subject(reference, moment);
  if (!subject) throw unknownReference(reference, parameter);
  return subject;
}

export async function knownPerson(
  reader: RecordReader,
  reference: string,
  question: Question,
  parameter = 'reference',
): Promise<SubjectRow> {
  const subject = await knownSubject(reader, reference, question, parameter);
  if (subject.kind === 'collective')
    throw new QuestionError(
      'not-found',
      parameter,
      `${subject.reference} is a collective case, not a parliamentarian: ask for /cases/${subject.reference}`,
    );
  return subject;
}

/** Every view of one parliamentarian: answers.md 1. */
export async function statusAnswer(
  reader: RecordReader,
  reference: string,
  question: Question,
  only?: string,
): Promise<Json> {
  const person = await knownPerson(reader, reference, question);
  const segments = await reader.segments(person.reference, question);
  const views = PERSON_VIEWS.filter((view) => only === undefined || view.name === only);
  const status = await tellAll(
    reader,
    views.map((view) => [view, segments.get(view.name) ?? emptyStatus(view)]),
    question,
    person,
  );
  return { parliamentarian: person.reference, name: person.name, ...question.echo, status };
}

async function tellAll(
  reader: RecordReader,
  statuses: readonly (readonly [AnyView, DescribedStatus])[],
  question: Question,
  person: SubjectRow,
): Promise<Json> {
  const developments = await reader.developments([...new Set(statuses.flatMap(([, status]) => eventsOf(status)))]);
  const incompleteSince = await reader.incompleteSince(person.reference);
  const told: Record<string, Json> = {};
  for (const [view, status] of statuses) {
    const one = { ...tellStatus(view, status, question.asOf, developments), incompleteSince };
    told[view.name] = view.name === 'party' ? await withPartyStatus(reader, one, person, question) : one;
  }
  return told;
}

/** Whether the party exists is folded once for all its members, and joined here. */
async function withPartyStatus(
  reader: RecordReader,
  { toldOn: _, ...status }: Json,
  person: SubjectRow,
  question: Question,
): Promise<Json> {
  const name = status['name'];
  const partyStatus = await partyStatusOn(reader, person.country, typeof name === 'string' ? name : null, question);
  return { ...status, partyStatus };
}

export function knownView(name: string, parameter = 'view'): AnyView {
  const view = viewNamed(name);
  if (view?.of === 'person') return view;
  throw new QuestionError(
    'invalid-parameter',
    parameter,
    `${parameter} must be one of ${PERSON_VIEWS.map((one) => one.name).join(', ')}`,
  );
}
