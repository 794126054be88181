import { asked, statusColumns, type Json } from './status.js';
import { printable, table } from './table.js';

type Rows = readonly Json[];

export function printStatistics(answer: Json, width: number): string[] {
  const groups = answer['groups'] as readonly { label: string; figures: Rows }[];
  const rows = [
    ...(answer['figures'] as Rows).map((figure) => figureColumns(figure, '')),
    ...groups.flatMap(({ label, figures }) => figures.map((figure) => figureColumns(figure, label))),
  ];
  const year = typeof answer['year'] === 'string' ? `of ${answer['year']}, ` : '';
  return [`Statistics ${year}${asked(answer)}`, '', ...table(FIGURE, rows, width)];
}

const FIGURE = ['figure', 'group', 'certain', 'possible', 'at least', 'at most'];

function figureColumns(figure: Json, label: string): string[] {
  const shown = (name: string): string => {
    const value = figure[name];
    if (value !== null) return String(value);
    return figure['suppressed'] === true ? '-' : 'nobody can say';
  };
  return [String(figure['measure']), label, ...['count', 'possible', 'atLeast', 'atMost'].map(shown)];
}

export function printOpened(answer: Json, width: number): string[] {
  const { id, about } = answer['figure'] as Json;
  const rows = answer['rows'] as Rows;
  return [
    printable(`${String(id)}: ${String(about)}, ${asked(answer)}`),
    '',
    ...(rows.length === 0
      ? ['Nobody.']
      : table(
          ['reference', 'country', 'certainty', 'name'],
          rows.map((row) => [
            String(row['reference']),
            String(row['country']),
            row['certain'] === true ? 'certain' : 'possible',
            String(row['name'] ?? ''),
          ]),
          width,
        )),
  ];
}

export function printFollowUp(answer: Json, width: number): string[] {
  const items = answer['items'] as Rows;
  return [
    `Due, ${asked(answer)}: ${String(answer['count'])}, ${String(answer['overdue'])} of them overdue`,
    '',
    ...(items.length === 0
      ? ['Nothing.']
      : table(['due', 'kind', 'of', 'state', 'what'], items.map(dueColumns), width)),
  ];
}

const dueColumns = (item: Json): string[] => [
  item['due'] === null ? 'no day' : `${String(item['due'])}${item['overdue'] === true ? ' !' : ''}`,
  String(item['kind']),
  String(item['parliamentarian'] ?? item['case'] ?? ''),
  String(item['state']),
  String(item['what']),
];

export function printChangesReport(report: Json, width: number): string[] {
  const statuses = (['happened', 'learned', 'time'] as const).flatMap((why) => report[why] as Rows);
  const deadlines = report['deadlines'] as Rows;
  const counts = Object.entries(report['counts'] as Json).map(([what, count]) => `${what} ${String(count)}`);
  return [
    `From ${asked(report['from'] as Json)} to ${asked(report['to'] as Json)}: ${counts.join(', ')}`,
    '',
    ...(report['developments'] as Rows).map((one) =>
      printable(`  new: ${String(one['case'])} ${String(one['occurredOn'])} ${String(one['summary'])}`),
    ),
    ...(statuses.length === 0
      ? ['No status is other.']
      : table(['reference', 'view', 'why', 'from', 'to', 'because'], statuses.map(changeColumns), width)),
    ...(deadlines.length === 0
      ? []
      : ['', ...table(['passed', 'kind', 'of', 'state', 'what'], deadlines.map(dueColumns), width)]),
  ];
}

function changeColumns(change: Json): string[] {
  const [from, to] = [statusColumns(change['from']), statusColumns(change['to'])];
  return [...['parliamentarian', 'view', 'why'].map((name) => String(change[name])), from[0]!, to[0]!, to.at(-1)!];
}
