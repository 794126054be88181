import { isDuration, plainTerm, type Facts } from '#domain';
import type { Block, Inline, Inlines } from '../../document/index.js';
import { fill, wordFor } from '../../labels/index.js';
import type { AccountTold } from '../accounts.js';
import type { CaseSheet } from '../case-sheet.js';
import type { ChronologyEntry } from '../chronology.js';
import { capital, sentence, type Words } from './words.js';

/** In order of days: what happened, whom it concerned, and every side's version; disputed ones side by side. */
export const chronologyBlocks = ({ chronology: entries, reference }: CaseSheet, words: Words): Block[] => [
  { kind: 'heading', level: 2, text: words.labels.summary.title },
  ...(words.labels.recordLanguage === '' ? [] : [paragraph([{ text: words.labels.recordLanguage, minor: true }])]),
  entries.length === 0
    ? paragraph([{ text: words.labels.summary.none }])
    : {
        kind: 'entries',
        items: entries.map((entry) => ({ term: termOf(entry, words), blocks: blocksOf(entry, reference, words) })),
      },
];

const paragraph = (inlines: Inlines): Block => ({ kind: 'paragraph', inlines });

function termOf({ occurredOn, type }: ChronologyEntry, words: Words): string {
  const date = capital(words.adverb(occurredOn));
  return words.language === 'en' ? date : `${date} – ${wordFor(words.labels.eventTypes, type)}`;
}

function blocksOf(entry: ChronologyEntry, ownCase: string, words: Words): Block[] {
  const aside = asideOf(entry, ownCase, words);
  return [
    paragraph([
      ...(entry.isDisputed ? [{ text: `${words.labels.summary.disputed}. `, strong: true }] : []),
      { text: sentence(entry.text) },
      ...(entry.accounts.length === 1 && !entry.isDisputed
        ? [{ text: ' ' }, ...versionLine(entry.accounts[0]!, words)]
        : []),
    ]),
    ...(aside.length === 0
      ? []
      : [paragraph([{ text: sentence(aside.join(words.labels.punctuation.semicolon)), minor: true }])]),
    ...versionsOf(entry, words),
  ];
}

/** Disputed ones side by side, others one after another. */
function versionsOf(entry: ChronologyEntry, words: Words): Block[] {
  if (entry.isDisputed) return [sideBySide(entry, words)];
  if (entry.accounts.length < 2) return [];
  return [{ kind: 'list', items: entry.accounts.map((account) => versionLine(account, words)) }];
}

function versionLine(account: AccountTold, words: Words): Inline[] {
  const { stance } = account;
  const who =
    stance === 'states' ? words.voice(account) : `${words.voice(account)} ${wordFor(words.labels.stances, stance)}`;
  const version = versionText(account, words);
  return [
    { text: version === null ? who : words.named(who, ''), minor: true },
    ...(version === null ? [] : [{ text: version, emphasis: true }]),
    { text: ` [${words.source(account)}]`, minor: true },
  ];
}

function asideOf(entry: ChronologyEntry, ownCase: string, words: Words): string[] {
  const { summary } = words.labels;
  const { people, basis, among, unnamed } = entry;
  // What concerns the case as a whole, or the one whose case it is, need not be said.
  const concerns = people.filter((one) => one !== ownCase);
  const named = fill(summary.concerns, { references: words.whom(concerns) });
  return [
    ...(concerns.length > 0 ? [basis === 'inferred' ? `${named} (${summary.inferred})` : named] : []),
    ...unnamed.map((group) => fill(summary.unnamed, { words: quoted(group, words) })),
    ...(among ? [amongText(among, words)] : []),
    ...(entry.mayBeLater ? [summary.mayBeLater] : []),
    ...(entry.counts ? [] : [summary.notCounted]),
    ...(entry.isCorrected ? [summary.corrected] : []),
    ...entry.stillOn.map((day) => fill(summary.stillOn, { date: words.adverb(day) })),
    ...(entry.backfilled ? [] : [fill(summary.learned, { date: words.noun(entry.knownSince.slice(0, 10)) })]),
  ];
}

const quoted = (text: string, { labels }: Words): string =>
  `${labels.punctuation.open}${text}${labels.punctuation.close}`;

function amongText({ case: reference, references }: NonNullable<ChronologyEntry['among']>, words: Words): string {
  const { summary } = words.labels;
  return references.length > 0
    ? fill(summary.among, { references: words.people(references, 'or') })
    : fill(summary.amongCase, { case: reference });
}

function sideBySide({ accounts }: ChronologyEntry, words: Words): Block {
  const { summary } = words.labels;
  const { columns } = summary;
  return {
    kind: 'table',
    caption: summary.versions,
    columns: [
      { title: columns.who, share: 22 },
      { title: columns.stance, share: 12 },
      { title: columns.says, share: 46 },
      { title: columns.source, share: 20 },
    ],
    rows: accounts.map((account) => [
      [{ text: words.voice(account) }],
      [{ text: wordFor(words.labels.stances, account.stance) }],
      [{ text: versionText(account, words) ?? summary.sameAsAbove }],
      [{ text: words.source(account) }],
    ]),
  };
}

/** Null: it says what is told above. */
function versionText({ says, occurredOn, place, facts }: AccountTold, words: Words): string | null {
  const where = [place?.text, place?.country].filter((one) => one !== undefined).join(', ');
  const told = [
    ...(says === null ? [] : [says]),
    ...(occurredOn === null ? [] : [words.noun(occurredOn)]),
    ...(where === '' ? [] : [where]),
    ...(facts === null ? [] : [factsText(facts, words)]),
  ];
  return told.length === 0 ? null : told.join(' – ');
}

const factsText = (facts: Facts, words: Words): string =>
  Object.entries(facts)
    .map(([name, value]) => words.named(spoken(name), typeof value === 'string' ? plain(value) : shown(value)))
    .join(words.labels.punctuation.semicolon);

const plain = (text: string): string => (isDuration(text) ? plainTerm(text)! : text.replaceAll('_', ' '));

const shown = (value: unknown): string =>
  Array.isArray(value)
    ? value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(', ')
    : JSON.stringify(value);

const spoken = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
