import type { ParameterName } from '../request/parameters.js';
import type { Operation, Operations } from './operation.js';
import { described, text } from './schema.js';

const CLOCKS = ['asOf', 'knownAt', 'lens'] as const;
const CSV = 'text/csv';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface TableSpec {
  readonly id: string;
  readonly summary: string;
  readonly about?: string;
  readonly query: readonly ParameterName[];
  readonly requiredQuery?: readonly ParameterName[];
}

const TABLES: Readonly<Record<string, TableSpec>> = {
  board: {
    id: 'Board',
    summary: 'A board as a table',
    query: ['view', 'value', ...CLOCKS, 'country', 'case', 'after'],
    requiredQuery: ['view'],
  },
  timeline: {
    id: 'Timeline',
    summary: 'A timeline as a table',
    about:
      'Of a person the spans of days of each status; of a case its developments; without either, the developments of all cases, or of a country.',
    query: [...CLOCKS, 'person', 'case', 'country', 'after'],
  },
  statistics: {
    id: 'Statistics',
    summary: 'Statistics as a table',
    about: 'The figures; with `open` the rows that one of them counts.',
    query: ['year', ...CLOCKS, 'by', 'country', 'suppressBelow', 'open', 'after'],
  },
  'follow-up': { id: 'FollowUp', summary: 'What is due, as a table', query: [...CLOCKS, 'case', 'country', 'after'] },
};

const operation = ({ id, query, ...more }: TableSpec, kind: 'csv' | 'xlsx'): Operation => ({
  ...more,
  id: `table${id}${kind === 'csv' ? 'Csv' : 'Xlsx'}`,
  tag: 'Tables',
  query: kind === 'csv' ? [...query, 'lang', 'bom'] : [...query, 'lang'],
  answers: {
    200:
      kind === 'csv'
        ? {
            about:
              'RFC 4180 in UTF-8, with a head. What a spreadsheet would run as a formula stands behind an apostrophe. Names of columns and codes are the same in every language.',
            mediaType: CSV,
            schema: text,
          }
        : {
            about: 'An Excel workbook in the language asked for, without formulas.',
            mediaType: XLSX,
            schema: described('The file.', { ...text, format: 'binary' }),
          },
  },
  problems: ['not-found', 'behind'],
});

export const tableOperations: Operations = Object.fromEntries(
  Object.entries(TABLES).flatMap(([name, spec]) =>
    (['csv', 'xlsx'] as const).map((kind) => [`GET /reports/${name}.${kind}`, operation(spec, kind)]),
  ),
);
