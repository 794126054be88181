import { isoOf, type Day } from '../time/day.js';
import { onLiberty } from './liberty.js';
import { LIBERTY_START, type Liberty } from './titles.js';
import { asView } from './view.js';
import { word } from './word.js';

/** Who is held, and on what title. Source: model.md 5, `custody`. */
export const view = asView<Liberty>({
  name: 'custody',
  of: 'person',
  values: [
    'none_recorded',
    'unknown',
    'arrested',
    'pretrial_detention',
    'detained',
    'imprisoned',
    'house_arrest',
    'unacknowledged',
    'free',
    'released',
    'escaped',
    'ended',
  ],
  initial: LIBERTY_START,
  on: onLiberty,
  reports: ['custody', 'houseArrest'],
  // "Detained" of someone arrested goes on from the arrest without a break.
  changesOnItsDay: (before, report) => report.facts['value'] === 'detained' && before.run.value === 'arrested',
  show: ([state]) => ({
    details: {
      place: state.placed?.place?.text ?? null,
      country: state.placed?.place?.country ?? null,
      conditional: state.run.value === 'released' ? word(releaseOf(state)?.facts ?? {}, 'conditional') : null,
      title: state.titles.at(-1)?.title ?? null,
      titles: state.titles.map(({ title, value, proceeding, event }) => ({
        title,
        value,
        proceeding: proceeding ?? null,
        since: event.since,
      })),
      heldSince: heldSince(state),
    },
  }),
  canEnd: ['arrested', 'pretrial_detention', 'detained', 'imprisoned', 'house_arrest', 'unacknowledged'],
  onReading: ({ heldSince: since, ...details }, asOf) => ({
    ...details,
    days: typeof since === 'number' ? asOf - since + 1 : null,
  }),
});

const releaseOf = ({ run }: Liberty) => run.deciding.findLast((event) => event.type === 'Released');

/** Null where nobody is held, or the first day is not known to the day. */
function heldSince({ heldSince: first }: Liberty): Day | null {
  return first && first.from === first.to && !first.open && first.since === isoOf(first.from) ? first.from : null;
}
