import { eventTypes } from '../events/catalogue.js';
import type { FoldEvent } from './fold-event.js';

/** What ends a thing, and what can have begun it (model.md 3). A report begins nothing, so none is named here. */
const BEGUN_BY: Readonly<Record<string, readonly string[]>> = {
  Released: ['Arrested', 'DetentionOrdered', 'HouseArrestImposed', 'Abducted'],
  Escaped: ['Arrested', 'DetentionOrdered', 'HouseArrestImposed', 'Abducted'],
  HouseArrestLifted: ['HouseArrestImposed'],
  HouseArrestEased: ['HouseArrestImposed'],
  BailRevoked: ['BailGranted'],
  SupervisionLifted: ['SupervisionImposed'],
  TravelRestored: ['TravelRestricted'],
  Returned: ['Fled', 'Expelled'],
  Reappeared: ['Abducted', 'Disappeared'],
  ChargesDropped: ['InvestigationOpened', 'Charged', 'TrialOpened'],
  AppealFiled: ['VerdictDelivered'],
  AppealDecided: ['VerdictDelivered'],
  SentenceServed: ['VerdictDelivered'],
  Pardoned: ['VerdictDelivered'],
  MembersRemoved: ['MembersAdded'],
  ImmunityRestored: ['ImmunityLifted'],
  MandateSuspended: ['MandateBegan'],
  MandateRevoked: ['MandateBegan'],
  MandateEnded: ['MandateBegan'],
  MandateRestored: ['MandateRevoked', 'MandateSuspended'],
  PoliticalBanLifted: ['PoliticalBanImposed', 'VerdictDelivered'],
  ExaminationResumed: ['ExaminationSuspended'],
  CaseReopened: ['CaseClosed', 'CasesMerged'],
};

const DEATHS = new Set(['Died', 'Killed']);
const OWN_GROUPS = new Set(['liberty', 'movement', 'violence']);
const PERPETRATORS = /^Perpetrator/;

/** Of a person's own: nothing of it comes after their death, wherever the dates allow that. */
export const isOnesOwn = (event: FoldEvent): boolean => {
  if (event.type === 'MandateBegan') return true;
  const group = eventTypes[event.type as keyof typeof eventTypes]?.group;
  return group !== undefined && OWN_GROUPS.has(group) && !PERPETRATORS.test(event.type) && !DEATHS.has(event.type);
};
export const isDeath = (event: FoldEvent): boolean => DEATHS.has(event.type);

/** The events that must come before `end`: the one that can have begun what it ends, or those that it names. */
export function beginningsOf(end: FoldEvent, events: readonly FoldEvent[]): FoldEvent[] {
  const types = BEGUN_BY[end.type];
  if (!types) return [];
  const named = end.facts['ends'];
  if (Array.isArray(named))
    return events.filter((event) => named.includes(event.known.event.key) || named.includes(event.known.event.eventId));
  const candidates = events.filter((event) => types.includes(event.type) && canHaveBegun(event, end));
  return candidates.length === 1 ? candidates : [];
}

function canHaveBegun(begin: FoldEvent, end: FoldEvent): boolean {
  if (begin.from > end.to) return false;
  if (isExact(begin) && isExact(end) && begin.from === end.from && begin.seq > end.seq) return false;
  if (begin.type === 'VerdictDelivered' && end.type === 'PoliticalBanLifted')
    return begin.facts['rightsLost'] !== undefined;
  return sameThing(begin, end);
}

/** Proceedings are ended one by one, memberships case by case; an end that names no proceeding may end any. */
function sameThing(begin: FoldEvent, end: FoldEvent): boolean {
  if (end.type === 'MembersRemoved') return begin.known.event.stream === end.known.event.stream;
  const [one, other] = [begin.facts['proceeding'], end.facts['proceeding']];
  if (end.type === 'Pardoned') return covers(end.facts['covers'], one);
  return one === undefined || other === undefined || one === other;
}

const covers = (covered: unknown, proceeding: unknown): boolean =>
  !Array.isArray(covered) || covered.includes(proceeding);

export const isExact = (event: FoldEvent): boolean => event.from === event.to;
