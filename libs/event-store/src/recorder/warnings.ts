import type { Development } from '#domain';
import type { CaseStates } from './case-states.js';

/** A pardon of hundreds by name is not looked into one by one. */
const PEOPLE_MAX = 50;
const SHOWN_MAX = 10;

/** What may well be right and yet looks like something was left out. */
export async function warningsOf(development: Development, states: CaseStates): Promise<string[]> {
  if (development.type !== 'Pardoned') return [];
  const people = development.appliesTo?.references ?? [development.case];
  const own = await states.of(development.case);
  const convictedHere = new Set([...own.convictions.values()].flat());
  const without: string[] = [];
  for (const reference of people.slice(0, PEOPLE_MAX)) {
    if (convictedHere.has(reference)) continue;
    const state = await states.of(reference);
    if (![...state.convictions.values()].flat().includes(reference)) without.push(reference);
  }
  if (without.length === 0) return [];
  const more = without.length > SHOWN_MAX ? ` and ${without.length - SHOWN_MAX} more` : '';
  return [
    `No conviction is recorded for ${without.slice(0, SHOWN_MAX).join(', ')}${more}: log the verdict that the pardon is about.`,
  ];
}
