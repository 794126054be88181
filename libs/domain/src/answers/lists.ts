import { hear } from '../fold/voice.js';
import { isAnnotation, knownEvents, referencesNamed, type KnownEvent } from '../fold/known.js';
import { caseOf, type RecordedDevelopment } from '../record/development.js';
import { parseEdtf } from '../time/edtf.js';
import { isEventType } from '../events/catalogue.js';
import { placeIn, requireReference } from './cursor.js';
import { QuestionError, readDay, type Question } from './question.js';
import type { RecordReader } from './reader.js';
import { searchable } from './search.js';
import { knownSubject } from './status-answer.js';
import { tellEvent, type Json } from './tell.js';

export interface TimelineAsked {
  readonly type?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The developments of a case in order of days, as told, with what is known of each by then; those wholly after `asOf` are left out. */
export async function timelineAnswer(
  reader: RecordReader,
  reference: string,
  asked: TimelineAsked,
  question: Question,
): Promise<Json> {
  const subject = await knownSubject(reader, reference, question);
  if (asked.type !== undefined && !isEventType(asked.type))
    throw new QuestionError('invalid-parameter', 'type', 'type must be an event type of GET /event-types');
  const from = asked.from === undefined ? -Infinity : readDay('from', asked.from);
  const until = asked.to === undefined ? Infinity : readDay('to', asked.to);
  if (until < from) throw new QuestionError('invalid-parameter', 'to', 'to must not be before from: nothing is both');
  const to = Math.min(until, question.asOf);
  const developments = await reader.developmentsOf(subject.reference, question.moment);
  const known = new Map(knownEvents(developments).map((one) => [one.event, one]));
  const rows = developments
    .map((event) => {
      const one = known.get(event);
      const range = one ? hear(one, 'working')!.account.range : parseEdtf(event.occurredOn);
      return { event, one, range: 'fault' in range ? { from: -Infinity, to: Infinity } : range };
    })
    .filter(
      ({ event, range }) =>
        (asked.type === undefined || event.type === asked.type) && range.to >= from && range.from <= to,
    )
    .sort((a, b) => a.range.from - b.range.from || a.event.seq - b.event.seq);
  const start = placeIn(rows, asked.cursor);
  return {
    case: subject.reference,
    ...question.echo,
    total: rows.length,
    developments: rows.slice(start, start + asked.limit).map(({ event, one }) => tellLogged(event, one)),
    next: rows.length > start + asked.limit ? String(start + asked.limit) : null,
  };
}

/** A development in full, as it was logged, and what is known of it: nothing of an annotation and of what was retracted. */
export function tellLogged(event: RecordedDevelopment, known: KnownEvent | undefined): Json {
  return {
    ...tellEvent(event),
    key: event.key,
    case: caseOf(event.stream),
    facts: event.facts,
    appliesTo: event.appliesTo ?? null,
    assertions: event.assertions,
    place: event.place ?? null,
    ...(event.target !== undefined && { target: event.target }),
    ...(event.after !== undefined && { after: event.after }),
    ...(event.before !== undefined && { before: event.before }),
    recordedBy: event.recordedBy,
    position: event.position,
    now: known ? tellNow(known) : null,
    state: known ? 'known' : isAnnotation(event.type) ? 'annotation' : 'retracted',
    annotations: known?.annotations.length ?? 0,
  };
}

/** Whom it concerns with the names that came later. */
const tellNow = (known: KnownEvent): Json => ({
  occurredOn: known.occurredOn,
  facts: known.facts,
  place: known.place ?? null,
  concerns: referencesNamed(known),
  unnamed: known.totals.map(({ words }) => words),
});

export interface CasesAsked {
  readonly country?: string | undefined;
  readonly kind?: string | undefined;
  readonly q?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** All cases known by then, by reference. */
export async function casesAnswer(reader: RecordReader, asked: CasesAsked, question: Question): Promise<Json> {
  const { kind } = asked;
  if (kind !== undefined && kind !== 'individual' && kind !== 'collective')
    throw new QuestionError('invalid-parameter', 'kind', 'kind must be individual or collective');
  await requireReference(reader, asked.after, question);
  const word = asked.q === undefined ? undefined : searchable(asked.q);
  const found = (await reader.subjects(question.moment, kind)).filter(
    (one) =>
      (asked.country === undefined || one.country === asked.country.toUpperCase()) &&
      (word === undefined || holds(one.reference, word) || holds(one.name ?? '', word)) &&
      (asked.after === undefined || one.reference > asked.after),
  );
  const page = found.slice(0, asked.limit);
  const { asOf: _, ...echo } = question.echo;
  return { ...echo, cases: page, next: found.length > page.length ? page.at(-1)!.reference : null };
}

/** An accent alone is in no name. */
const holds = (text: string, word: string): boolean => word !== '' && searchable(text).includes(word);
