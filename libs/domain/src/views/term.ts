import { addDuration } from '../time/duration.js';
import type { Day } from '../time/day.js';
import { parseEdtf } from '../time/edtf.js';
import type { Facts } from '../record/development.js';

export interface Days {
  readonly from: Day;
  readonly to: Day;
}

/** When a term is over: half-open, unless the source calls its last day inclusive. Null: it has no end of its own. Source: domain.md 1.1, 9. */
export function termOf(facts: Facts, began: Days): Days | null {
  if (typeof facts['duration'] === 'string')
    return { from: addDuration(began.from, facts['duration']), to: addDuration(began.to, facts['duration']) };
  if (typeof facts['until'] !== 'string') return null;
  const range = parseEdtf(facts['until']);
  if ('fault' in range) return null;
  const past = facts['untilInclusive'] === true ? 1 : 0;
  return { from: range.from + past, to: range.to + past };
}
