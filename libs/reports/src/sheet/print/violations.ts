import type { Block } from '../../document/index.js';
import { fill, violationsIn } from '../../labels/index.js';
import type { ViolationLine } from '../violations.js';
import { sentence, type Words } from './words.js';

export const violationBlocks = (lines: readonly ViolationLine[], words: Words): Block[] => [
  { kind: 'heading', level: 2, text: words.labels.violations.title },
  lines.length === 0
    ? { kind: 'paragraph', inlines: [{ text: words.labels.violations.none }] }
    : {
        kind: 'list',
        style: 'ticked',
        items: lines.map((line) => {
          const footnote = scopeOf(line, words);
          return [{ text: violationText(line, words), ...(footnote !== null && { note: words.note(footnote) }) }];
        }),
      },
];

/** In English as it was printed; in another language by its codes, where there are words for all of them. */
export function violationText({ label, codes }: ViolationLine, { labels, language }: Words): string {
  return language === 'en' ? label : (violationsIn(labels, codes) ?? label);
}

/** Whom the line concerns, where that is not everybody: made from what is recorded, not from a footnote that was typed. */
export function scopeOf({ isLimited, currently, previously, note }: ViolationLine, words: Words): string | null {
  const { violations } = words.labels;
  if (!isLimited) return note;
  const among = { references: words.people(currently) };
  if (previously.length === 0)
    return [currently.length === 0 ? violations.nobody : fill(violations.only, among), note]
      .filter((part) => part !== null)
      .join(' ');
  const now = currently.length === 0 ? violations.nowNobody : fill(violations.nowOnly, among);
  return [
    sentence(fill(violations.previously, { references: words.people(previously) })),
    [now, note].filter((part) => part !== null).join(' '),
  ].join(' ');
}
