import type { FoldEvent } from '../fold/fold-event.js';
import { nothingRecorded, shift, type Run } from '../fold/run.js';
import { asView, type ViewState } from './view.js';
import { word } from './word.js';

/** Whether a party exists: its own events, and `existing` from the first day that any event names it. Source: model.md 5, `party`. */
export const view = asView<ViewState>({
  name: 'partyStatus',
  of: 'party',
  values: ['unknown', 'existing', 'dissolution_requested', 'dissolved', 'disqualified'],
  initial: { run: nothingRecorded('unknown') },
  reports: ['party', 'partyStatus'],
  on: {
    PartyDissolutionRequested: ({ run }, event) => ({
      run: run.value === 'dissolved' ? run : shift(run, 'dissolution_requested', event),
    }),
    PartyDissolved: to('dissolved'),
    PartyDisqualified: to('disqualified'),
    PartyReinstated: to('existing'),
    StatusReported: ({ run }, event) => ({ run: named(run, event) }),
  },
  // One who was reported to be a member by a day tells that the party existed on that day.
  changesOnItsDay: (_state, report) => report.facts['view'] === 'party',
  canEnd: ['existing', 'dissolution_requested', 'disqualified'],
});

function to(value: string) {
  return ({ run }: ViewState, event: FoldEvent): ViewState => ({ run: shift(run, value, event) });
}

function named(run: Run, event: FoldEvent): Run {
  if (event.facts['view'] === 'partyStatus') return shift(run, word(event.facts, 'value'), event);
  return run.since === null ? shift(run, 'existing', event) : run;
}
