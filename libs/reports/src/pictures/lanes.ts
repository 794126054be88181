import {
  knownPerson,
  membersOn,
  parseEdtf,
  PERSON_VIEWS,
  toldOf,
  unknownReference,
  type AnyView,
  type Day,
  type Question,
  type RecordReader,
  type Segment,
} from '#domain';

/** One bar of a picture. */
export interface Bar {
  readonly from: Day;
  /** Exclusive; null: goes on to the day of the question. */
  readonly to: Day | null;
  readonly value: string;
  readonly otherwise: readonly string[];
  readonly certainty: string;
  /** The days on one of which it began, where that is not one day; `from` null: nobody knows since when. */
  readonly begun: { readonly from: Day | null; readonly to: Day } | null;
  /** What is said of it to whoever cannot see it. */
  readonly words: string;
}

/** A row of a picture: a view of a person, or a person of a case. */
export interface Lane {
  readonly title: string;
  readonly bars: readonly Bar[];
}

export interface Picture {
  readonly title: string;
  readonly lanes: readonly Lane[];
  /** Exclusive: the days from the first to the last that are drawn. */
  readonly from: Day;
  readonly to: Day;
  readonly marks: readonly { readonly day: Day; readonly words: string }[];
}

const FAR = 5_000_000;
const DAYS_MIN = 60;
/** Whoever else is in a case is told by its board and its table. */
export const LANES_MAX = 120;
const MARKS_MAX = 60;
const MARKED = new Set(['DecisionAdopted', 'MissionConducted', 'HearingHeld', 'CaseClosed', 'ComplaintSubmitted']);

/** Every view of a person in which something is recorded, as it is known of the days up to that of the question. */
export async function pictureOfPerson(reader: RecordReader, reference: string, question: Question): Promise<Picture> {
  const person = await knownPerson(reader, reference, question);
  const lanes: Lane[] = [];
  for (const view of PERSON_VIEWS.filter(({ name }) => !LEFT_OUT.has(name)))
    lanes.push(...laneOf(view.name, view, await segmentsOf(reader, person.reference, view, question), question));
  return framed(`${person.reference} ${person.name ?? ''}`.trim(), lanes, [], question);
}

/** Told by others, or the same for as long as the case is open. */
const LEFT_OUT = new Set(['houseArrest', 'violations']);

/** One view of everybody who was ever a member of a case up to that day, and what the Committee did. */
export async function pictureOfCase(
  reader: RecordReader,
  reference: string,
  view: AnyView,
  question: Question,
): Promise<Picture> {
  const subject = await reader.subject(reference, question.moment);
  if (!subject) throw unknownReference(reference);
  if (subject.kind === 'individual') return pictureOfPerson(reader, reference, question);
  const { certain, possible } = await membersOn(reader, subject, question);
  const lanes: Lane[] = [];
  for (const member of [...certain, ...possible].sort()) {
    const name = (await reader.subject(member, question.moment))?.name ?? '';
    lanes.push(...laneOf(`${member} ${name}`, view, await segmentsOf(reader, member, view, question), question));
  }
  const { said } = await toldOf(reader, subject, question);
  const marks = said
    .filter(({ known, account }) => MARKED.has(known.event.type) && account.range.to <= question.asOf)
    .map(({ known, account }) => ({ day: account.range.to, words: `${account.occurredOn}: ${known.event.type}` }))
    .slice(-MARKS_MAX);
  const title = `${subject.reference} ${subject.name ?? ''}: ${view.name}`;
  return framed(title, lanes.slice(0, LANES_MAX), marks, question);
}

const segmentsOf = async (
  reader: RecordReader,
  reference: string,
  { name }: AnyView,
  { moment, lens, asOf }: Question,
): Promise<readonly Segment[]> =>
  (await reader.timeline(reference, name, moment, lens)).filter(({ from }) => from <= asOf);

function laneOf(title: string, view: AnyView, segments: readonly Segment[], question: Question): Lane[] {
  const says = (value: string): boolean => value !== view.values[0] && value !== 'unknown';
  const said = segments.filter(({ value, otherwise }) => [value, ...otherwise].some(says));
  return said.length === 0 ? [] : [{ title, bars: said.map((segment) => barOf(segment, question)) }];
}

function barOf({ from, to, value, otherwise, certainty, body }: Segment, { asOf }: Question): Bar {
  const end = to > asOf ? null : to;
  const begun = begunOn(body.since, from);
  const others = otherwise.length === 0 ? '' : ` or ${otherwise.join(' or ')}`;
  const since = body.since === null ? '' : `, since ${body.since}`;
  return { from, to: end, value, otherwise, certainty, begun, words: `${value}${others}, ${certainty}${since}` };
}

/** Only a beginning in this very segment: a later one of the same run goes on from the one before. */
function begunOn(since: string | null, from: Day): Bar['begun'] {
  if (Math.abs(from) > FAR) return { from: null, to: from };
  const range = since === null ? null : parseEdtf(since);
  if (range === null || 'fault' in range) return null;
  if (range.kind === 'open') return range.to === from ? { from: null, to: range.to } : null;
  const last = range.lastBegin ?? range.to;
  return last > range.from && from >= range.from && from <= last ? { from: range.from, to: last } : null;
}

function framed(title: string, lanes: readonly Lane[], marks: Picture['marks'], question: Question): Picture {
  const days = lanes.flatMap(({ bars }) => bars.flatMap(({ from, to }) => [from, to ?? question.asOf]));
  const known = [...days, ...marks.map(({ day }) => day)].filter((day) => Math.abs(day) < FAR);
  const last = question.asOf + 1;
  const first = Math.min(last - DAYS_MIN, ...known);
  const margin = Math.ceil((last - first) / 40);
  return { title, lanes, marks, from: first - margin, to: last };
}
