import { ENDED_BY_TIME, type FoldEvent } from '../fold/fold-event.js';
import { confirm, nothingRecorded, shift } from '../fold/run.js';
import { termOf } from './term.js';
import { asView, type ViewState } from './view.js';

interface Mandate extends ViewState {
  readonly chamber: string | null;
  readonly last: FoldEvent | null;
  /** The mandate whose term is running. */
  readonly began: FoldEvent | null;
}

/** The parliamentary mandate: revoked stays after the term, until restored or begun anew. Source: model.md 5, `mandate`. */
export const view = asView<Mandate>({
  name: 'mandate',
  of: 'person',
  values: ['unknown', 'elected', 'sitting', 'suspended', 'revoked', 'restored', 'ended'],
  initial: { run: nothingRecorded('unknown'), chamber: null, last: null, began: null },
  on: {
    MandateBegan: (state, event) => ({
      run: shift(state.run, event.facts['seated'] === 'no' ? 'elected' : 'sitting', event),
      chamber: (event.facts['chamber'] as string | undefined) ?? state.chamber,
      last: event,
      began: event,
    }),
    MandateSuspended: (state, event) => to(state, 'suspended', event),
    MandateRevoked: (state, event) => to(state, 'revoked', event),
    MandateRestored: (state, event) => to(state, 'restored', event),
    MandateEnded: (state, event) => unlessRevoked(state, event),
    [ENDED_BY_TIME]: (state, event) => (state.began === event.of ? unlessRevoked(state, event) : state),
    StatusReported: (state, event) => reported(state, event),
    Died: ended,
    Killed: ended,
  },
  ends: (event) => (event.type === 'MandateBegan' ? termOf(event.facts, event) : null),
  show: ([{ chamber, last }]) => ({
    details: {
      chamber,
      authority: last?.facts['authority'] ?? null,
      how: last?.facts['how'] ?? null,
      seatGivenTo: last?.facts['seatGivenTo'] ?? null,
    },
  }),
  canEnd: ['elected', 'sitting', 'suspended', 'restored'],
});

const to = (state: Mandate, value: string, event: FoldEvent): Mandate => ({
  ...state,
  run: shift(state.run, value, event),
  last: event,
});

/** A mandate taken before its term stays revoked when the term would have ended; what never began does not end. */
function unlessRevoked(state: Mandate, event: FoldEvent): Mandate {
  return state.run.value === 'revoked' ? state : to(state, 'ended', event);
}

/** Death ends a mandate that is not yet over; a taken one it leaves as it was. */
function ended(state: Mandate, event: FoldEvent): Mandate {
  const open = ['elected', 'sitting', 'suspended', 'restored'].includes(state.run.value);
  return open ? to(state, 'ended', event) : state;
}

function reported(state: Mandate, event: FoldEvent): Mandate {
  const value = String(event.facts['value']);
  const { chamber } = (event.facts['details'] ?? {}) as { chamber?: string };
  const now = { ...state, chamber: chamber ?? state.chamber };
  // Who sits after a restoration sits: the report confirms it.
  if (value === state.run.value || (value === 'sitting' && state.run.value === 'restored'))
    return { ...now, run: confirm(state.run, event) };
  return { ...now, run: shift(state.run, value, event), last: event };
}
