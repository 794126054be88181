import { fill, labelsIn, wordFor, type Language } from '../../labels/index.js';
import type { ReportDocument } from '../../document/index.js';
import type { CaseSheet } from '../case-sheet.js';
import { cardBlocks, cardFields } from './card.js';
import { chronologyBlocks } from './chronology.js';
import { decisionLine, headingOf } from './heading.js';
import { recommendationBlocks } from './recommendations.js';
import { rosterBlocks, rosterText } from './roster.js';
import { situationBlocks } from './situation.js';
import { scopeOf, violationBlocks, violationText } from './violations.js';
import { Words } from './words.js';

/** The lines of a sheet in the words of a language, for programs that compare or lay out what is printed. */
export interface PrintedSheet {
  readonly language: Language;
  readonly heading: string;
  readonly roster: readonly string[];
  readonly violations: readonly { readonly text: string; readonly footnote: string | null }[];
  readonly card: readonly {
    readonly field: string;
    readonly name: string;
    readonly text: string;
    readonly toldOtherwise: readonly string[];
  }[];
}

export function printedSheet(sheet: CaseSheet, language: Language): PrintedSheet {
  const words = wordsOf(sheet, language);
  return {
    language,
    heading: decisionLine(sheet, words),
    roster: sheet.roster.map((line) => rosterText(line, words)),
    violations: sheet.violations.map((line) => ({ text: violationText(line, words), footnote: scopeOf(line, words) })),
    card: cardFields(sheet, words).map(({ field, name, lines }) => ({
      field,
      name,
      text: lines.map(({ text }) => text).join(words.labels.punctuation.semicolon),
      toldOtherwise: lines.flatMap(({ otherwise }) => otherwise ?? []),
    })),
  };
}

/** The sheet in the Committee's layout. @param release what answered, for the stamp */
export function sheetDocument(sheet: CaseSheet, language: Language, release: string): ReportDocument {
  const words = wordsOf(sheet, language);
  const { labels } = words;
  const { title, subtitle } = headingOf(sheet, words);
  const blocks = [
    ...rosterBlocks(sheet.roster, words),
    ...violationBlocks(sheet.violations, words),
    ...cardBlocks(cardFields(sheet, words), sheet, words),
    { kind: 'notes' as const, title: labels.notes },
    ...situationBlocks(sheet, words),
    ...chronologyBlocks(sheet, words),
    ...recommendationBlocks(sheet.recommendations, words),
  ];
  return {
    language,
    title,
    subtitle,
    blocks,
    notes: words.notes,
    stamp: fill(labels.stamp, {
      asOf: words.noun(sheet.asOf),
      knownAt: sheet.knownAt === null ? labels.nothingKnown : words.noun(momentOf(sheet.knownAt)),
      position: sheet.position,
      lens: wordFor(labels.lenses, sheet.lens),
      release,
    }),
    pageNumber: labels.page,
    lackingFont: labels.lackingFont,
    dated: new Date(`${sheet.asOf}T00:00:00Z`),
  };
}

/** To the minute: the position beside it tells the rest. */
const momentOf = (knownAt: string): string => knownAt.replace(/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}).*$/, '$1');

const wordsOf = ({ roster, mentioned }: CaseSheet, language: Language): Words =>
  new Words(language, labelsIn(language), { roster, mentioned });
