import { placeIn, type Json } from '#domain';

/** Which part of long lists: of each as many from the same place on. */
export interface PageAsked {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** An answer with a page of each of its lists, and the cursor of the next one. Asked with the `position` of the first page, the lists stay what they were. */
export function pageOf(answer: Json, { cursor, limit }: PageAsked): Json {
  const longest = { length: Math.max(...listsIn(answer).map(({ length }) => length)) };
  const start = placeIn(longest, cursor);
  const end = start + (limit ?? Infinity);
  const cut = (value: unknown): unknown => (Array.isArray(value) ? value.slice(start, end) : value);
  return {
    ...Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, cut(value)])),
    next: longest.length > end ? String(end) : null,
  };
}

export const listsIn = (answer: Json): readonly (readonly unknown[])[] =>
  Object.values(answer).filter((value): value is readonly unknown[] => Array.isArray(value));
