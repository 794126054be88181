import type { AnyView, ViewState } from '../views/view.js';
import { begunThen, isFoldEvent, STILL_HELD, type FoldEvent } from './fold-event.js';
import { memo, memoBy } from './memo.js';
import { confirm, isRun, restsOn } from './run.js';

/** Told of every event as a world takes it: the state before and after. */
export type Observer = (event: FoldEvent, before: ViewState, after: ViewState) => void;

/** One step of a view. Worlds share their states: what was folded once for one of them is not folded again for another. */
export class Steps {
  private states: Map<string, ViewState> | null = null;
  private taken: Map<ViewState, Map<FoldEvent, ViewState>> | null = null;

  constructor(
    private readonly view: AnyView,
    private readonly observe?: Observer,
  ) {}

  apply(state: ViewState, event: FoldEvent): ViewState {
    const after = stepOf(this.view, state, event);
    this.observe?.(event, state, after);
    return after;
  }

  /** As `apply`, of a state that is known; equal states are the same object. */
  take(state: ViewState, event: FoldEvent): ViewState {
    this.taken ??= new Map();
    const ofState = this.taken.get(state) ?? new Map<FoldEvent, ViewState>();
    this.taken.set(state, ofState);
    const done = ofState.get(event);
    if (done) return done;
    const after = this.apply(state, event);
    const known = after === state ? state : this.known(after);
    ofState.set(event, known);
    return known;
  }

  known(state: ViewState): ViewState {
    this.states ??= new Map();
    const key = stateKey(state);
    const known = this.states.get(key);
    if (!known) this.states.set(key, state);
    return known ?? state;
  }
}

export const stepOf = (view: AnyView, state: ViewState, event: FoldEvent): ViewState =>
  afterwards(event, state, () => handle(view, state, event));

function handle(view: AnyView, state: ViewState, event: FoldEvent): ViewState {
  const handler = view.on[event.type];
  if (!handler) return event.type === STILL_HELD ? stillHeld(state, event) : state;
  return handler(state, event.open && view.changesOnItsDay?.(state, event) ? begunThen(event) : event);
}

/** Every view begins with a state of its own, so a state tells the view too. */
const afterwards = memoBy<FoldEvent, ViewState, ViewState>();

/** A later source confirms the value for as long as it rests on the event of which it speaks. */
function stillHeld<S extends ViewState>(state: S, event: FoldEvent): S {
  return restsOn(state.run, event) ? { ...state, run: confirm(state.run, event) } : state;
}

/** States are the same when they show the same and go on in the same way; the reasons are told of the earliest world alone. */
export const stateKey = memo((state: ViewState): string =>
  JSON.stringify(state, (name, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    if (isFoldEvent(value)) return `#${value.seq}${value.type}${value.since}`;
    if (isRun(value)) return [value.value, value.since === null, value.confirmed, value.inferred];
    return name === 'events' ? undefined : value;
  }),
);
