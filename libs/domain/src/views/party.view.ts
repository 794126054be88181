import type { FoldEvent } from '../fold/fold-event.js';
import { nothingRecorded, shift } from '../fold/run.js';
import { asView, type ViewState } from './view.js';
import { word } from './word.js';

interface PartyDetails {
  readonly name?: string;
  readonly side?: string;
  readonly office?: string;
}

interface Party extends ViewState {
  readonly details: PartyDetails;
  /** The country of the case that told it, within which a party's name is known. */
  readonly stream: string | null;
}

/** Party, side and office, as they were reported. `partyStatus` is joined on reading. Source: model.md 5, `party`. */
export const view = asView<Party>({
  name: 'party',
  of: 'person',
  values: ['none_recorded', 'unknown', 'member', 'former_member'],
  initial: { run: nothingRecorded('none_recorded'), details: {}, stream: null },
  on: { StatusReported: reported },
  show: ([
    {
      details: { name, side, office },
      stream,
    },
  ]) => ({ details: { name: name ?? null, side: side ?? 'not_stated', office: office ?? null, toldOn: stream } }),
  canEnd: ['member'],
});

/** What a report leaves out of the same party stays as it was last said. */
function reported(state: Party, event: FoldEvent): Party {
  const details = (event.facts['details'] ?? {}) as PartyDetails;
  const sameParty = details.name === undefined || details.name === state.details.name;
  return {
    run: shift(state.run, word(event.facts, 'value'), event),
    details: sameParty ? { ...state.details, ...details } : details,
    stream: event.known.event.stream,
  };
}
