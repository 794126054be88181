import {
  goneWithItsProceeding,
  impose,
  liftAll,
  NOTHING_IMPOSED,
  reportedImposed,
  restore,
  type Imposed,
} from './imposed.js';
import { asView } from './view.js';
import { word } from './word.js';

/** Who may not leave: a ban, a passport taken, a condition. Source: model.md 5, `travel`. */
export const view = asView<Imposed>({
  name: 'travel',
  of: 'person',
  values: ['none_recorded', 'restricted', 'lifted', 'ended'],
  initial: { ...NOTHING_IMPOSED },
  begunBy: ({ type }) => BEGINS.has(type),
  on: {
    TravelRestricted: impose('restricted'),
    TravelRestored: restore('lifted'),
    ChargesDropped: goneWithItsProceeding('lifted'),
    VerdictDelivered: goneWithItsProceeding('lifted'),
    AppealDecided: goneWithItsProceeding('lifted'),
    Pardoned: goneWithItsProceeding('lifted'),
    SentenceServed: goneWithItsProceeding('lifted'),
    StatusReported: reportedImposed('restricted'),
    Died: liftAll('ended'),
    Killed: liftAll('ended'),
  },
  show: ([{ open }]) => ({ details: { grounds: open.map((one) => word(one.facts, 'kind')) } }),
  canEnd: ['restricted'],
});

const BEGINS = new Set(['TravelRestricted', 'TravelRestored', 'StatusReported']);
