import type { Block, Entries, Inline, Inlines } from '../../document/index.js';
import { fill, wordFor } from '../../labels/index.js';
import type { AccountTold } from '../accounts.js';
import type { CaseSheet } from '../case-sheet.js';
import type { ChronologyEntry } from '../chronology.js';
import { versionText } from './versions.js';
import { capital, sentence, type Words } from './words.js';

/** In order of days: what happened, whom it concerned, and every side's version; disputed ones side by side. */
export const chronologyBlocks = ({ chronology: entries, reference }: CaseSheet, words: Words): Block[] => [
  { kind: 'heading', level: 2, text: words.labels.summary.title },
  ...(words.labels.recordLanguage === '' ? [] : [paragraph([{ text: words.labels.recordLanguage, minor: true }])]),
  entries.length === 0
    ? paragraph([{ text: words.labels.summary.none }])
    : {
        kind: 'entries',
        items: byDate(entries, reference, words),
      },
];

/** What follows another thing of the same day, or of the same span of days, stands under the same heading. */
function byDate(entries: readonly ChronologyEntry[], reference: string, words: Words): Entries['items'] {
  const items: { term: string; pieces: Block[][] }[] = [];
  for (const entry of entries) {
    const term = capital(words.adverb(entry.occurredOn));
    const piece = blocksOf(entry, reference, words);
    const last = items.at(-1);
    if (last?.term === term) last.pieces.push(piece);
    else items.push({ term, pieces: [piece] });
  }
  return items;
}

const paragraph = (inlines: Inlines): Block => ({ kind: 'paragraph', inlines });

function blocksOf(entry: ChronologyEntry, ownCase: string, words: Words): Block[] {
  const aside = asideOf(entry, ownCase, words);
  return [
    paragraph([
      ...(entry.isDisputed ? [{ text: `${words.labels.summary.disputed}. `, strong: true }] : []),
      { text: sentence(words.summary(entry.text)) },
      ...(entry.accounts.length === 1 && !entry.isDisputed
        ? [{ text: ' ' }, ...versionLine(entry.type, entry.accounts[0]!, words)]
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
  return [{ kind: 'list', items: entry.accounts.map((account) => versionLine(entry.type, account, words)) }];
}

function versionLine(type: string, account: AccountTold, words: Words): Inline[] {
  const { stance } = account;
  const who =
    stance === 'states' ? words.voice(account) : `${words.voice(account)} ${wordFor(words.labels.stances, stance)}`;
  const version = versionText(type, account, words);
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
    ...unnamed.map((group) => fill(summary.unnamed, { words: words.quoted(group) })),
    ...(among ? [amongText(among, words)] : []),
    ...(entry.mayBeLater ? [summary.mayBeLater] : []),
    ...(entry.counts ? [] : [summary.notCounted]),
    ...(entry.isCorrected ? [summary.corrected] : []),
    ...entry.stillOn.map((day) => fill(summary.stillOn, { date: words.adverb(day) })),
    ...(entry.backfilled ? [] : [fill(summary.learned, { date: words.noun(entry.knownSince.slice(0, 10)) })]),
  ];
}

function amongText({ case: reference, references }: NonNullable<ChronologyEntry['among']>, words: Words): string {
  const { summary } = words.labels;
  return references.length > 0
    ? fill(summary.among, { references: words.people(references, 'or') })
    : fill(summary.amongCase, { case: words.byName(reference) });
}

function sideBySide({ type, accounts }: ChronologyEntry, words: Words): Block {
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
      [{ text: versionText(type, account, words) ?? summary.sameAsAbove }],
      [{ text: words.source(account) }],
    ]),
  };
}
