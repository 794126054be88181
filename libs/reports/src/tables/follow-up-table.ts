import type { Json, Question, RecordReader } from '#domain';
import { wordingIn } from '../labels/index.js';
import { followUpAnswer, type FollowUpAsked } from '../follow-up/follow-up-answer.js';
import { cellOf, summaries, tableOf, type Cell, type Table } from './table.js';

const COLUMNS = [
  'due',
  'overdue',
  'kind',
  'case',
  'parliamentarian',
  'name',
  'country',
  'who',
  'what',
  'state',
  'since',
  'dueAsSaid',
];

/** What is due, by day. */
export const followUpTable = (reader: RecordReader, asked: FollowUpAsked, question: Question): Table =>
  tableOf(
    'follow-up',
    [...COLUMNS, 'because'],
    { question, language: asked.language ?? 'en', codes: { kind: 'dueKinds', state: 'states', country: 'countries' } },
    rowsOf(reader, asked, question),
  );

async function* rowsOf(
  reader: RecordReader,
  asked: FollowUpAsked,
  question: Question,
): AsyncGenerator<readonly Cell[]> {
  const { items } = (await followUpAnswer(reader, asked, question)) as { items: readonly Json[] };
  for (const item of items)
    yield [...COLUMNS.map((name) => cellOf(item[name])), summaries(item['because'], wordingIn(asked.language))];
}
