import { ENDED_BY_TIME, type FoldEvent } from '../fold/fold-event.js';
import {
  goneWithItsProceeding,
  impose,
  lift,
  liftAll,
  NOTHING_IMPOSED,
  reportedImposed,
  restore,
  type Imposed,
} from './imposed.js';
import { termOf } from './term.js';
import { asView } from './view.js';
import { word } from './word.js';

/** Judicial supervision: imposed until lifted, or until its proceeding or its own term is over. Source: model.md 5, `supervision`. */
export const view = asView<Imposed>({
  name: 'supervision',
  of: 'person',
  values: ['none_recorded', 'in_force', 'lifted', 'ended'],
  initial: { ...NOTHING_IMPOSED },
  begunBy: ({ type }) => BEGINS.has(type),
  on: {
    SupervisionImposed: impose('in_force'),
    SupervisionLifted: restore('lifted'),
    ChargesDropped: goneWithItsProceeding('lifted'),
    VerdictDelivered: goneWithItsProceeding('lifted'),
    AppealDecided: goneWithItsProceeding('lifted'),
    Pardoned: goneWithItsProceeding('lifted'),
    SentenceServed: goneWithItsProceeding('lifted'),
    [ENDED_BY_TIME]: (state, event) => lift(state, event, 'lifted', (one) => one === event.of),
    StatusReported: reportedImposed('in_force'),
    Died: liftAll('ended'),
    Killed: liftAll('ended'),
  },
  ends: (event) => (event.type === 'SupervisionImposed' ? termOf(event.facts, event) : null),
  show: ([{ open }]) => ({
    until: lastEnd(open),
    details: { conditions: open.flatMap((one) => (one.facts['conditions'] as unknown[] | undefined) ?? []) },
  }),
  canEnd: ['in_force'],
});

const BEGINS = new Set(['SupervisionImposed', 'SupervisionLifted', 'StatusReported']);

/** The last of their ends; open where one of them names none. */
function lastEnd(open: readonly FoldEvent[]): string | null {
  const ends = open.map(({ facts }) => word(facts, 'until', '')).sort();
  return ends.includes('') ? null : (ends.at(-1) ?? null);
}
