import type { Facts } from '../record/development.js';

/** The word that a fact says; the given one where it says none. */
export function word(facts: Facts, name: string, fallback = 'not_stated'): string {
  const said = facts[name];
  return typeof said === 'string' ? said : fallback;
}
