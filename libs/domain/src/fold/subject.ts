import { caseOf, streamOf } from '../record/development.js';
import type { KnownEvent } from './known.js';

/** Who or what a status is about, and by which rosters an event hits it. */
export interface Subject {
  readonly kind: 'person' | 'case' | 'party' | 'group';
  readonly reference: string;
  /** Null: the event does not hit it. */
  hits(known: KnownEvent): 'named' | 'inferred' | null;
}

/**
 * Hit by every roster that names them, in the case that day or not; an individual case without a roster means its own person. A box of
 * violations without a roster means the members of its case.
 * @param memberOf the streams of the cases to which the person was ever added.
 */
export function person(reference: string, memberOf: ReadonlySet<string>): Subject {
  const own = streamOf(reference);
  return {
    kind: 'person',
    reference,
    hits(known) {
      if (!known.hasRoster && known.event.stream === own) return 'named';
      if (!known.hasRoster && known.event.type === 'ViolationsListed' && memberOf.has(known.event.stream))
        return 'named';
      let basis: 'inferred' | null = null;
      for (const roster of known.rosters) {
        if (!roster.references.includes(reference)) continue;
        if (roster.basis === 'named') return 'named';
        basis = 'inferred';
      }
      return basis;
    },
  };
}

/** A case is hit by all that stands on its own stream, and by what was logged elsewhere for several cases. */
export function caseSubject(reference: string): Subject {
  const own = streamOf(reference);
  const named = (known: KnownEvent) => known.rosters.some((roster) => roster.references.includes(reference));
  return { kind: 'case', reference, hits: (known) => (known.event.stream === own || named(known) ? 'named' : null) };
}

/** The streams of the cases to which a roster ever added the person. */
export function everMemberOf(reference: string, known: readonly KnownEvent[]): ReadonlySet<string> {
  const added = known.filter(
    (one) => one.event.type === 'MembersAdded' && one.rosters.some((roster) => roster.references.includes(reference)),
  );
  return new Set(added.map((one) => one.event.stream));
}

export const partyKey = (country: string, name: string): string => `${country}:${name}`;

/** The party that an event names, within the country of its case. */
export function partyNamedBy(known: Pick<KnownEvent, 'event' | 'facts'>): string | null {
  if (typeof known.facts['party'] === 'string') return known.facts['party'];
  const details = known.facts['details'] as Record<string, unknown> | undefined;
  const view = known.facts['view'];
  if (known.event.type !== 'StatusReported' || (view !== 'party' && view !== 'partyStatus')) return null;
  return typeof details?.['name'] === 'string' ? details['name'] : null;
}

export function party(
  country: string,
  name: string,
  countryOf: (caseReference: string) => string | undefined,
): Subject {
  return {
    kind: 'party',
    reference: partyKey(country, name),
    hits: (known) =>
      partyNamedBy(known) === name && countryOf(caseOf(known.event.stream)) === country ? 'named' : null,
  };
}

/** The unnamed members of a group, folded like one person with that one event (model.md 4, totals). */
export function group(eventId: string): Subject {
  return { kind: 'group', reference: eventId, hits: (known) => (known.event.eventId === eventId ? 'named' : null) };
}
