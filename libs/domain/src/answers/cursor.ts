import { QuestionError, type Question } from './question.js';
import type { RecordReader } from './reader.js';

export const foreignCursor = (): QuestionError =>
  new QuestionError('invalid-parameter', 'cursor', 'cursor must be the `next` of the page before');

/** Where a page ends with the reference of the last one told, the next begins after it. Nobody of that reference: no page gave it. */
export async function requireReference(
  reader: RecordReader,
  cursor: string | null | undefined,
  { moment }: Question,
): Promise<void> {
  if (cursor === undefined || cursor === null) return;
  if (!(await reader.subjectsNamed([cursor], moment)).has(cursor)) throw foreignCursor();
}
