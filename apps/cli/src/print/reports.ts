import { line, printed, say, word, worded, type Said, type Wording } from '#domain';
import { askedIn, wasAndIs, whose, type Json } from './status.js';
import { printable, table } from './table.js';

type Rows = readonly Json[];

/** For whom it is printed: how wide, and in which words. */
export interface Shown {
  readonly width: number;
  readonly wording: Wording;
}

type Row = readonly Said[];

const tableIn = ({ width, wording }: Shown, head: Row, rows: readonly Row[]): string[] => {
  const told = (row: Row): string[] => row.map((cell) => (typeof cell === 'string' ? cell : worded(cell, wording)));
  return table(told(head), rows.map(told), width);
};

export function printStatistics(answer: Json, shown: Shown): string[] {
  const groups = answer['groups'] as readonly { label: string; figures: Rows }[];
  const rows = [
    ...(answer['figures'] as Rows).map((figure) => figureColumns(figure, '')),
    ...groups.flatMap(({ label, figures }) => figures.map((figure) => figureColumns(figure, label))),
  ];
  const about = askedIn(answer);
  const { year } = answer;
  const title = typeof year === 'string' ? say`Statistics of ${year}, ${about}` : say`Statistics ${about}`;
  return [worded(title, shown.wording), ...noted(answer), '', ...tableIn(shown, FIGURE, rows)];
}

const noted = ({ note }: Json): string[] => (typeof note === 'string' ? [note] : []);

/** The id opens a figure; what it counts stands last, for it is as long as it needs to be. */
const FIGURE = [say`figure`, say`group`, say`certain`, say`possible`, say`at least`, say`at most`, say`what it counts`];

function figureColumns(figure: Json, label: string): Row {
  const shown = (name: string): Said => {
    const value = figure[name];
    if (value !== null) return String(value);
    return figure['suppressed'] === true ? '-' : say`nobody can say`;
  };
  return [
    String(figure['measure']),
    label,
    ...['count', 'possible', 'atLeast', 'atMost'].map(shown),
    String(figure['about']),
  ];
}

export function printOpened(answer: Json, shown: Shown): string[] {
  const { id, about } = answer['figure'] as Json;
  const rows = answer['rows'] as Rows;
  return [
    printable(worded(say`${String(id)}: ${String(about)}, ${askedIn(answer)}`, shown.wording)),
    ...noted(answer),
    '',
    ...(rows.length === 0
      ? [worded(say`Nobody.`, shown.wording)]
      : tableIn(
          shown,
          [say`reference`, say`country`, say`certainty`, say`name`],
          rows.map((row) => [
            String(row['reference']),
            String(row['country']),
            row['certain'] === true ? say`certain` : say`possible`,
            String(row['name'] ?? ''),
          ]),
        )),
  ];
}

export function printFollowUp(answer: Json, shown: Shown): string[] {
  const items = answer['items'] as Rows;
  const [count, overdue] = [String(answer['count']), String(answer['overdue'])];
  return [
    worded(say`Due, ${askedIn(answer)}: ${count}, ${overdue} of them overdue`, shown.wording),
    '',
    ...(items.length === 0
      ? [worded(say`Nothing.`, shown.wording)]
      : tableIn(shown, [say`due`, ...DUE], items.map(dueColumns))),
  ];
}

const DUE = [say`kind`, say`of`, say`state`, say`what`];

const dueColumns = (item: Json): Row => [
  item['due'] === null ? say`no day` : `${String(item['due'])}${item['overdue'] === true ? ' !' : ''}`,
  word(String(item['kind']), 'dueKinds'),
  String(item['parliamentarian'] ?? item['case'] ?? ''),
  item['outcome'] === 'over' ? say`no longer open` : word(String(item['state']), 'states'),
  String(item['what']),
];

export function printChangesReport(report: Json, shown: Shown): string[] {
  const statuses = (['happened', 'learned', 'time'] as const).flatMap((why) => report[why] as Rows);
  const deadlines = report['deadlines'] as Rows;
  const { wording } = shown;
  const counts = Object.entries(report['counts'] as Json).map(
    ([what, count]): Said => say`${word(what, 'changes')} ${String(count)}`,
  );
  const [from, to] = [askedIn(report['from'] as Json), askedIn(report['to'] as Json)];
  return [
    worded(say`From ${from} to ${to}: ${counts}`, wording),
    '',
    ...(report['developments'] as Rows).flatMap((one) => newLines(one, wording).map(printable)),
    ...(statuses.length === 0
      ? [worded(say`No status is other.`, wording)]
      : tableIn(
          shown,
          [say`reference`, say`view`, say`why`, say`from`, say`to`, say`because`],
          statuses.map((one) => changeColumns(one, wording)),
        )),
    ...(deadlines.length === 0 ? [] : ['', ...tableIn(shown, [say`passed`, ...DUE], deadlines.map(dueColumns))]),
  ];
}

/** What is new, and under it what it is about, where that is another development. */
function newLines(one: Json, wording: Wording): string[] {
  const about = one['about'] as Json | null;
  const fresh = say`new: ${String(one['case'])} ${String(one['occurredOn'])} ${withWhom(one)}`;
  const lines = [`  ${worded(fresh, wording)}`];
  if (about === null) return lines;
  const older = say`about: ${String(about['case'])} ${String(about['occurredOn'])} ${withWhom(about)}`;
  return [...lines, `    ${worded(older, wording)}`];
}

/** All of them are in the answer as JSON. */
const PEOPLE_MAX = 5;

/** The one whose own case it is need not be said. */
function withWhom(one: Json): string {
  const people = (one['concerns'] as readonly string[]).filter((reference) => reference !== one['case']);
  const others = people.length - PEOPLE_MAX;
  const more = others > 0 ? [`+${others}`] : [];
  const whom = [...people.slice(0, PEOPLE_MAX), ...more, ...(one['unnamed'] as readonly string[])].join(', ');
  return whom === '' ? String(one['summary']) : `(${whom}) ${String(one['summary'])}`;
}

function changeColumns(change: Json, wording: Wording): Row {
  const { view, why } = change;
  const told = wasAndIs(change, String(view), wording);
  const [[was, wasCertainty], [is, isCertainty]] = told;
  // A value that stayed says nothing of what is other: how certain it is may be.
  const isSurety = was === is && wasCertainty !== isCertainty;
  const [wasMany, isMany] = [change['from'], change['to']].map((one) => howMany(one as Json, was === is));
  return [
    whose(change),
    printed(String(view), 'views'),
    word(String(why), 'changes'),
    isSurety ? `${was!} (${wasCertainty!})` : `${was!}${wasMany}`,
    isSurety ? `${is!} (${isCertainty!})` : `${is!}${isMany}`,
    told[1].at(-1) || disputants(change['to'] as Json),
  ];
}

/** Of violations that are alleged before and after, by the lines of the box: which they are is in the answer as JSON. */
function howMany({ categories }: Json, isSame: boolean): string {
  if (!isSame || categories === undefined) return '';
  const lines = new Set((categories as readonly Json[]).map(({ label }) => label));
  return ` (${lines.size})`;
}

/** Nothing decided what is only disputed: who says so, and who denies it. */
const disputants = ({ accounts }: Json): Said => {
  const said = (accounts as readonly Json[]).map(
    ({ by, stance }): Said => say`${printed(String(by), 'voices')} (${printed(String(stance), 'stances')})`,
  );
  return said.length === 0 ? '' : line(said[0], ...said.slice(1));
};
