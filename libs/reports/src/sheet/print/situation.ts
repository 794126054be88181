import type { Json } from '#domain';
import type { Block, Inlines } from '../../document/index.js';
import { fill, viewLabels, wordFor } from '../../labels/index.js';
import type { AccountTold } from '../accounts.js';
import type { CaseSheet } from '../case-sheet.js';
import { byNumber } from '../roster.js';
import type { Situation } from '../situation.js';
import { becauseText, eventIds, isOpen, toldBesides, type Entries } from './because.js';
import type { Words } from './words.js';

/** What each view says of the members, who says so, and by what it was decided. */
export function situationBlocks({ situation, incomplete, lens, chronology }: CaseSheet, words: Words): Block[] {
  const { status, lenses } = words.labels;
  const entries = new Map(chronology.map((entry) => [entry.eventId, entry]));
  const paragraph = (text: string): Block => ({ kind: 'paragraph', inlines: [{ text, minor: true }] });
  return [
    { kind: 'heading', level: 2, text: status.title },
    paragraph(fill(status.intro, { lens: wordFor(lenses, lens) })),
    ...incomplete.map((one) => paragraph(fill(status.incomplete, { stream: String(one['stream']) }))),
    ...(situation.length === 0 ? [paragraph(status.none)] : []),
    ...situation.flatMap((one) => viewBlocks(one, entries, words)),
  ];
}

function viewBlocks({ view, statuses, groups }: Situation, entries: Entries, words: Words): Block[] {
  const { status } = words.labels;
  const labels = viewLabels(view, words.labels);
  const { columns, groupsColumns } = status;
  return [
    ...(statuses.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: labels.name,
            columns: [
              { title: columns.status, share: 18 },
              { title: columns.who, share: 18 },
              { title: columns.since, share: 14 },
              { title: columns.says, share: 20 },
              { title: columns.because, share: 30 },
            ],
            rows: merged(statuses).map(({ people, status: told }) =>
              statusRow(view, told, becauseText(told, entries, words), words.whom(people), words),
            ),
          },
        ]),
    ...(groups.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: words.named(labels.name, status.groups),
            columns: [
              { title: groupsColumns.status, share: 20 },
              { title: groupsColumns.words, share: 50 },
              { title: groupsColumns.says, share: 30 },
            ],
            rows: groups.flatMap(({ value, counts }) => groupRows(labels.values, value, counts, words)),
          },
        ]),
  ];
}

/** One line for all of whom the same holds for the same reasons; whose accounts differ is told in the summary. */
function merged(statuses: Situation['statuses']): Situation['statuses'] {
  const lines = new Map<string, { people: string[]; status: Json }>();
  for (const { people, status } of statuses) {
    const { value, certainty, otherwise, since, stale, because } = status;
    const same = JSON.stringify([value, certainty, otherwise, since, stale, eventIds(because), toldBesides(status)]);
    const line = lines.get(same);
    if (line) line.people.push(...people);
    else lines.set(same, { people: [...people], status });
  }
  for (const { people } of lines.values()) people.sort(byNumber);
  return [...lines.values()];
}

function statusRow(view: string, status: Json, because: string, who: string, words: Words): Inlines[] {
  const { values } = viewLabels(view, words.labels);
  const since = status['since'] as string | null;
  return [
    [{ text: valueText(values, status, words), strong: true }, ...certaintyText(status, words)],
    [{ text: who }],
    [{ text: since === null ? '' : words.noun(since) }],
    [{ text: voicesOf(status, words).join(words.labels.punctuation.semicolon) }],
    [{ text: because }],
  ];
}

function valueText(values: Readonly<Record<string, string>>, status: Json, { labels }: Words): string {
  const value = wordFor(values, String(status['value']));
  const otherwise = (status['otherwise'] ?? []) as readonly string[];
  return otherwise.length === 0
    ? value
    : fill(labels.status.possibly, { value, otherwise: otherwise.map((one) => wordFor(values, one)).join(', ') });
}

function certaintyText(status: Json, words: Words): Inlines {
  const { labels } = words;
  const confirmed = status['lastConfirmed'];
  const stale =
    status['stale'] === true && typeof confirmed === 'string'
      ? [fill(labels.status.stale, { date: words.adverb(confirmed) })]
      : [];
  return [
    {
      text: ` (${[wordFor(labels.certainties, String(status['certainty'])), ...stale].join(labels.punctuation.semicolon)})`,
      minor: true,
    },
  ];
}

/** Who tells what decided it; where that is disputed, who denies or only alleges something else too. */
function voicesOf(status: Json, words: Words): string[] {
  const decided = new Set(eventIds(status['because']));
  const accounts = status['accounts'] as readonly (AccountTold & { readonly eventId: string })[];
  const heard = accounts.filter(({ eventId }) => isOpen(status) || decided.has(eventId));
  const told = heard.map((account) => {
    const voice = words.voice({ by: account.by, party: account.party });
    return account.stance === 'states' ? voice : `${voice} (${wordFor(words.labels.stances, account.stance)})`;
  });
  return [...new Set(told)];
}

interface Stated {
  readonly words: string;
  readonly by: string | null;
  readonly party: string | null;
}

/** What each source says of a group, then what all of them come to, with those who are named. */
function groupRows(values: Readonly<Record<string, string>>, value: string, counts: Json, words: Words): Inlines[][] {
  const { groupsColumns } = words.labels.status;
  const name: Inlines = [{ text: wordFor(values, value), strong: true }];
  const inAll = words.named(groupsColumns.bounds, boundsText(counts, words));
  return [
    ...(counts['stated'] as readonly Stated[]).map((one) => [
      name,
      [{ text: words.quoted(one.words) }],
      [{ text: one.by === null ? '' : words.voice({ by: one.by, party: one.party }) }],
    ]),
    [name, [{ text: inAll }], [{ text: groupsColumns.counted }]],
  ];
}

function boundsText({ atLeast, atMost }: Json, { labels }: Words): string {
  const bounds = { atLeast: String(atLeast), atMost: String(atMost) };
  if (atMost === null) return atLeast === 0 ? labels.status.untold : fill(labels.status.atLeast, bounds);
  return fill(atLeast === atMost ? labels.status.exactly : labels.status.bounds, bounds);
}
