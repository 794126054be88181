import {
  isoOf,
  knownPerson,
  PERSON_VIEWS,
  tellStatus,
  timelineAnswer,
  unknownReference,
  eventsOf,
  type AnyView,
  type Json,
  type Question,
  type RecordReader,
  type Segment,
} from '#domain';
import { breath } from '../statistics/docket.js';
import { cellOf, summaries, tableOf, voices, type Cell, type Table } from './table.js';

export interface TimelineTableAsked {
  readonly case?: string | undefined;
  readonly person?: string | undefined;
  readonly country?: string | undefined;
}

const COLUMNS = [
  'case',
  'occurredOn',
  'type',
  'summary',
  'state',
  'knownSince',
  'backfilled',
  'recordedAt',
  'recordedBy',
];
const CASES_PER_BREATH = 20;

/** The statuses of a person by their spans of days; the developments of a case by their days; or, without either, those of all cases. */
export function timelineTable(reader: RecordReader, asked: TimelineTableAsked, question: Question): Table {
  if (asked.person !== undefined) return statusTable(reader, asked.person, question);
  const columns = [...COLUMNS, 'place', 'country', 'sources', 'revision', 'logPosition', 'eventId'];
  return tableOf(`timeline-${asked.case ?? 'all'}`, columns, question, developmentRows(reader, asked, question));
}

async function* developmentRows(
  reader: RecordReader,
  { case: reference, country }: TimelineTableAsked,
  question: Question,
): AsyncGenerator<readonly Cell[]> {
  if (reference !== undefined) {
    if (!(await reader.subject(reference, question.moment))) throw unknownReference(reference, 'case');
    const { developments } = await developmentsOn(reader, reference, question);
    for (const one of developments) yield developmentRow(one);
    return;
  }
  const subjects = await reader.subjects(question.moment);
  const inCountry = country?.toUpperCase();
  for (const [index, subject] of subjects.entries()) {
    if (inCountry !== undefined && subject.country !== inCountry) continue;
    const { developments } = await developmentsOn(reader, subject.reference, question);
    // What was logged elsewhere for this case too stands in the rows of that other case.
    for (const one of developments) if (one['case'] === subject.reference) yield developmentRow(one);
    if (index % CASES_PER_BREATH === 0) await breath();
  }
}

const developmentsOn = async (reader: RecordReader, reference: string, question: Question) =>
  (await timelineAnswer(reader, reference, { limit: Infinity }, question)) as { developments: readonly Json[] };

function developmentRow(one: Json): readonly Cell[] {
  const now = (one['now'] ?? one) as { occurredOn: string; place?: { text?: string; country?: string } | null };
  const told = { ...one, occurredOn: now.occurredOn } as Json;
  return [
    ...COLUMNS.map((name) => cellOf(told[name])),
    now.place?.text ?? null,
    now.place?.country ?? null,
    voices(one['assertions']),
    ...['revision', 'position', 'eventId'].map((name) => cellOf(one[name])),
  ];
}

const SPANS = [
  'view',
  'from',
  'until',
  'value',
  'otherwise',
  'certainty',
  'since',
  'lastConfirmed',
  'because',
  'sources',
];
const FAR = 5_000_000;

function statusTable(reader: RecordReader, reference: string, question: Question): Table {
  const columns = ['parliamentarian', 'name', ...SPANS];
  return tableOf(`timeline-${reference}`, columns, question, statusRows(reader, reference, question));
}

async function* statusRows(
  reader: RecordReader,
  reference: string,
  question: Question,
): AsyncGenerator<readonly Cell[]> {
  const person = await knownPerson(reader, reference, question, 'person');
  for (const view of PERSON_VIEWS) {
    const segments = await reader.timeline(person.reference, view.name, question.moment, question.lens);
    for (const segment of segments.filter(({ from }) => from <= question.asOf))
      yield [person.reference, person.name, ...(await spanRow(reader, view, segment, question))];
  }
}

async function spanRow(
  reader: RecordReader,
  view: AnyView,
  segment: Segment,
  { asOf }: Question,
): Promise<readonly Cell[]> {
  const status = tellStatus(view, segment, asOf, await reader.developments(eventsOf(segment)));
  const span = { from: dayOrNull(segment.from), until: segment.to > asOf ? null : dayOrNull(segment.to) };
  const cells = SPANS.slice(3, 8).map((name) => cellOf(status[name]));
  return [view.name, span.from, span.until, ...cells, summaries(status['because']), voices(status['accounts'])];
}

const dayOrNull = (day: number): string | null => (Math.abs(day) > FAR ? null : isoOf(day));
