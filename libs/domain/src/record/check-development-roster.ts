import { isObject } from '../events/holds.js';
import type { Fault } from '../events/faults.js';

/** A bare list means the references; a group that is only counted has none. */
export function rosterOf(appliesTo: unknown): unknown {
  if (Array.isArray(appliesTo)) return { references: appliesTo };
  return isObject(appliesTo) && !Object.hasOwn(appliesTo, 'references') ? { ...appliesTo, references: [] } : appliesTo;
}

/** Faults point into the line as it was written. */
export function pointedInto(input: Readonly<Record<string, unknown>>, faults: readonly Fault[]): readonly Fault[] {
  if (!Array.isArray(input['appliesTo'])) return faults;
  return faults.map((fault) => ({
    ...fault,
    path: fault.path.replace(/^\/appliesTo\/references(?=\/|$)/, '/appliesTo'),
  }));
}
