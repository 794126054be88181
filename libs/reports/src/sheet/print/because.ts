import type { Json } from '#domain';
import { fill, wordFor } from '../../labels/index.js';
import type { ChronologyEntry } from '../chronology.js';
import { versionText } from './versions.js';
import { capital, type Words } from './words.js';

/** The entries of the summary by their events: a fact is told by the same line in both. */
export type Entries = ReadonlyMap<unknown, ChronologyEntry>;

/** Each by the line of the summary and its day; of an open status also who tells it otherwise, and what is told that did not decide it. */
export function becauseText(status: Json, entries: Entries, words: Words): string {
  const { toldDifferently, toldBesides: besides } = words.labels.status;
  const decided = (status['because'] as readonly Json[])
    .filter(({ type }) => type !== 'Rectified')
    .map((event) => {
      const entry = entries.get(event['eventId']);
      const line = lineText(entry?.text ?? event['summary'], entry?.occurredOn ?? String(event['occurredOn']), words);
      const told = isOpen(status) && entry?.isDisputed ? versionsText(entry, words) : '';
      return told === '' ? line : `${line}, ${fill(toldDifferently, { accounts: told })}`;
    });
  const more = toldBesides(status)
    .flatMap((eventId) => entries.get(eventId) ?? [])
    .map((entry) => `${lineText(entry.text, entry.occurredOn, words)} – ${accountsText(entry, words)}`);
  const { semicolon } = words.labels.punctuation;
  const events = more.length === 0 ? [] : [fill(besides, { events: more.join(semicolon) })];
  return capital([...decided, ...events].join(semicolon));
}

/** What is told otherwise may make another status. */
export const isOpen = ({ certainty }: Json): boolean => certainty === 'disputed' || certainty === 'possible';

const lineText = (summary: unknown, occurredOn: string, words: Words): string =>
  `${words.summary(summary)} (${words.noun(occurredOn)})`;

const versionsText = ({ type, accounts }: ChronologyEntry, words: Words): string =>
  accounts
    .flatMap((account) => {
      const version = versionText(type, { ...account, says: null }, words);
      return version === null ? [] : [`${words.voice(account)} (${version})`];
    })
    .join(', ');

/** Every voice, with its stance and what it tells otherwise. */
function accountsText({ type, accounts }: ChronologyEntry, words: Words): string {
  const told = accounts.map((account) => {
    const stance = account.stance === 'states' ? null : wordFor(words.labels.stances, account.stance);
    const aside = [stance, versionText(type, { ...account, says: null }, words)].filter((one) => one !== null);
    return aside.length === 0 ? words.voice(account) : `${words.voice(account)} (${aside.join(', ')})`;
  });
  return [...new Set(told)].join(', ');
}

export const eventIds = (events: unknown): unknown[] => (events as readonly Json[]).map((one) => one['eventId']);

/** What is told of an open status and did not decide it: it is only alleged, or denied by a voice that counts more. */
export function toldBesides(status: Json): unknown[] {
  if (!isOpen(status)) return [];
  const decided = new Set(eventIds(status['because']));
  return [...new Set(eventIds(status['accounts']))].filter((eventId) => !decided.has(eventId));
}
