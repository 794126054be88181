import type { FoldEvent } from '../fold/fold-event.js';
import { nothingRecorded, shift } from '../fold/run.js';
import { asView, type ViewState } from './view.js';
import { word } from './word.js';

interface Accountability extends ViewState {
  readonly violence: readonly FoldEvent[];
  readonly perpetrators: readonly FoldEvent[];
  /** The least that a source says was done about all violence so far; what else is recorded may add to it. */
  readonly reported: string;
}

const SCALE = ['none_recorded', 'complete_impunity', 'partial_justice', 'full_justice'] as const;
const [NONE, IMPUNITY, PARTIAL, FULL] = SCALE;

/** Whether those who did violence, and those who ordered it, were convicted. Threats are no violence. Source: model.md 5; the scale of CPJ. */
export const view = asView<Accountability>({
  name: 'accountability',
  of: 'person',
  values: SCALE,
  initial: { run: nothingRecorded(NONE), violence: [], perpetrators: [], reported: NONE },
  on: {
    AttackReported: violence,
    TortureReported: violence,
    Abducted: violence,
    Disappeared: violence,
    Killed: violence,
    PerpetratorArrested: perpetrator,
    PerpetratorConvicted: perpetrator,
    PerpetratorAcquitted: perpetrator,
    StatusReported: (state, event) => ({
      ...state,
      run: shift(state.run, word(event.facts, 'value'), event),
      reported: word(event.facts, 'value'),
    }),
  },
  thing: (event) => String(event.seq),
  show: ([{ perpetrators }]) => ({
    details: {
      perpetrators: perpetrators.map((one) => ({
        role: one.facts['role'] ?? 'not_stated',
        state: STATES[one.type],
        count: one.facts['count'] ?? null,
      })),
    },
  }),
  canEnd: [],
});

const STATES: Readonly<Record<string, string>> = {
  PerpetratorArrested: 'arrested',
  PerpetratorConvicted: 'convicted',
  PerpetratorAcquitted: 'acquitted',
};

function violence(state: Accountability, event: FoldEvent): Accountability {
  const reported = state.reported === FULL ? PARTIAL : state.reported;
  return judged({ ...state, violence: [...state.violence, event], reported }, event);
}

function perpetrator(state: Accountability, event: FoldEvent): Accountability {
  return judged({ ...state, perpetrators: [...state.perpetrators, event] }, event);
}

const rank = (value: string): number => SCALE.findIndex((one) => one === value);

function judged(state: Accountability, event: FoldEvent): Accountability {
  if (state.violence.length === 0) return state;
  const value = SCALE[Math.max(rank(state.reported), rank(valueOf(state)))]!;
  return { ...state, run: shift(state.run, value, event) };
}

/** Full only when, for every act, those who did it and those who ordered it are convicted. */
function valueOf({ violence: acts, perpetrators }: Accountability): string {
  const convicted = perpetrators.filter((one) => one.type === 'PerpetratorConvicted');
  if (convicted.length === 0) return IMPUNITY;
  const roles = (act: FoldEvent) => new Set(convicted.filter((one) => isOf(one, act)).map((one) => one.facts['role']));
  return acts.every((act) => roles(act).has('material') && roles(act).has('instigator')) ? FULL : PARTIAL;
}

function isOf(perpetrator: FoldEvent, act: FoldEvent): boolean {
  const of = perpetrator.facts['of'];
  return of === undefined || of === act.known.event.key || of === act.known.event.eventId;
}
