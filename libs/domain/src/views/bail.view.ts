import type { FoldEvent } from '../fold/fold-event.js';
import { confirm, nothingRecorded, shift } from '../fold/run.js';
import { asView, type ViewState } from './view.js';

interface Bail extends ViewState {
  readonly granted: FoldEvent | null;
}

/** Bail, apart from house arrest: both may hold. Requests and denials change nothing while on bail. Source: model.md 5, `bail`. */
export const view = asView<Bail>({
  name: 'bail',
  of: 'person',
  values: ['none_recorded', 'requested', 'denied', 'on_bail', 'revoked', 'ended'],
  initial: { run: nothingRecorded('none_recorded'), granted: null },
  on: {
    BailRequested: (state, event) => unlessOnBail(state, 'requested', event),
    BailDenied: (state, event) => unlessOnBail(state, 'denied', event),
    BailGranted: (state, event) => ({ run: shift(state.run, 'on_bail', event), granted: event }),
    BailRevoked: (state, event) => over(state, 'revoked', event),
    VerdictDelivered: endedByItsProceeding,
    ChargesDropped: endedByItsProceeding,
    StatusReported: (state, event) => reported(state, event),
    Died: (state, event) => over(state, 'ended', event),
    Killed: (state, event) => over(state, 'ended', event),
  },
  show: ([{ granted }]) => ({ details: { conditions: granted?.facts['conditions'] ?? [] } }),
  canEnd: ['on_bail'],
});

const unlessOnBail = (state: Bail, value: string, event: FoldEvent): Bail =>
  state.run.value === 'on_bail' ? state : { ...state, run: shift(state.run, value, event) };

const over = (state: Bail, value: string, event: FoldEvent): Bail =>
  state.run.value === 'on_bail' ? { run: shift(state.run, value, event), granted: null } : state;

/** The verdict or the dropping of its proceeding; of any, where the bail names none. */
function endedByItsProceeding(state: Bail, event: FoldEvent): Bail {
  const proceeding = state.granted?.facts['proceeding'];
  return proceeding === undefined || proceeding === event.facts['proceeding'] ? over(state, 'ended', event) : state;
}

function reported(state: Bail, event: FoldEvent): Bail {
  const value = String(event.facts['value']);
  if (value === state.run.value) return { ...state, run: confirm(state.run, event) };
  return { run: shift(state.run, value, event), granted: value === 'on_bail' ? event : null };
}
