import type { FoldEvent } from '../fold/fold-event.js';
import { confirm, nothingRecorded, shift } from '../fold/run.js';
import { asView, type ViewState } from './view.js';
import { word } from './word.js';

interface CaseStatus extends ViewState {
  readonly closure: FoldEvent | null;
}

/** Where the procedure before the Committee stands. A decision reopens nothing; a death changes nothing. Source: model.md 5, case status. */
export const view = asView<CaseStatus>({
  name: 'caseStatus',
  of: 'case',
  values: [
    'none_recorded',
    'received',
    'admissible',
    'inadmissible',
    'under_examination',
    'suspended',
    'closed',
    'reopened',
  ],
  initial: { run: nothingRecorded('none_recorded'), closure: null },
  on: {
    ComplaintSubmitted: (state, event) => (state.run.since === null ? to(state, 'received', event) : state),
    AdmissibilityDecided: (state, event) => to(state, String(event.facts['outcome']), event),
    DecisionAdopted: examined,
    MissionConducted: examined,
    HearingHeld: examined,
    ExaminationSuspended: (state, event) => to(state, 'suspended', event),
    ExaminationResumed: (state, event) => to(state, 'under_examination', event),
    CaseClosed: (state, event) => ({ run: shift(state.run, 'closed', event), closure: event }),
    CasesMerged: (state, event) => ({ run: shift(state.run, 'closed', event), closure: event }),
    CaseReopened: (state, event) => to(state, 'reopened', event),
    StatusReported: (state, event) => to(state, word(event.facts, 'value'), event),
  },
  show: ([{ closure }]) => ({
    details: {
      closure: closure && {
        kind: closure.facts['kind'] ?? 'merged',
        form: closure.facts['form'] ?? null,
        into: closure.facts['into'] ?? null,
      },
    },
  }),
  canEnd: ['received', 'admissible', 'under_examination', 'suspended', 'reopened'],
});

const to = (state: CaseStatus, value: string, event: FoldEvent): CaseStatus => ({
  run: shift(state.run, value, event),
  closure: null,
});

const STAYS = new Set(['closed', 'inadmissible', 'suspended']);

function examined(state: CaseStatus, event: FoldEvent): CaseStatus {
  if (STAYS.has(state.run.value)) return state;
  return state.run.value === 'under_examination'
    ? { ...state, run: confirm(state.run, event) }
    : to(state, 'under_examination', event);
}
