import { ENGLISH, worded } from '#domain';
import { asked, more, STATUS_COLUMNS, statusColumns, wasAndIs, whose, type Json } from './status.js';
import { printable, table } from './table.js';

export function printTimeline(answer: Json, width: number): string[] {
  const rows = answer['developments'] as readonly Json[];
  return [
    `${String(answer['case'])}, ${asked(answer)}: ${String(answer['total'])} developments`,
    '',
    ...table(
      ['occurred on', 'known since', 'revision', 'case', 'what'],
      rows.map((row) => [
        String((row['now'] as Json | null)?.['occurredOn'] ?? row['occurredOn']),
        String(row['knownSince']).slice(0, 10),
        String(row['revision']),
        String(row['case']),
        `${row['state'] === 'retracted' ? '[retracted] ' : ''}${String(row['summary'])}`,
      ]),
      width,
    ),
    ...more(answer),
  ];
}

export function printCases(answer: Json, width: number): string[] {
  const rows = answer['cases'] as readonly Json[];
  if (rows.length === 0) return ['No case.'];
  const columns = ['reference', 'kind', 'country', 'name'];
  return [
    ...table(
      columns,
      rows.map((row) => columns.map((column) => String(row[column] ?? ''))),
      width,
    ),
    ...more(answer),
  ];
}

export function printChanges(answer: Json, width: number): string[] {
  const statuses = answer['statuses'] as readonly Json[];
  const developments = (answer['developments'] ?? []) as readonly Json[];
  const columns = ['reference', 'view', 'why', 'from', 'to', 'because'];
  return [
    `From ${asked(answer['from'] as Json)} to ${asked(answer['to'] as Json)}`,
    ...developments.map((one) => printable(`  new: ${String(one['occurredOn'])} ${String(one['summary'])}`)),
    '',
    ...(statuses.length === 0 ? ['No status is other.'] : table(columns, statuses.map(changeColumns), width)),
    ...more(answer),
  ];
}

function changeColumns(change: Json): string[] {
  const [was, is] = wasAndIs(change);
  return [worded(whose(change), ENGLISH), String(change['view']), String(change['why']), was[0]!, is[0]!, is.at(-1)!];
}

/** What a decision prints about a case. */
export function printCard(card: Json, width: number): string[] {
  const members = card['members'] as Json;
  const lines: readonly (readonly [string, string])[] = [
    ['case', `${String(card['reference'])} (${String(card['kind'])}, ${String(card['country'])})`],
    ['title', String(card['title'] ?? '')],
    ['complaint', shown(card['complaint'], ['submitted', 'category', 'asPrinted'])],
    ['members', membersIn(members)],
    ['violations', (card['violations'] as readonly Json[]).map(({ label }) => String(label)).join(', ')],
    ['last decision', shown(card['lastDecision'], ['date', 'body', 'session', 'symbol'])],
    ['last mission', shown(card['lastMission'], ['date'])],
    ['last hearing', shown(card['lastHearing'], ['date', 'with', 'occasion'])],
    ...Object.entries(card['communications'] as Json).map(
      ([side, one]) => [spoken(side), shown(one, ['date', 'correspondent'])] as const,
    ),
  ];
  return [
    asked(card),
    '',
    ...table(['status', ...STATUS_COLUMNS.slice(1)], [statusColumns(card['status'])], width),
    '',
    ...lines.filter(([, text]) => text !== '').map(([label, text]) => printable(`${label.padEnd(18)}${text}`)),
  ];
}

function membersIn({ listed, possible, men, women, stated }: Json): string {
  const counted = `${String(listed)} listed (${String(men)} men, ${String(women)} women), ${String(possible)} possible`;
  const total = (stated as Json | null)?.['total'];
  return total === undefined || total === null ? counted : `${counted}; the last decision states ${String(total)}`;
}

const shown = (value: unknown, fields: readonly string[]): string =>
  value === null || value === undefined
    ? ''
    : fields
        .flatMap((field) => (value as Json)[field] ?? [])
        .map(String)
        .join(', ');

const spoken = (name: string): string => name.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
