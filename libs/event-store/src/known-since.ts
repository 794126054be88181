import { parseDay } from '#domain';

/** How known since is written: a day, which counts as its start in UTC, or an instant. */
const DAY_OR_INSTANT = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Milliseconds since 1970, by which known since is ordered; NaN when it is neither a day nor an instant. */
export function knownSinceMs(text: string): number {
  // Neighbours in a log became known together.
  if (text !== last.text) last = { text, ms: read(text) };
  return last.ms;
}

let last = { text: '', ms: NaN };

function read(text: string): number {
  const day = DAY_OR_INSTANT.exec(text)?.[1];
  return day !== undefined && parseDay(day) !== null ? Date.parse(text) : NaN;
}
