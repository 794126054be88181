import { ENDED_BY_TIME, type FoldEvent } from '../fold/fold-event.js';
import { confirm, nothingRecorded, shift } from '../fold/run.js';
import type { Facts } from '../record/development.js';
import { isoOf } from '../time/day.js';
import { parseEdtf } from '../time/edtf.js';
import { termOf } from './term.js';
import { asView, type ViewState } from './view.js';

interface Ban {
  readonly event: FoldEvent;
  readonly term: Facts;
  readonly proceeding: unknown;
  readonly state: 'in_force' | 'expired' | 'rehabilitated' | 'quashed' | 'ended';
}

interface Bans extends ViewState {
  readonly bans: readonly Ban[];
}

/** Bans on political activity, by order or as rights lost by verdict; each ends by itself. Source: model.md 5, `politicalBan`; domain.md 1.1, 9 to 11. */
export const view = asView<Bans>({
  name: 'politicalBan',
  of: 'person',
  values: ['none_recorded', 'banned', 'expired', 'rehabilitated', 'quashed', 'ended'],
  initial: { run: nothingRecorded('none_recorded'), bans: [] },
  on: {
    PoliticalBanImposed: (state, event) => imposed(state, event, event.facts),
    VerdictDelivered: (state, event) =>
      event.facts['rightsLost'] ? imposed(state, event, event.facts['rightsLost'] as Facts) : state,
    AppealDecided: (state, event) => appealed(state, event),
    PoliticalBanLifted: (state, event) =>
      ended(state, event, event.facts['ground'] === 'quashed' ? 'quashed' : 'rehabilitated', (ban) =>
        isNamed(ban, event),
      ),
    [ENDED_BY_TIME]: (state, event) => ended(state, event, 'expired', (ban) => ban.event === event.of),
    StatusReported: (state, event) => reported(state, event),
    Died: (state, event) => ended(state, event, 'ended', () => true),
    Killed: (state, event) => ended(state, event, 'ended', () => true),
  },
  ends: (event, began) => {
    const term = event.type === 'PoliticalBanImposed' ? event.facts : (event.facts['rightsLost'] as Facts | undefined);
    return term ? termOf(term, began) : null;
  },
  thing: (event) => event.known.event.eventId,
  show: ([{ bans }]) => {
    const latest = latestOf(bans.filter((ban) => ban.state === 'in_force'));
    return {
      until: latest ? untilOf(latest) : null,
      untilInclusive: latest?.term['untilInclusive'] === true,
      details: {
        bans: bans.map((ban) => ({
          id: ban.event.known.event.eventId,
          authority: ban.event.facts['authority'] ?? ban.event.facts['court'] ?? null,
          from: ban.event.since,
          until: untilOf(ban),
          untilInclusive: ban.term['untilInclusive'] === true,
          rights: ban.term['rights'] ?? [],
          state: ban.state,
        })),
      },
    };
  },
  canEnd: [],
});

function imposed(state: Bans, event: FoldEvent, term: Facts): Bans {
  const ban: Ban = { event, term, proceeding: event.facts['proceeding'], state: 'in_force' };
  return { bans: [...state.bans, ban], run: shift(state.run, 'banned', event) };
}

function ended(state: Bans, event: FoldEvent, how: Ban['state'], ends: (ban: Ban) => boolean): Bans {
  const bans = state.bans.map((ban) => (ban.state === 'in_force' && ends(ban) ? { ...ban, state: how } : ban));
  if (bans.every((ban, index) => ban === state.bans[index])) return state;
  const isBanned = bans.some((ban) => ban.state === 'in_force');
  return { bans, run: isBanned ? confirm(state.run, event) : shift(state.run, how, event) };
}

function isNamed({ event: { known } }: Ban, event: FoldEvent): boolean {
  const ends = event.facts['ends'];
  return !Array.isArray(ends) || ends.includes(known.event.key) || ends.includes(known.event.eventId);
}

/** Quashing a sentence quashes the rights lost with it; a ruling that varies them replaces them. */
function appealed(state: Bans, event: FoldEvent): Bans {
  const { outcome, proceeding, convicted, rightsLost } = event.facts;
  const ofProceeding = (ban: Ban) => ban.proceeding !== undefined && ban.proceeding === proceeding;
  if (outcome === 'quashed' || outcome === 'retrial' || convicted === 'no')
    return ended(state, event, 'quashed', ofProceeding);
  if (!rightsLost) return state;
  return imposed({ ...state, bans: state.bans.filter((ban) => !ofProceeding(ban)) }, event, rightsLost as Facts);
}

function reported(state: Bans, event: FoldEvent): Bans {
  const value = String(event.facts['value']);
  if (value === state.run.value) return { ...state, run: confirm(state.run, event) };
  if (value === 'banned')
    return imposed(state, event, { not_stated: true, ...((event.facts['details'] ?? {}) as Facts) });
  const bans = state.bans.map((ban) => (ban.state === 'in_force' ? { ...ban, state: value as Ban['state'] } : ban));
  return { bans, run: shift(state.run, value, event) };
}

/** A date, `indefinite` or `not_stated`. */
function untilOf({ event, term }: Ban): string {
  if (term['indefinite'] === true) return 'indefinite';
  if (typeof term['until'] === 'string') return term['until'];
  const over = termOf(term, event);
  if (!over) return 'not_stated';
  return over.from === over.to ? isoOf(over.from) : `[${isoOf(over.from)}..${isoOf(over.to)}]`;
}

function latestOf(bans: readonly Ban[]): Ban | undefined {
  const weight = (ban: Ban): number => {
    const until = untilOf(ban);
    if (until === 'indefinite') return Number.POSITIVE_INFINITY;
    if (until === 'not_stated') return Number.MAX_VALUE;
    const range = parseEdtf(until);
    return 'fault' in range ? 0 : range.to;
  };
  return bans.reduce<Ban | undefined>(
    (latest, ban) => (latest && weight(latest) >= weight(ban) ? latest : ban),
    undefined,
  );
}
