import {
  isoOf,
  knownPerson,
  PERSON_VIEWS,
  tellStatus,
  timelineAnswer,
  knownSubject,
  eventsOf,
  type AnyView,
  type AppliesTo,
  type Json,
  type Question,
  type RecordReader,
  type Segment,
  type Wording,
} from '#domain';
import { summaryIn, wordingIn, type InLanguage, type Language } from '../labels/index.js';
import { breath } from '../statistics/docket.js';
import { BETWEEN, cellOf, summaries, tableOf, voices, type Cell, type Codes, type Table } from './table.js';

export interface TimelineTableAsked extends InLanguage {
  readonly case?: string | undefined;
  readonly person?: string | undefined;
  readonly country?: string | undefined;
}

const COLUMNS = [
  'case',
  'occurredOn',
  'type',
  'summary',
  'concerns',
  'unnamed',
  'state',
  'knownSince',
  'backfilled',
  'recordedAt',
  'recordedBy',
];
const CASES_PER_BREATH = 20;

/** The statuses of a person by their spans of days; the developments of a case by their days; or, without either, those of all cases. */
export function timelineTable(reader: RecordReader, asked: TimelineTableAsked, question: Question): Table {
  const { person, language = 'en' } = asked;
  if (person !== undefined) return statusTable(reader, { person, language }, question);
  const columns = [...COLUMNS, 'place', 'country', 'sources', 'revision', 'logPosition', 'eventId'];
  const codes: Codes = { type: 'eventTypes', state: 'recordStates', country: 'countries' };
  const rows = developmentRows(reader, asked, question);
  return tableOf(`timeline-${asked.case ?? 'all'}`, columns, { question, language, codes }, rows);
}

async function* developmentRows(
  reader: RecordReader,
  { case: reference, country, language }: TimelineTableAsked,
  question: Question,
): AsyncGenerator<readonly Cell[]> {
  const wording = wordingIn(language);
  if (reference !== undefined) {
    await knownSubject(reader, reference, question, 'case');
    const { developments } = await developmentsOn(reader, reference, question);
    for (const one of developments) yield developmentRow(one, wording);
    return;
  }
  const subjects = await reader.subjects(question.moment);
  const inCountry = country?.toUpperCase();
  for (const [index, subject] of subjects.entries()) {
    if (inCountry !== undefined && subject.country !== inCountry) continue;
    const { developments } = await developmentsOn(reader, subject.reference, question);
    // What was logged elsewhere for this case too stands in the rows of that other case.
    for (const one of developments) if (one['case'] === subject.reference) yield developmentRow(one, wording);
    if (index % CASES_PER_BREATH === 0) await breath();
  }
}

const developmentsOn = async (reader: RecordReader, reference: string, question: Question) =>
  (await timelineAnswer(reader, reference, { limit: Infinity }, question)) as { developments: readonly Json[] };

interface Now {
  readonly occurredOn: string;
  readonly place?: { readonly text?: string; readonly country?: string } | null;
  readonly concerns: readonly string[];
  readonly unnamed: readonly string[];
}

/** An annotation, and what was withdrawn, as they were logged. */
function asLogged({ occurredOn, place, appliesTo }: Json): Now {
  const { references = [], totals = [] } = (appliesTo ?? {}) as Partial<AppliesTo>;
  const unnamed = totals.map(({ words }) => words);
  return { occurredOn, place, concerns: references, unnamed } as Now;
}

function developmentRow(one: Json, wording: Wording): readonly Cell[] {
  const now = (one['now'] as Now | null) ?? asLogged(one);
  const told: Json = {
    ...one,
    occurredOn: now.occurredOn,
    summary: summaryIn(one['summary'], wording),
    concerns: now.concerns.join(BETWEEN),
    unnamed: now.unnamed.join(BETWEEN),
  };
  return [
    ...COLUMNS.map((name) => cellOf(told[name])),
    now.place?.text ?? null,
    now.place?.country ?? null,
    voices(one['assertions'], wording),
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

interface PersonAsked {
  readonly person: string;
  readonly language: Language;
}

function statusTable(reader: RecordReader, asked: PersonAsked, question: Question): Table {
  const columns = ['parliamentarian', 'name', ...SPANS];
  const viewOf = (row: readonly Cell[]): string => String(row[columns.indexOf('view')]);
  const codes: Codes = { view: 'views', value: viewOf, otherwise: viewOf, certainty: 'certainties' };
  const { person, language } = asked;
  return tableOf(`timeline-${person}`, columns, { question, language, codes }, statusRows(reader, asked, question));
}

async function* statusRows(
  reader: RecordReader,
  { person: reference, language }: PersonAsked,
  question: Question,
): AsyncGenerator<readonly Cell[]> {
  const wording = wordingIn(language);
  const person = await knownPerson(reader, reference, question, 'person');
  for (const view of PERSON_VIEWS) {
    const segments = await reader.timeline(person.reference, view.name, question.moment, question.lens);
    for (const segment of segments.filter(({ from }) => from <= question.asOf))
      yield [person.reference, person.name, ...(await spanRow(reader, { view, segment, wording }, question))];
  }
}

async function spanRow(
  reader: RecordReader,
  { view, segment, wording }: { readonly view: AnyView; readonly segment: Segment; readonly wording: Wording },
  { asOf }: Question,
): Promise<readonly Cell[]> {
  const status = tellStatus(view, segment, asOf, await reader.developments(eventsOf(segment)));
  const span = { from: dayOrNull(segment.from), until: segment.to > asOf ? null : dayOrNull(segment.to) };
  const cells = SPANS.slice(3, 8).map((name) => cellOf(status[name]));
  return [
    view.name,
    span.from,
    span.until,
    ...cells,
    summaries(status['because'], wording),
    voices(status['accounts'], wording),
  ];
}

const dayOrNull = (day: number): string | null => (Math.abs(day) > FAR ? null : isoOf(day));
