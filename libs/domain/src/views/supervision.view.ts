import { ENDED_BY_TIME } from '../fold/fold-event.js';
import { nothingRecorded } from '../fold/run.js';
import { goneWithItsProceeding, impose, lift, liftAll, reportedImposed, type Imposed } from './imposed.js';
import { termOf } from './term.js';
import { asView } from './view.js';

/** Judicial supervision: imposed until lifted, or until its proceeding or its own term is over. Source: model.md 5, `supervision`. */
export const view = asView<Imposed>({
  name: 'supervision',
  of: 'person',
  values: ['none_recorded', 'in_force', 'lifted', 'ended'],
  initial: { run: nothingRecorded('none_recorded'), open: [] },
  on: {
    SupervisionImposed: impose('in_force'),
    SupervisionLifted: liftAll('lifted'),
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
    until: (open.at(-1)?.facts['until'] as string | undefined) ?? null,
    details: { conditions: open.flatMap((one) => (one.facts['conditions'] as unknown[] | undefined) ?? []) },
  }),
  canEnd: ['in_force'],
});
