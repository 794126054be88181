import type { FoldEvent } from '../fold/fold-event.js';
import { confirm, nothingRecorded, shift, type Run } from '../fold/run.js';
import { asView, type ViewState } from './view.js';
import { word } from './word.js';

interface Life extends ViewState {
  readonly last: FoldEvent | null;
}

/** Disappearance and death, and the motive of a killing by its voices. Source: model.md 5, `life`; CPJ for the motive. */
export const view = asView<Life>({
  name: 'life',
  of: 'person',
  values: ['no_death_recorded', 'disappeared', 'reappeared', 'killed', 'died'],
  initial: { run: nothingRecorded('no_death_recorded'), last: null },
  on: {
    Disappeared: (state, event) => unlessDead(state, 'disappeared', event),
    Reappeared: (state, event) => unlessDead(state, 'reappeared', event),
    Killed: (state, event) => dead(state, 'killed', event),
    Died: (state, event) => dead(state, 'died', event),
    StatusReported: (state, event) => {
      const value = word(event.facts, 'value');
      if (value === 'killed' || value === 'died') return dead(state, value, event);
      return value === 'no_death_recorded'
        ? { run: shift(state.run, value, event), last: event }
        : unlessDead(state, value, event);
    },
  },
  show: ([{ last }], context) => ({
    details: {
      country: last?.place?.country ?? null,
      place: last?.place?.text ?? null,
      motive: context.status(motiveIn),
    },
  }),
  canEnd: ['disappeared'],
});

const isDead = (state: Life): boolean => state.run.value === 'killed' || state.run.value === 'died';
const unlessDead = (state: Life, value: string, event: FoldEvent): Life =>
  isDead(state) ? state : { run: shift(state.run, value, event), last: event };

/** A death is told once; a second telling confirms it, and a killing says more than a death. */
function dead(state: Life, value: string, event: FoldEvent): Life {
  if (isDead(state) && (value === 'died' || state.run.value === 'killed'))
    return { ...state, run: confirm(state.run, event) };
  return { run: shift(state.run, value, event), last: event };
}

const motiveIn = ({ run, last }: Life): Run =>
  run.value === 'killed' && last ? motiveOf(last) : nothingRecorded('not_stated');

/** Voices of the lens that tell different motives make it contested; the word of the one that counts stands otherwise. */
function motiveOf(killing: FoldEvent): Run {
  const own = word(killing.facts, 'motive');
  const told = killing.telling
    .map(({ assertion }) => word({ ...killing.known.facts, ...assertion.facts }, 'motive'))
    .filter((motive) => motive !== 'not_stated');
  const value = new Set(told).size > 1 ? 'contested' : (told[0] ?? own);
  return { value, since: killing, deciding: [killing], confirmed: killing.confirms };
}
