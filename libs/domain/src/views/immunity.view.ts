import type { FoldEvent } from '../fold/fold-event.js';
import { nothingRecorded, shift, type Run } from '../fold/run.js';
import { asView, type ViewState } from './view.js';

interface Immunity extends ViewState {
  readonly body: string | null;
  /** The value before the mandate ended, which its restoration brings back. */
  readonly before: string | null;
}

/** Parliamentary immunity, which lives and ends with the mandate. Source: model.md 5, `immunity`. */
export const view = asView<Immunity>({
  name: 'immunity',
  of: 'person',
  values: ['none_recorded', 'not_lifted', 'lifted', 'restored', 'ended_with_mandate'],
  initial: { run: nothingRecorded('none_recorded'), body: null, before: null },
  reports: ['immunity', 'mandate'],
  on: {
    ImmunityLifted: (state, event) => said(state, 'lifted', event),
    ImmunityRestored: (state, event) => said(state, 'restored', event),
    MandateBegan: (state, event) => (event.facts['seated'] === 'no' ? state : sits(state, event, 'not_lifted')),
    MandateRestored: (state, event) => sits(state, event, state.before ?? 'not_lifted'),
    MandateRevoked: ended,
    MandateEnded: ended,
    StatusReported: (state, event) => reported(state, event),
    Died: ended,
    Killed: ended,
  },
  show: ([{ body }]) => ({ details: { body } }),
  canEnd: [],
});

const said = (state: Immunity, value: string, event: FoldEvent): Immunity => ({
  ...state,
  run: shift(state.run, value, event),
  body: (event.facts['body'] as string | undefined) ?? null,
});

/** Someone known to sit has it, unless it was said to be lifted in this mandate. */
function sits(state: Immunity, event: FoldEvent, value: string): Immunity {
  const { value: now } = state.run;
  if (now === 'lifted' || now === 'restored')
    return event.type === 'MandateBegan' ? { run: shift(state.run, value, event), body: null, before: null } : state;
  return { run: begin(state.run, value, event), body: null, before: null };
}

const begin = (run: Run, value: string, event: FoldEvent): Run =>
  run.value === value ? run : shift(run, value, event);

function ended(state: Immunity, event: FoldEvent): Immunity {
  if (state.run.value === 'ended_with_mandate' || state.run.value === 'none_recorded') return state;
  return { run: shift(state.run, 'ended_with_mandate', event), body: null, before: state.run.value };
}

function reported(state: Immunity, event: FoldEvent): Immunity {
  const value = String(event.facts['value']);
  if (event.facts['view'] === 'immunity') return { ...state, run: shift(state.run, value, event) };
  if (value === 'sitting' || value === 'restored') {
    return state.run.value === 'none_recorded' || state.run.value === 'ended_with_mandate'
      ? sits(state, event, state.before ?? 'not_lifted')
      : state;
  }
  return value === 'revoked' || value === 'ended' ? ended(state, event) : state;
}
