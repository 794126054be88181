import { nothingRecorded, shift } from '../fold/run.js';
import type { FoldEvent } from '../fold/fold-event.js';
import { counts, heaviest, isCertain, makesALine, onLines, shownLine, stands, type Line } from './sentence-lines.js';
import { asView, type ViewState } from './view.js';
import { word } from './word.js';

interface Sentences extends ViewState {
  readonly lines: readonly Line[];
}

/** All sentences, one line each. Terms are never added up. Source: model.md 5, `sentences`; domain.md 1.1, 3 to 6. */
export const view = asView<Sentences>({
  name: 'sentences',
  of: 'person',
  values: ['none_recorded', 'standing', 'none_standing'],
  initial: { run: nothingRecorded('none_recorded'), lines: [] },
  on: {
    ...Object.fromEntries(
      Object.entries(onLines).map(([type, handler]) => [
        type,
        (state: Sentences, event: FoldEvent) => changed(state, handler(state.lines, event), event),
      ]),
    ),
    StatusReported: (state, event) => ({
      ...state,
      run: shift(state.run, word(event.facts, 'value'), event),
    }),
  },
  thing: proceedingOf,
  begunBefore: isWithoutVerdict,
  show: (states) => {
    const [{ lines }] = states;
    const worlds = states.map((state) => state.lines);
    return {
      details: {
        sentences: lines.map((line) => shownLine(line, worlds)),
        heaviest: heaviest(lines.filter(stands)),
        count: lines.filter((line) => counts(line) && isCertain(line, worlds)).length,
      },
    };
  },
  canEnd: [],
});

function changed(state: Sentences, lines: readonly Line[], event: FoldEvent): Sentences {
  if (lines.length === state.lines.length && lines.every((line, index) => line === state.lines[index])) return state;
  return { lines, run: shift(state.run, lines.some(stands) ? 'standing' : 'none_standing', event) };
}

/** Null: a pardon that covers them all. */
export function proceedingOf({ type, facts }: FoldEvent): string | null {
  return type === 'Pardoned' && !Array.isArray(facts['covers']) ? null : String(facts['proceeding']);
}

/** Before an appeal whose verdict nobody recorded, its sentence is possible. */
export function isWithoutVerdict(event: FoldEvent, all: readonly FoldEvent[]): boolean {
  if (event.type !== 'AppealDecided' || !makesALine(event)) return false;
  return !all.some(
    (other) =>
      other !== event &&
      other.facts['proceeding'] === event.facts['proceeding'] &&
      (other.type === 'VerdictDelivered' || (other.type === 'AppealDecided' && other.to < event.from)),
  );
}
