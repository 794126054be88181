import type { FoldEvent } from '../fold/fold-event.js';
import { nothingRecorded, shift } from '../fold/run.js';
import { endOfTerm, isOver, isSeated, MANDATE_START, onMandate, type Mandate } from './mandates.js';
import { asView, type ViewState } from './view.js';
import { word } from './word.js';

interface Immunity extends ViewState {
  readonly body: string | null;
  readonly mandate: Mandate;
  /** What was so before the mandate ended; its restoration brings it back. */
  readonly before: { readonly value: string; readonly body: string | null } | null;
}

/** Parliamentary immunity, which lives and ends with the mandate, and so is read off it too. Source: model.md 5, `immunity`. */
export const view = asView<Immunity>({
  name: 'immunity',
  of: 'person',
  values: ['none_recorded', 'not_lifted', 'lifted', 'restored', 'ended_with_mandate'],
  initial: { run: nothingRecorded('none_recorded'), body: null, mandate: MANDATE_START, before: null },
  reports: ['immunity', 'mandate'],
  on: {
    ...Object.fromEntries(
      Object.entries(onMandate).map(([type, handler]) => [
        type,
        (state: Immunity, event: FoldEvent) => withMandate(state, handler(state.mandate, event), event),
      ]),
    ),
    ImmunityLifted: (state, event) => said(state, 'lifted', event),
    ImmunityRestored: (state, event) => said(state, 'restored', event),
    StatusReported: (state, event) =>
      event.facts['view'] === 'immunity'
        ? said(state, word(event.facts, 'value'), event)
        : withMandate(state, onMandate['StatusReported']!(state.mandate, event), event),
  },
  ends: endOfTerm,
  readOff: ({ mandate }, report) => (report.facts['view'] === 'mandate' ? [mandate.run] : []),
  show: ([{ body }]) => ({ details: { body } }),
  canEnd: [],
});

const said = (state: Immunity, value: string, event: FoldEvent): Immunity => ({
  ...state,
  run: shift(state.run, value, event),
  body: (event.facts['body'] as string | undefined) ?? null,
});

function withMandate(state: Immunity, mandate: Mandate, event: FoldEvent): Immunity {
  const now = { ...state, mandate };
  const died = event.type === 'Died' || event.type === 'Killed';
  if (isOver(mandate) ? mandate.run !== state.mandate.run : died && state.run.since !== null) return ended(now, event);
  return isSeated(mandate) && !died ? seated(now, event) : now;
}

function ended(state: Immunity, event: FoldEvent): Immunity {
  if (state.run.value === 'ended_with_mandate') return state;
  const before = state.run.since === null ? null : { value: state.run.value, body: state.body };
  return { ...state, run: shift(state.run, 'ended_with_mandate', event), body: null, before };
}

/** A new mandate begins with immunity, a restored one with what was so before; who sits on keeps what was last said. */
function seated(state: Immunity, event: FoldEvent): Immunity {
  const { run, before, mandate } = state;
  if (event.type === 'MandateBegan')
    return { ...state, run: shift(run, 'not_lifted', event), body: null, before: null };
  if (run.since !== null && run.value !== 'ended_with_mandate') return state;
  const back = mandate.run.value === 'restored' ? before : null;
  return { ...state, run: shift(run, back?.value ?? 'not_lifted', event), body: back?.body ?? null, before: null };
}
