import type { FoldEvent } from '../fold/fold-event.js';
import { confirm, nothingRecorded, shift, type Run } from '../fold/run.js';
import { onLiberty } from './liberty.js';
import { LIBERTY_START, type Liberty, type Title } from './titles.js';
import { asView } from './view.js';
import { word } from './word.js';

interface HouseArrest {
  readonly run: Run;
  readonly liberty: Liberty;
}

/** Who is confined to their home: read off the titles of custody, no state of its own. Source: model.md 5, `houseArrest`. */
export const view = asView<HouseArrest>({
  name: 'houseArrest',
  of: 'person',
  values: ['none_recorded', 'unknown', 'in_force', 'lifted', 'ended'],
  initial: { run: nothingRecorded('none_recorded'), liberty: LIBERTY_START },
  on: Object.fromEntries(
    Object.entries(onLiberty).map(([type, handler]) => [
      type,
      (state: HouseArrest, event: FoldEvent) => readOff(state, handler(state.liberty, event), event),
    ]),
  ),
  begunBy: ({ type, facts }) => BEGINS.has(type) || facts['execution'] === 'house_arrest',
  reports: ['custody', 'houseArrest'],
  readOff: ({ liberty }) => [liberty.run],
  show: ([{ liberty }]) => ({
    details: { title: houseTitle(liberty)?.title ?? null, limits: houseTitle(liberty) ? liberty.limits : [] },
  }),
  saidBy: { view: 'custody', value: 'house_arrest' },
  canEnd: ['in_force'],
});

const BEGINS = new Set(['HouseArrestImposed', 'HouseArrestLifted', 'StatusReported']);

const houseTitle = (liberty: Liberty): Title | undefined =>
  liberty.titles.findLast((title) => title.value === 'house_arrest');

function readOff({ run }: HouseArrest, liberty: Liberty, event: FoldEvent): HouseArrest {
  if (houseTitle(liberty)) {
    const isNews = liberty.run.deciding.includes(event);
    return {
      run: run.value === 'in_force' ? (isNews ? confirm(run, event) : run) : shift(run, 'in_force', event),
      liberty,
    };
  }
  if (run.value !== 'in_force') return { run: withoutTitle(run, event), liberty };
  return { run: shift(run, liberty.run.value === 'ended' ? 'ended' : 'lifted', event), liberty };
}

/** That it was lifted may be all that is known of a house arrest. */
function withoutTitle(run: Run, event: FoldEvent): Run {
  if (event.type === 'HouseArrestLifted' && run.since === null) return shift(run, 'lifted', event);
  const isAboutIt = event.type === 'StatusReported' && event.facts['view'] === 'houseArrest';
  return isAboutIt ? shift(run, word(event.facts, 'value'), event) : run;
}
