import { caseOf, partyNamedBy, type KnownEvent } from '#domain';

/** Everyone and everything that an event names, as it is known by one moment: whose timelines it may change. */
export interface Named {
  /** People, and cases it was logged for too: both go by their reference. */
  readonly references: readonly string[];
  /** Those whom it adds to the case of its stream. */
  readonly adds: readonly string[];
  /** The case any of whose members it may hit, now or later. */
  readonly amongCase: string | null;
  readonly party: string | null;
  /** It counts people whom it does not name. */
  readonly isGroup: boolean;
  /** Keys or ids of events that come before or after it. */
  readonly mentions: readonly string[];
  /** The country of the case that it opens. */
  readonly country: string | null;
}

export function namedBy(known: KnownEvent): Named {
  const { event } = known;
  const own = caseOf(event.stream);
  const rostered = known.rosters.flatMap((roster) => roster.references);
  const hit = known.hasRoster ? rostered : [...rostered, own];
  return {
    references: [...new Set(rostered)],
    adds: event.type === 'MembersAdded' ? hit : [],
    amongCase: known.among?.case ?? (event.type === 'ViolationsListed' ? own : null),
    party: partyNamedBy(known),
    isGroup: known.totals.length > 0,
    mentions: [known.after, known.before].filter((name) => name !== undefined),
    country: event.type === 'CaseOpened' ? String(known.facts['country']) : null,
  };
}

export const NOTHING_NAMED: Named = {
  references: [],
  adds: [],
  amongCase: null,
  party: null,
  isGroup: false,
  mentions: [],
  country: null,
};

/** The names of subjects in the rows. */
export const partySubject = (country: string, name: string): string => `party:${country}:${name}`;
export const groupSubject = (eventId: string): string => `group:${eventId}`;
export const caseSubjectName = (reference: string): string => `case:${reference}`;
