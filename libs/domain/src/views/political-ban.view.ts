import { ENDED_BY_TIME, type FoldEvent } from '../fold/fold-event.js';
import { note, nothingRecorded, shift } from '../fold/run.js';
import type { Facts } from '../record/development.js';
import { isoOf } from '../time/day.js';
import { parseEdtf } from '../time/edtf.js';
import { termOf } from './term.js';
import { asView, type ViewState } from './view.js';
import { word } from './word.js';

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
    VerdictDelivered: (state, event) => (event.facts['rightsLost'] ? imposed(state, event, termsOf(event)) : state),
    AppealDecided: (state, event) => appealed(state, event),
    PoliticalBanLifted: lifted,
    [ENDED_BY_TIME]: (state, event) => ended(state, event, 'expired', (ban) => ban.event === event.of),
    StatusReported: (state, event) => reported(state, event),
    Died: (state, event) => ended(state, event, 'ended', () => true),
    Killed: (state, event) => ended(state, event, 'ended', () => true),
  },
  ends: (event, began) => termOf(termsOf(event), began),
  thing: (event) => (endsAll(event) ? null : event.known.event.eventId),
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

const endsAll = ({ type, facts }: FoldEvent): boolean =>
  type === 'Died' || type === 'Killed' || facts['ends'] === 'all';

function imposed(state: Bans, event: FoldEvent, term: Facts): Bans {
  const ban: Ban = { event, term, proceeding: event.facts['proceeding'], state: 'in_force' };
  return { bans: [...state.bans, ban], run: shift(state.run, 'banned', event) };
}

function ended(state: Bans, event: FoldEvent, how: Ban['state'], ends: (ban: Ban) => boolean): Bans {
  const bans = state.bans.map((ban) => (ban.state === 'in_force' && ends(ban) ? { ...ban, state: how } : ban));
  if (bans.every((ban, index) => ban === state.bans[index])) return state;
  const isBanned = bans.some((ban) => ban.state === 'in_force');
  return { bans, run: isBanned ? note(state.run, event) : shift(state.run, how, event) };
}

/** That it was lifted may be all that is known of a ban. */
function lifted(state: Bans, event: FoldEvent): Bans {
  const how = event.facts['ground'] === 'quashed' ? 'quashed' : 'rehabilitated';
  if (state.run.since === null) return { ...state, run: shift(state.run, how, event) };
  return ended(state, event, how, (ban) => isNamed(ban, event));
}

/** What an event says of the length of a ban. Of a ban that was only reported the beginning is unknown, so no duration ends it. */
function termsOf({ type, facts }: FoldEvent): Facts {
  if (type === 'PoliticalBanImposed') return facts;
  if (type !== 'StatusReported') return (facts['rightsLost'] as Facts | undefined) ?? {};
  const { duration: _, ...details } = (facts['details'] ?? {}) as Facts;
  return facts['value'] === 'banned' ? details : {};
}

function isNamed({ event: { known } }: Ban, event: FoldEvent): boolean {
  const ends = event.facts['ends'];
  return !Array.isArray(ends) || ends.includes(known.event.key) || ends.includes(known.event.eventId);
}

/** Quashing a sentence quashes the rights lost with it; a ruling that varies them replaces them. */
function appealed(state: Bans, event: FoldEvent): Bans {
  const { outcome, proceeding, convicted, rightsLost } = event.facts;
  const ofProceeding = (ban: Ban) => ban.proceeding !== undefined && ban.proceeding === proceeding;
  if ((outcome === 'quashed' && convicted !== 'yes') || outcome === 'retrial' || convicted === 'no')
    return ended(state, event, 'quashed', ofProceeding);
  if (!rightsLost) return state;
  return imposed({ ...state, bans: state.bans.filter((ban) => !ofProceeding(ban)) }, event, rightsLost as Facts);
}

function reported(state: Bans, event: FoldEvent): Bans {
  const value = word(event.facts, 'value');
  if (value === 'banned' && state.run.value !== 'banned')
    return imposed(state, event, { not_stated: true, ...termsOf(event) });
  const bans =
    value === state.run.value
      ? state.bans
      : state.bans.map((ban) => (ban.state === 'in_force' ? { ...ban, state: value as Ban['state'] } : ban));
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
