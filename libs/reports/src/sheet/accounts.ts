import { sharedBy, versionOf, type Facts, type KnownEvent, type Place, type Shared } from '#domain';

type Told = KnownEvent['told'][number];

/** What one voice says of a development; its date, place or facts only where it tells them itself, or where not all tell them alike. */
export interface AccountTold extends OwnVersion {
  readonly by: string;
  readonly party: string | null;
  readonly stance: string;
  readonly says: string | null;
  readonly source: string;
  readonly locator: string | null;
  readonly knownSince: string;
}

interface OwnVersion {
  readonly occurredOn: string | null;
  readonly place: Place | null;
  readonly facts: Facts | null;
}

export function accountsOf(known: KnownEvent): AccountTold[] {
  const shared = sharedBy(known);
  return known.told.map((told) => ({
    by: told.assertion.by,
    party: told.assertion.party ?? null,
    stance: told.assertion.stance ?? 'states',
    says: told.assertion.says ?? null,
    ...ownVersion(known, told, shared),
    source: told.assertion.source,
    locator: told.assertion.locator ?? null,
    knownSince: told.knownSince,
  }));
}

function ownVersion(known: KnownEvent, told: Told, { toldDifferently }: Shared): OwnVersion {
  const { stance, occurredOn, place, facts } = told.assertion;
  // Who denies it does not tell it as the event has it.
  if (stance === 'denies') return { occurredOn: occurredOn ?? null, place: place ?? null, facts: facts ?? null };
  const version = versionOf(known, told);
  const own = Object.entries(version.facts).filter(
    ([name]) => toldDifferently.facts.has(name) || (facts && Object.hasOwn(facts, name)),
  );
  return {
    occurredOn: (toldDifferently.occurredOn ? version.occurredOn : occurredOn) ?? null,
    place: (toldDifferently.place ? version.place : place) ?? null,
    facts: own.length === 0 ? null : Object.fromEntries(own),
  };
}
