import { QuestionError, type Question } from './question.js';
import type { RecordReader } from './reader.js';

export const foreignCursor = (): QuestionError =>
  new QuestionError('invalid-parameter', 'cursor', 'cursor must be the `next` of the page before');

/** Where a page ends with the place of the next one in a list, that begins there. A place that the list does not have: no page gave it. */
export function placeIn(list: { readonly length: number }, cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^[1-9]\d{0,8}$/.test(cursor) && Number(cursor) < list.length) return Number(cursor);
  throw foreignCursor();
}

/** Where a page ends with the reference of the last one told, the next begins after it. Nobody of that reference: no page gave it. */
export async function requireReference(
  reader: RecordReader,
  cursor: string | null | undefined,
  { moment }: Question,
): Promise<void> {
  if (cursor === undefined || cursor === null) return;
  if (!(await reader.subjectsNamed([cursor], moment)).has(cursor)) throw foreignCursor();
}
