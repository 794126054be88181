import {
  knownPerson,
  knownView,
  parseEdtf,
  PERSON_VIEWS,
  staleFrom,
  toldOf,
  knownSubject,
  type AnyView,
  type Day,
  type Question,
  type RecordReader,
  type Segment,
  type SubjectRow,
} from '#domain';
import { dateIn, fill, viewLabels, wordFor, type Labels } from '../labels/index.js';
import { membersUntil, type Stay } from './stays.js';

/** One bar of a picture, in words. */
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
  readonly stale: readonly Stale[];
}

/** Days on which nothing had confirmed a status for so long that it may have ended. */
export interface Stale {
  readonly from: Day;
  /** Exclusive; null: goes on to the day of the question. */
  readonly to: Day | null;
  readonly confirmed: Day;
}

/** A row of a picture: a view of a person, or a person of a case. */
export interface Lane {
  readonly title: string;
  readonly bars: readonly Bar[];
  /** Of a person of a collective case: when they were in it. */
  readonly stays: readonly Stay[];
}

export interface Picture {
  readonly title: string;
  readonly lanes: readonly Lane[];
  /** Exclusive: the days from the first to the last that are drawn. */
  readonly from: Day;
  readonly to: Day;
  readonly marks: readonly { readonly day: Day; readonly words: string }[];
  /** How many rows more there would be. */
  readonly leftOut: number;
}

const FAR = 5_000_000;
const DAYS_MIN = 60;
/** Whoever else is in a case is told by its board and its table. */
export const LANES_MAX = 120;
const MARKS_MAX = 60;
const MARKED = new Set(['DecisionAdopted', 'MissionConducted', 'HearingHeld', 'CaseClosed', 'ComplaintSubmitted']);

/** Of whom, and in which words. */
export interface PictureAsked {
  readonly reference: string;
  readonly labels: Labels;
}

/** Every view of a person in which something is recorded or disputed, as it is known of the days up to that of the question, and what the Committee did on their case. */
export async function pictureOfPerson(
  reader: RecordReader,
  { reference, labels }: PictureAsked,
  question: Question,
): Promise<Picture> {
  const person = await knownPerson(reader, reference, question, 'person');
  return pictureOfViews(
    reader,
    person,
    PERSON_VIEWS.filter(({ name }) => !LEFT_OUT.has(name)),
    { labels, question },
  );
}

async function pictureOfViews(
  reader: RecordReader,
  person: SubjectRow,
  views: readonly AnyView[],
  { labels, question }: Omit<Told, 'view'>,
): Promise<Picture> {
  const lanes: Lane[] = [];
  for (const view of views) {
    const segments = await segmentsOf(reader, person.reference, view, question);
    lanes.push(...laneOf(viewWord(view, labels), segments, [], { view, labels, question }));
  }
  const marks = await marksOf(reader, person, { labels, question });
  return framed(`${person.reference} ${person.name ?? ''}`.trim(), lanes, marks, question);
}

/** Told by others, or the same for as long as the case is open. */
const LEFT_OUT = new Set(['houseArrest', 'violations']);

const VIEW_OF_A_CASE = 'custody';

/**
 * One view of everybody who was ever a member of a case up to that day, and when they were; and what the Committee did. Of an individual case every view
 * of its parliamentarian, or the one that is asked for.
 */
export async function pictureOfCase(
  reader: RecordReader,
  { reference, view: asked, labels }: PictureAsked & { readonly view?: string | undefined },
  question: Question,
): Promise<Picture> {
  const subject = await knownSubject(reader, reference, question, 'case');
  if (subject.kind === 'individual' && asked === undefined)
    return pictureOfPerson(reader, { reference, labels }, question);
  const view = knownView(asked ?? VIEW_OF_A_CASE);
  if (subject.kind === 'individual') return pictureOfViews(reader, subject, [view], { labels, question });
  const lanes: Lane[] = [];
  for (const { reference: member, stays } of await membersUntil(reader, subject.reference, question)) {
    const name = (await reader.subject(member, question.moment))?.name ?? '';
    const segments = await segmentsOf(reader, member, view, question);
    lanes.push(...laneOf(`${member} ${name}`, segments, stays, { view, labels, question }));
  }
  const marks = await marksOf(reader, subject, { labels, question });
  const title = `${subject.reference} ${subject.name ?? ''}${labels.punctuation.colon}${viewWord(view, labels)}`;
  return framed(title, lanes, marks, question);
}

/** What the Committee did on a case, or on the case of a person; the latest, where it is much. */
async function marksOf(
  reader: RecordReader,
  subject: SubjectRow,
  { labels, question }: Omit<Told, 'view'>,
): Promise<Picture['marks']> {
  const { said } = await toldOf(reader, subject, question);
  return said
    .filter(({ known, account }) => MARKED.has(known.event.type) && account.range.to <= question.asOf)
    .map(({ known, account }) => ({
      day: account.range.to,
      words: `${dateIn(labels, account.occurredOn)}${labels.punctuation.colon}${wordFor(labels.eventTypes, known.event.type)}`,
    }))
    .slice(-MARKS_MAX);
}

const segmentsOf = async (
  reader: RecordReader,
  reference: string,
  { name }: AnyView,
  { moment, lens, asOf }: Question,
): Promise<readonly Segment[]> =>
  (await reader.timeline(reference, name, moment, lens)).filter(({ from }) => from <= asOf);

interface Told {
  readonly view: AnyView;
  readonly labels: Labels;
  readonly question: Question;
}

function laneOf(title: string, segments: readonly Segment[], stays: readonly Stay[], told: Told): Lane[] {
  const { view } = told;
  const says = (value: string): boolean => value !== view.values[0] && value !== 'unknown';
  const said = segments.filter(
    ({ value, otherwise, certainty }) => certainty === 'disputed' || [value, ...otherwise].some(says),
  );
  return said.length === 0 ? [] : [{ title, stays, bars: joined(said.map((segment) => barOf(segment, told))) }];
}

/** What changed without showing, such as where somebody is held, cuts no bar in two. */
function joined(bars: readonly Bar[]): Bar[] {
  const found: Bar[] = [];
  for (const bar of bars) {
    const last = found.at(-1);
    if (last && last.to === bar.from && last.words === bar.words && bar.begun === null)
      found[found.length - 1] = { ...last, to: bar.to, stale: [...last.stale, ...bar.stale] };
    else found.push(bar);
  }
  return found;
}

function barOf(segment: Segment, { view, labels, question }: Told): Bar {
  const { from, to, value, otherwise, certainty, body } = segment;
  const { picture, certainties } = labels;
  const end = to > question.asOf ? null : to;
  const word = (one: string): string => wordFor(viewLabels(view.name, labels).values, one);
  const values = [value, ...otherwise].map(word);
  const said = `${values.join(picture.orElse)}, ${wordFor(certainties, certainty)}`;
  const words = body.since === null ? said : fill(picture.since, { words: said, since: dateIn(labels, body.since) });
  return {
    from,
    to: end,
    value: values[0]!,
    otherwise: values.slice(1),
    certainty,
    begun: begunOn(body.since, from),
    words,
    stale: staleIn(segment, view, question),
  };
}

function staleIn(segment: Segment, view: AnyView, { asOf }: Question): Stale[] {
  const day = staleFrom(view, segment);
  if (day === null || day > asOf || day >= segment.to) return [];
  const to = segment.to > asOf ? null : segment.to;
  return [{ from: Math.max(day, segment.from), to, confirmed: segment.body.confirmed! }];
}

const viewWord = (view: AnyView, labels: Labels): string => viewLabels(view.name, labels).name;

/** Only a beginning in this very segment: a later one of the same run goes on from the one before. */
function begunOn(since: string | null, from: Day): Bar['begun'] {
  if (Math.abs(from) > FAR) return { from: null, to: from };
  const range = since === null ? null : parseEdtf(since);
  if (range === null || 'fault' in range) return null;
  if (range.kind === 'open') return range.to === from ? { from: null, to: range.to } : null;
  const last = range.lastBegin ?? range.to;
  return last > range.from && from >= range.from && from <= last ? { from: range.from, to: last } : null;
}

function framed(title: string, all: readonly Lane[], marks: Picture['marks'], question: Question): Picture {
  const lanes = all.slice(0, LANES_MAX);
  const days = lanes.flatMap(({ bars, stays }) =>
    [...bars, ...stays].flatMap(({ from, to }) => [from, to ?? question.asOf]),
  );
  const known = [...days, ...marks.map(({ day }) => day)].filter((day) => Math.abs(day) < FAR);
  const last = question.asOf + 1;
  const first = Math.min(last - DAYS_MIN, ...known);
  const margin = Math.ceil((last - first) / 40);
  return { title, lanes, marks, from: first - margin, to: last, leftOut: all.length - lanes.length };
}
