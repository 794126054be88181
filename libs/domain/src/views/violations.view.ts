import type { FoldEvent } from '../fold/fold-event.js';
import { confirm, note, nothingRecorded, shift, type Run } from '../fold/run.js';
import { streamOf } from '../record/development.js';
import { asView, type ViewState } from './view.js';

export interface PrintedLine {
  readonly label: string;
  readonly codes: readonly string[];
  readonly currently: 'all' | readonly string[];
  readonly previously?: readonly string[];
}

interface Category {
  readonly code: string;
  readonly label: string;
  readonly applies: 'currently' | 'previously';
  readonly from: string;
  readonly until: null;
}

interface Violations extends ViewState {
  /** The box in force of each case, and the cases of which the person is a member. */
  readonly boxes: Readonly<Record<string, FoldEvent>>;
  readonly memberOf: readonly string[];
  readonly categories: readonly Category[];
}

/**
 * The violations alleged in the box last printed. Without a footnote it concerns the members of the day of the question, as the case card
 * prints it, so who joins later is concerned, and who was removed no more.
 * Source: model.md 5, `violations`; domain.md 3.1.
 */
export const view = asView<Violations>({
  name: 'violations',
  of: 'person',
  values: ['none_recorded', 'alleged'],
  initial: { run: nothingRecorded('none_recorded'), boxes: {}, memberOf: [], categories: [] },
  on: {
    MembersAdded: (state, event) =>
      listed({ ...state, memberOf: [...state.memberOf, event.known.event.stream] }, event),
    MembersRemoved: (state, event) =>
      listed({ ...state, memberOf: state.memberOf.filter((stream) => stream !== event.known.event.stream) }, event),
    ViolationsListed: (state, event) =>
      listed({ ...state, boxes: { ...state.boxes, [event.known.event.stream]: event } }, event),
  },
  thing: (event) => `${event.type === 'ViolationsListed' ? 'box' : 'member'} ${event.known.event.stream}`,
  show: ([{ categories }]) => ({ details: { categories } }),
  canEnd: [],
});

function listed(state: Violations, event: FoldEvent): Violations {
  const categories = Object.entries(state.boxes).flatMap(([stream, box]) =>
    (box.facts['lines'] as readonly PrintedLine[]).flatMap((line) =>
      categoriesOf(line, box, event.whom, state.memberOf.includes(stream) || stream === streamOf(event.whom)),
    ),
  );
  if (JSON.stringify(categories) === JSON.stringify(state.categories)) return state;
  const value = categories.length > 0 ? 'alleged' : 'none_recorded';
  return { ...state, categories, run: told(state, value, event) };
}

/** Who joins while a box is in force is concerned from that day, for the reason of the box; a removal confirms nothing. */
function told({ run, boxes }: Violations, value: string, event: FoldEvent): Run {
  if (value === 'none_recorded' || event.type === 'ViolationsListed') return shift(run, value, event);
  const box = boxes[event.known.event.stream];
  if (!box || run.value === value) return note(run, event);
  return box.from >= event.from ? shift(run, value, box) : confirm(shift(run, value, event), box);
}

function categoriesOf(line: PrintedLine, box: FoldEvent, whom: string, isMember: boolean): Category[] {
  const previously = line.previously?.includes(whom) ?? false;
  const currently = line.currently === 'all' ? isMember && !previously : line.currently.includes(whom);
  if (!currently && !previously) return [];
  const codes = line.codes.length > 0 ? line.codes : [''];
  return codes.map((code) => ({
    code,
    label: line.label,
    applies: currently ? 'currently' : 'previously',
    from: box.since,
    until: null,
  }));
}
