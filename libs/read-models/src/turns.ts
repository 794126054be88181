import type { Turn } from '#domain';

export function byDay(a: Turn, b: Turn): number {
  if (a.day !== b.day) return a.day - b.day;
  if (a.reference !== b.reference) return a.reference < b.reference ? -1 : 1;
  return a.view < b.view ? -1 : a.view > b.view ? 1 : 0;
}
