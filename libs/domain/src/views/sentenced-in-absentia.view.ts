import { nothingRecorded, shift } from '../fold/run.js';
import type { FoldEvent } from '../fold/fold-event.js';
import { isCertain, onLines, stands, type Line } from './sentence-lines.js';
import { isWithoutVerdict, proceedingOf } from './sentences.view.js';
import { asView, type ViewState } from './view.js';
import { word } from './word.js';

interface InAbsentia extends ViewState {
  readonly lines: readonly Line[];
}

/** Who was sentenced while not present at trial, as long as a line of it stands. Source: model.md 5; HURIDOCS 31.13. */
export const view = asView<InAbsentia>({
  name: 'sentencedInAbsentia',
  of: 'person',
  values: ['none_recorded', 'yes', 'none_standing'],
  initial: { run: nothingRecorded('none_recorded'), lines: [] },
  on: {
    ...Object.fromEntries(
      Object.entries(onLines).map(([type, handler]) => [
        type,
        (state: InAbsentia, event: FoldEvent) => changed(state, handler(state.lines, event), event),
      ]),
    ),
    StatusReported: (state, event) => ({
      ...state,
      run: shift(state.run, word(event.facts, 'value'), event),
    }),
  },
  thing: proceedingOf,
  begunBefore: isWithoutVerdict,
  show: (states) => ({ details: { count: count(states.map((state) => state.lines)) } }),
  canEnd: [],
});

const inAbsentia = (lines: readonly Line[]): Line[] => lines.filter((line) => line.inAbsentia === 'yes');

const count = (worlds: readonly (readonly Line[])[]): number =>
  inAbsentia(worlds[0] ?? []).filter((line) => stands(line) && isCertain(line, worlds)).length;

function changed(state: InAbsentia, lines: readonly Line[], event: FoldEvent): InAbsentia {
  const [before, now] = [inAbsentia(state.lines), inAbsentia(lines)];
  if (now.length === before.length && now.every((line, index) => line === before[index])) return { ...state, lines };
  return { lines, run: shift(state.run, now.some(stands) ? 'yes' : 'none_standing', event) };
}
