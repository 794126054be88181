import type { FoldEvent } from '../fold/fold-event.js';
import { STILL_HELD } from '../fold/fold-event.js';
import { confirm, nothingRecorded, restsOn, shift, type Run } from '../fold/run.js';
import { onLiberty } from './liberty.js';
import { LIBERTY_START, type Liberty } from './titles.js';
import { asView, type ViewState } from './view.js';
import { word } from './word.js';

const AXES = ['solitary', 'visits', 'medicalCare', 'lawyer', 'family', 'video'] as const;
const NOT_STATED = nothingRecorded('not_stated');

interface Conditions extends ViewState {
  readonly axes: Readonly<Record<string, Run>>;
  readonly liberty: Liberty;
}

/** How somebody is held: per axis, until the next report on that axis or the end of custody. Source: model.md 5, `detentionConditions`. */
export const view = asView<Conditions>({
  name: 'detentionConditions',
  of: 'person',
  values: ['none_recorded', 'reported', 'ended'],
  initial: { run: nothingRecorded('none_recorded'), axes: {}, liberty: LIBERTY_START },
  begunBy: ({ type }) => type === 'DetentionConditionsReported' || type === 'StatusReported',
  reports: ['custody', 'houseArrest', 'detentionConditions'],
  readOff: ({ liberty }, report) => (report.facts['view'] === 'detentionConditions' ? [] : [liberty.run]),
  on: {
    ...Object.fromEntries(
      Object.entries(onLiberty).map(([type, handler]) => [
        type,
        (state: Conditions, event: FoldEvent) => untilRelease(state, handler(state.liberty, event), event),
      ]),
    ),
    DetentionConditionsReported: (state, event) => {
      const axis = String(event.facts['axis']);
      const run = shift(state.axes[axis] ?? NOT_STATED, word(event.facts, 'value'), event);
      return { ...state, run: shift(state.run, 'reported', event), axes: { ...state.axes, [axis]: run } };
    },
    StatusReported: (state, event) => reported(state, event),
    [STILL_HELD]: (state, event) => {
      const axes = Object.fromEntries(Object.entries(state.axes).map(([axis, run]) => [axis, stillSo(run, event)]));
      return { run: stillSo(state.run, event), axes, liberty: onLiberty[STILL_HELD]!(state.liberty, event) };
    },
  },
  thing: (event) => (event.type === 'DetentionConditionsReported' ? word(event.facts, 'axis') : null),
  show: (_, context) => ({
    details: {
      axes: Object.fromEntries(
        AXES.map((axis) => [axis, context.status(({ axes }) => axes[axis] ?? NOT_STATED, detailOf)]),
      ),
    },
  }),
  canEnd: ['reported'],
});

const detailOf = ({ deciding }: Run) => ({
  detail: deciding.findLast((event) => event.facts['detail'] !== undefined)?.facts['detail'] ?? null,
});

function reported(state: Conditions, event: FoldEvent): Conditions {
  if (event.facts['view'] !== 'detentionConditions')
    return untilRelease(state, onLiberty['StatusReported']!(state.liberty, event), event);
  const value = word(event.facts, 'value');
  return { ...state, run: shift(state.run, value, event) };
}

const stillSo = (run: Run, event: FoldEvent): Run => (restsOn(run, event) ? confirm(run, event) : run);

const ENDS = new Set(['released', 'escaped', 'ended', 'free']);

function untilRelease(state: Conditions, liberty: Liberty, event: FoldEvent): Conditions {
  const over = state.run.value === 'reported' && liberty.run !== state.liberty.run && ENDS.has(liberty.run.value);
  const died = state.run.value === 'reported' && (event.type === 'Died' || event.type === 'Killed');
  return over || died ? { run: shift(state.run, 'ended', event), axes: {}, liberty } : { ...state, liberty };
}
