import { placeIn, type Json } from '#domain';

/** Which part of long lists: of each as many from the same place on. Without it, all. */
export interface PageAsked {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** A page of lists, with the cursor of the next one. Asked with the `position` of the first page, the lists stay what they were. */
export function pageOf(lists: Readonly<Record<string, readonly unknown[]>>, { cursor, limit }: PageAsked): Json {
  const longest = Math.max(...Object.values(lists).map(({ length }) => length));
  const start = placeIn({ length: longest }, cursor);
  const end = start + (limit ?? Infinity);
  return {
    ...Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.slice(start, end)])),
    next: longest > end ? String(end) : null,
  };
}
