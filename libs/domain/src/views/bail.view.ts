import type { FoldEvent } from '../fold/fold-event.js';
import { note, nothingRecorded, shift } from '../fold/run.js';
import { asView, type ViewState } from './view.js';
import { word } from './word.js';

interface Bail extends ViewState {
  /** One for each proceeding in which it was granted. */
  readonly granted: readonly FoldEvent[];
}

/** Bail, apart from house arrest: both may hold. Requests and denials change nothing while on bail. Source: model.md 5, `bail`. */
export const view = asView<Bail>({
  name: 'bail',
  of: 'person',
  values: ['none_recorded', 'requested', 'denied', 'on_bail', 'revoked', 'ended'],
  initial: { run: nothingRecorded('none_recorded'), granted: [] },
  on: {
    BailRequested: (state, event) => unlessOnBail(state, 'requested', event),
    BailDenied: (state, event) => unlessOnBail(state, 'denied', event),
    BailGranted: (state, event) => ({
      run: shift(state.run, 'on_bail', event),
      granted: [...state.granted.filter((one) => isOfAnother(one, event)), event],
    }),
    // That it was taken back may be all that is known of a bail.
    BailRevoked: (state, event) =>
      state.run.since === null ? { ...state, run: shift(state.run, 'revoked', event) } : over(state, 'revoked', event),
    VerdictDelivered: endedByItsProceeding,
    ChargesDropped: endedByItsProceeding,
    StatusReported: (state, event) => reported(state, event),
    Died: (state, event) => over(state, 'ended', event),
    Killed: (state, event) => over(state, 'ended', event),
  },
  show: ([{ granted }]) => ({ details: { conditions: granted.flatMap(conditionsOf) } }),
  canEnd: ['on_bail'],
});

const unlessOnBail = (state: Bail, value: string, event: FoldEvent): Bail =>
  state.run.value === 'on_bail' ? state : { ...state, run: shift(state.run, value, event) };

const over = (state: Bail, value: string, event: FoldEvent): Bail =>
  state.run.value === 'on_bail' ? { run: shift(state.run, value, event), granted: [] } : state;

const conditionsOf = ({ facts }: FoldEvent): readonly unknown[] => (facts['conditions'] as unknown[] | undefined) ?? [];

const isOfAnother = (bail: FoldEvent, event: FoldEvent): boolean => {
  const [one, other] = [bail.facts['proceeding'], event.facts['proceeding']];
  return one !== undefined && other !== undefined && one !== other;
};

/** The verdict or the dropping of its proceeding; of any, where the bail names none. */
function endedByItsProceeding(state: Bail, event: FoldEvent): Bail {
  const granted = state.granted.filter((one) => isOfAnother(one, event));
  if (granted.length === state.granted.length) return state;
  return granted.length > 0 ? { run: note(state.run, event), granted } : over(state, 'ended', event);
}

function reported(state: Bail, event: FoldEvent): Bail {
  const value = word(event.facts, 'value');
  const granted = value === state.run.value ? state.granted : value === 'on_bail' ? [event] : [];
  return { run: shift(state.run, value, event), granted };
}
