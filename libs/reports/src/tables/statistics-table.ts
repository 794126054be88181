import type { Json, Question, RecordReader } from '#domain';
import { openedFigure, statisticsAnswer, type StatisticsAsked } from '../statistics/statistics-answer.js';
import { cellOf, tableOf, type Cell, type Table } from './table.js';

const FIGURE = [
  'measure',
  'of',
  'group',
  'groupLabel',
  'count',
  'possible',
  'atLeast',
  'atMost',
  'suppressed',
  'about',
];
const ROW = ['figure', 'reference', 'name', 'country', 'certain', 'days'];

/** The figures of a year or a day; with `open` the rows that one of them counts. */
export function statisticsTable(
  reader: RecordReader,
  asked: StatisticsAsked & { readonly open?: string | undefined },
  question: Question,
): Table {
  const { open, language = 'en' } = asked;
  const name = `statistics${asked.year === undefined ? '' : `-${asked.year}`}`;
  const given = { question, language, codes: { of: 'countedKinds', country: 'countries' } };
  if (open === undefined) return tableOf(name, ['year', ...FIGURE], given, figureRows(reader, asked, question));
  return tableOf(`${name}-${open}`, ROW, given, openedRows(reader, { ...asked, open }, question));
}

async function* figureRows(
  reader: RecordReader,
  asked: StatisticsAsked,
  question: Question,
): AsyncGenerator<readonly Cell[]> {
  const answer = await statisticsAnswer(reader, asked, question);
  const rowOf = (figure: Json, groupLabel: string | null): readonly Cell[] => [
    asked.year ?? null,
    ...FIGURE.map((name) => cellOf({ ...figure, groupLabel }[name])),
  ];
  for (const figure of answer['figures'] as readonly Json[]) yield rowOf(figure, null);
  for (const { label, figures } of answer['groups'] as readonly { label: string; figures: readonly Json[] }[])
    for (const figure of figures) yield rowOf(figure, label);
}

async function* openedRows(
  reader: RecordReader,
  asked: StatisticsAsked & { readonly open: string },
  question: Question,
): AsyncGenerator<readonly Cell[]> {
  const { rows } = (await openedFigure(reader, asked, question)) as { rows: readonly Json[] };
  for (const row of rows) {
    const days = row['days'] as { certain: number } | undefined;
    yield ROW.map((name) => cellOf({ ...row, figure: asked.open, days: days?.certain }[name]));
  }
}
