import type { CaseState, Development } from '#domain';
import type { EventStore } from '../event-store.js';
import type { CaseStates } from './case-states.js';

/** A pardon of hundreds by name is not looked into one by one. */
const PEOPLE_MAX = 50;
const SHOWN_MAX = 10;

/** What may well be right and yet looks like something was left out. Judged by what was logged before it, so that a repeat is told the same. */
export async function warningsOf(
  development: Development,
  position: string,
  { store, states }: { readonly store: EventStore; readonly states: CaseStates },
): Promise<string[]> {
  if (development.type !== 'Pardoned') return [];
  const isConvicted = ({ convictions }: CaseState, reference: string): boolean =>
    convictions.some(
      (one) =>
        one.references.includes(reference) &&
        one.position !== undefined &&
        store.comparePositions(one.position, position) < 0,
    );
  const own = await states.of(development.case);
  const without: string[] = [];
  for (const reference of (development.appliesTo?.references ?? [development.case]).slice(0, PEOPLE_MAX)) {
    if (!isConvicted(own, reference) && !isConvicted(await states.of(reference), reference)) without.push(reference);
  }
  return without.length === 0 ? [] : [noConviction(without)];
}

function noConviction(people: readonly string[]): string {
  const more = people.length > SHOWN_MAX ? ` and ${people.length - SHOWN_MAX} more` : '';
  const named = people.slice(0, SHOWN_MAX).join(', ');
  return `No conviction is recorded for ${named}${more}: log the verdict that the pardon is about.`;
}
