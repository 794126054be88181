import type { Facts, Place } from '../record/development.js';
import type { KnownEvent, Told } from './known.js';
import { claiming, datesOf, encloses, retold } from './voice.js';

/** An event as one voice tells it: what it leaves out is as the event has it. */
export interface Version {
  readonly facts: Facts;
  readonly occurredOn: string;
  readonly place: Place | undefined;
}

/** What all who claim an event tell alike, and the rest, which is of each its own. Which of the voices counts plays no part in it. */
export interface Shared {
  readonly facts: Facts;
  readonly place: Place | undefined;
  readonly toldDifferently: {
    readonly facts: ReadonlySet<string>;
    readonly occurredOn: boolean;
    readonly place: boolean;
  };
}

export function versionOf(known: KnownEvent, { assertion }: Told): Version {
  return {
    facts: assertion.facts ? retold(known.facts, assertion.facts) : known.facts,
    occurredOn: assertion.occurredOn ?? known.occurredOn,
    place: assertion.place ?? known.place,
  };
}

export function sharedBy(known: KnownEvent): Shared {
  const tellers = claiming(known);
  const versions = tellers.map((told) => versionOf(known, told));
  const [first = known, ...others] = versions;
  const names = new Set(versions.flatMap(({ facts }) => Object.keys(facts)));
  const differing = [...names].filter((name) => !others.every(({ facts }) => same(facts[name], first.facts[name])));
  const facts = new Set(differing);
  const place = !others.every((other) => same(other.place, first.place));
  return {
    facts: Object.fromEntries(Object.entries(first.facts).filter(([name]) => !facts.has(name))),
    place: place ? undefined : first.place,
    toldDifferently: { facts, place, occurredOn: datesDiffer(known, tellers) },
  };
}

/** A voice that says that it does not tell is silent. */
const same = (one: unknown, other: unknown): boolean => JSON.stringify(spoken(one)) === JSON.stringify(spoken(other));
const spoken = (value: unknown): unknown => (value === 'not_stated' ? undefined : value);

/** A vaguer date contradicts nothing. */
function datesDiffer(known: KnownEvent, tellers: readonly Told[]): boolean {
  const ranges = datesOf(known, tellers).map(({ range }) => range);
  return ranges.some((one) => ranges.some((other) => !encloses(one, other) && !encloses(other, one)));
}
