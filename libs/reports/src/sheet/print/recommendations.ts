import type { Block, Inlines } from '../../document/index.js';
import { wordFor } from '../../labels/index.js';
import type { OpenRecommendation } from '../recommendations.js';
import type { Words } from './words.js';

export function recommendationBlocks(open: readonly OpenRecommendation[], words: Words): Block[] {
  const { recommendations } = words.labels;
  const { columns } = recommendations;
  return [
    { kind: 'heading', level: 2, text: recommendations.title },
    open.length === 0
      ? { kind: 'paragraph', inlines: [{ text: recommendations.none }] }
      : {
          kind: 'table',
          caption: recommendations.caption,
          columns: [
            { title: columns.issued, share: 15 },
            { title: columns.addressee, share: 20 },
            { title: columns.text, share: 38 },
            { title: columns.due, share: 13 },
            { title: columns.grade, share: 14 },
          ],
          rows: open.map((one) => rowOf(one, words)),
        },
  ];
}

function rowOf(
  { issued, addressee, text, due, isOverdue, grade, gradedOn }: OpenRecommendation,
  words: Words,
): Inlines[] {
  const { recommendations } = words.labels;
  const overdue = isOverdue ? [{ text: ` (${recommendations.overdue})`, strong: true }] : [];
  const graded =
    grade === null
      ? recommendations.ungraded
      : `${wordFor(recommendations.grades, grade)}${gradedOn === null ? '' : ` (${words.noun(gradedOn)})`}`;
  return [
    [{ text: words.noun(issued) }],
    [{ text: addressee }],
    [{ text }],
    due === null ? [] : [{ text: words.noun(due) }, ...overdue],
    [{ text: graded }],
  ];
}
