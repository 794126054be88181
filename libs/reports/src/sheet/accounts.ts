import type { Facts, KnownEvent, Place } from '#domain';

/** What one voice says of a development; its own date, place or facts only where it tells them otherwise. */
export interface AccountTold {
  readonly by: string;
  readonly party: string | null;
  readonly stance: string;
  readonly says: string | null;
  readonly occurredOn: string | null;
  readonly place: Place | null;
  readonly facts: Facts | null;
  readonly source: string;
  readonly locator: string | null;
  readonly knownSince: string;
}

export const accountsOf = ({ told }: KnownEvent): AccountTold[] =>
  told.map(({ assertion, knownSince }) => ({
    by: assertion.by,
    party: assertion.party ?? null,
    stance: assertion.stance ?? 'states',
    says: assertion.says ?? null,
    occurredOn: assertion.occurredOn ?? null,
    place: assertion.place ?? null,
    facts: assertion.facts ?? null,
    source: assertion.source,
    locator: assertion.locator ?? null,
    knownSince,
  }));
