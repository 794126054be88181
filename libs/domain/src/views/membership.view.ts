import type { FoldEvent } from '../fold/fold-event.js';
import { confirm, nothingRecorded, note, shift } from '../fold/run.js';
import { caseOf } from '../record/development.js';
import { asView, type ViewState } from './view.js';
import { word } from './word.js';

interface Stay {
  /** Null where only the removal is known. */
  readonly added: FoldEvent | null;
  readonly removed: FoldEvent | null;
}

interface Membership extends ViewState {
  /** By stream of the collective case: the last stay in it. */
  readonly stays: Readonly<Record<string, Stay>>;
}

/** Of which collective cases somebody is, or was, one of the parliamentarians. Source: model.md 5, `membership`. */
export const view = asView<Membership>({
  name: 'membership',
  of: 'person',
  values: ['none_recorded', 'member', 'former_member'],
  initial: { run: nothingRecorded('none_recorded'), stays: {} },
  on: {
    MembersAdded: (state, event) => {
      const stay = state.stays[event.known.event.stream];
      return stay && !stay.removed
        ? { ...state, run: confirm(state.run, event) }
        : moved(state, event, { added: event, removed: null });
    },
    MembersRemoved: (state, event) => {
      const stay = state.stays[event.known.event.stream];
      return stay?.removed ? state : moved(state, event, { added: stay?.added ?? null, removed: event });
    },
    StatusReported: (state, event) => ({
      ...state,
      run: shift(state.run, word(event.facts, 'value'), event),
    }),
  },
  thing: (event) => event.known.event.stream,
  show: (states) => ({ details: shown(states) }),
  canEnd: [],
});

function moved(state: Membership, event: FoldEvent, stay: Stay): Membership {
  const stays = { ...state.stays, [event.known.event.stream]: stay };
  const isMember = Object.values(stays).some((one) => !one.removed);
  // Who leaves one case and stays in another is a member still, but the removal does not say so.
  const run =
    isMember && stay.removed ? note(state.run, event) : shift(state.run, isMember ? 'member' : 'former_member', event);
  return { stays, run };
}

const isIn = (state: Membership, stream: string): boolean =>
  state.stays[stream] !== undefined && state.stays[stream].removed === null;

/** Cases of which somebody is a member in every world are listed as such; of which only in some, as possible. */
function shown(states: readonly [Membership, ...Membership[]]): Readonly<Record<string, unknown>> {
  const streams = [...new Set(states.flatMap((state) => Object.keys(state.stays)))].sort();
  const certain = streams.filter((stream) => states.every((state) => isIn(state, stream)));
  const possible = streams.filter((stream) => !certain.includes(stream) && states.some((state) => isIn(state, stream)));
  const former = streams.filter((stream) => !certain.includes(stream) && !possible.includes(stream));
  const stayIn = (stream: string): Stay => states.find((state) => state.stays[stream])!.stays[stream]!;
  return {
    cases: certain.map((stream) => ({ case: caseOf(stream), since: stayIn(stream).added?.since ?? null, until: null })),
    formerCases: former.map((stream) => ({
      case: caseOf(stream),
      since: stayIn(stream).added?.since ?? null,
      until: stayIn(stream).removed?.since ?? null,
    })),
    possibleCases: possible.map(caseOf),
  };
}
