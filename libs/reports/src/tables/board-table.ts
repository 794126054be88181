import { boardAnswer, emptyStatus, knownView, tellStatus, type Json, type Question, type RecordReader } from '#domain';
import { wordingIn, type InLanguage } from '../labels/index.js';
import { breath } from '../statistics/docket.js';
import { cellOf, summaries, tableOf, voices, type Cell, type Codes, type Table } from './table.js';

export interface BoardTableAsked extends InLanguage {
  readonly view?: string | undefined;
  readonly value?: string | undefined;
  readonly country?: string | undefined;
  readonly case?: string | undefined;
}

const PAGE = 500;
const PERSON = ['parliamentarian', 'name', 'cases'];
const STATUS = ['value', 'otherwise', 'certainty', 'since', 'until', 'untilInclusive', 'lastConfirmed', 'stale'];
/** Told in other words, or not for a cell. */
const LEFT_OUT = new Set([...STATUS, 'because', 'accounts', 'mayBeAmong', 'incompleteSince', 'toldOn']);

/** Of the details of views those that are a code. */
const CODES: Codes = {
  certainty: 'certainties',
  title: 'titles',
  conditional: 'yesOrNo',
  country: 'countries',
  side: 'sides',
  until: 'ends',
  how: 'mandates',
  grounds: 'travelGrounds',
};

/** A board, one row for each person: the status, its details, what decided it and who told it. */
export function boardTable(reader: RecordReader, asked: BoardTableAsked, question: Question): Table {
  const view = knownView(asked.view ?? '');
  const details = Object.keys(tellStatus(view, emptyStatus(view), question.asOf, new Map())).filter(
    (name) => !LEFT_OUT.has(name),
  );
  const columns = [...PERSON, ...STATUS, ...details, 'because', 'sources'];
  const shown = [...PERSON, ...STATUS, ...details];
  const { language = 'en' } = asked;
  const codes: Codes = { ...CODES, value: view.name, otherwise: view.name };
  return tableOf(`board-${view.name}`, columns, { question, language, codes }, rowsOf(reader, asked, question, shown));
}

async function* rowsOf(
  reader: RecordReader,
  asked: BoardTableAsked,
  question: Question,
  shown: readonly string[],
): AsyncGenerator<readonly Cell[]> {
  const wording = wordingIn(asked.language);
  for (let after: string | null = null; ;) {
    const board: Json = await boardAnswer(reader, { ...asked, after, limit: PAGE }, question);
    for (const row of board['rows'] as readonly Json[])
      yield [
        ...shown.map((name) => cellOf(row[name])),
        summaries(row['because'], wording),
        voices(row['accounts'], wording),
      ];
    if (typeof board['next'] !== 'string') return;
    after = board['next'];
    await breath();
  }
}
