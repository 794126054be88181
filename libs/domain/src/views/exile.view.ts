import type { FoldEvent } from '../fold/fold-event.js';
import { confirm, nothingRecorded, shift } from '../fold/run.js';
import { asView, type ViewState } from './view.js';
import { word } from './word.js';

interface Exile extends ViewState {
  readonly country: string | null;
}

/** Who lives abroad because they cannot safely be at home; only a return clears it. Source: model.md 5, `exile`; HURIDOCS 4.0501 02. */
export const view = asView<Exile>({
  name: 'exile',
  of: 'person',
  values: ['none_recorded', 'unknown', 'in_exile', 'returned', 'ended'],
  initial: { run: nothingRecorded('none_recorded'), country: null },
  on: {
    Fled: abroad,
    Expelled: abroad,
    ReturnAttempted: (state, event) =>
      state.run.value === 'in_exile' && hasFailed(event) ? { ...state, run: confirm(state.run, event) } : state,
    Returned: (state, event) => ({ run: shift(state.run, 'returned', event), country: null }),
    StatusReported: (state, event) => {
      const value = word(event.facts, 'value');
      return value === 'in_exile' ? abroad(state, event) : { run: shift(state.run, value, event), country: null };
    },
    Died: ended,
    Killed: ended,
  },
  show: ([{ country }]) => ({ details: { country } }),
  canEnd: ['in_exile'],
});

const hasFailed = ({ facts: { outcome } }: FoldEvent): boolean => outcome === 'failed' || outcome === 'refused';

function abroad(state: Exile, event: FoldEvent): Exile {
  const { country } = (event.facts['details'] ?? {}) as { country?: string };
  const to = event.place?.country ?? (event.facts['to'] as string | undefined) ?? country;
  return {
    run: shift(state.run, 'in_exile', event),
    country: to ?? (state.run.value === 'in_exile' ? state.country : null),
  };
}

function ended(state: Exile, event: FoldEvent): Exile {
  return state.run.value === 'in_exile' ? { run: shift(state.run, 'ended', event), country: null } : state;
}
