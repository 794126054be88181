import type { Block, Inlines } from '../../document/index.js';
import { fill, wordFor } from '../../labels/index.js';
import type { AccountTold } from '../accounts.js';
import type { RosterLine } from '../roster.js';
import type { Words } from './words.js';

export const rosterBlocks = (roster: readonly RosterLine[], words: Words): Block[] => [
  { kind: 'heading', level: 2, text: words.labels.roster.title },
  roster.length === 0
    ? { kind: 'paragraph', inlines: [{ text: words.labels.roster.none }] }
    : { kind: 'list', style: 'columns', items: roster.map((line) => rosterLine(line, words)) },
];

/** `KHM-60 - Kem Sokha`, as decisions list their cases. */
export function rosterText({ label, name, gender }: RosterLine, words: Words): string {
  const { roster } = words.labels;
  const mark = (roster as Readonly<Record<string, unknown>>)[gender.value];
  const line = fill(roster.line, { reference: label, name });
  return typeof mark === 'string' && mark !== '' ? `${line} ${mark}` : line;
}

function rosterLine(line: RosterLine, words: Words): Inlines {
  const aside = asideOf(line, words);
  const disputed = line.gender.certainty === 'disputed' ? { note: words.note(sexDisputed(line, words)) } : {};
  return [
    { text: rosterText(line, words), ...disputed },
    ...(aside.length > 0 ? [{ text: ` (${aside.join(words.labels.punctuation.semicolon)})`, minor: true }] : []),
  ];
}

function asideOf({ earlier, nameVariants, membership, reference, label }: RosterLine, words: Words): string[] {
  const { roster } = words.labels;
  return [
    ...(earlier.length > 0 ? [fill(roster.earlier, { references: earlier.join(', ') })] : []),
    ...([label, ...earlier].some((one) => sameLabel(one, reference)) ? [] : [fill(roster.onRecord, { reference })]),
    ...(nameVariants.length > 0 ? [fill(roster.variants, { names: nameVariants.join(', ') })] : []),
    ...(membership === 'possible' ? [roster.possible] : []),
  ];
}

/** As labels are looked up: capitals, hyphens and slashes do not count. */
export const sameLabel = (a: string, b: string): boolean => bare(a) === bare(b);

const bare = (label: string): string => label.replace(/[-/]/g, '').toUpperCase();

function sexDisputed({ name, gender }: RosterLine, words: Words): string {
  const { roster } = words.labels;
  const told = ({ facts }: AccountTold): string => wordFor(roster.sexes, String(facts?.['gender'] ?? 'not_stated'));
  return fill(roster.sexDisputed, { name, accounts: words.otherwise(gender.accounts, told) });
}
