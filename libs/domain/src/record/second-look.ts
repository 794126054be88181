import { entryOf, type EventType } from '../events/catalogue.js';
import type { Fault } from '../events/faults.js';
import { lookOf, type Look, type SecondLook } from '../events/second-look.js';
import { setAtPointer } from '../fold/json-pointer.js';
import type { Development, Facts } from './development.js';

/** The year of a date, too early for any parliamentarian whose rights somebody watches over: a slip of the hand (1018, 0218). */
const LONG_AGO = /^\D{0,3}(?:0\d|1[0-8])\d\d/;

/** Whether a development is worth a second look: most have nothing that could be. */
export const isLookedAt = ({ type, occurredOn }: Pick<Development, 'type' | 'occurredOn'>): boolean =>
  speaksForAnother(type) || LONG_AGO.test(occurredOn) || type === 'CaseOpened' || lookOf(entryOf(type).facts) !== null;

const speaksForAnother = (type: EventType): boolean => type === 'Rectified' || type === 'SourceAdded';

/**
 * What a development names, and what in it looks like a slip though it may be right: in its facts, in those that a voice tells otherwise,
 * and in what a rectification puts in their place.
 * @param ofTarget the type of the event that it speaks about, where it gives that event other facts
 */
export function secondLook(development: Development, ofTarget: EventType | null = null): SecondLook {
  const { type, facts, assertions } = development;
  const isForAnother = speaksForAnother(type);
  const of = isForAnother ? ofTarget : type;
  const look = of === null ? null : lookOf(entryOf(of).facts);
  const odd = LONG_AGO.test(development.occurredOn) ? [LIES_LONG_AGO] : [];
  if (look === null) return { named: [], odd };
  // The day of a correction is not the day of what it corrects.
  const occurredOn = isForAnother ? NO_DAY : development.occurredOn;
  const seen = { named: [], odd, occurredOn };
  if (type === 'Rectified') lookAtNew(facts, look, seen);
  else if (!isForAnother) look(facts, '/facts', seen);
  assertions.forEach((said, index) => {
    const told = { ...seen, occurredOn: said.occurredOn ?? occurredOn };
    if (said.facts) look(said.facts, `/assertions/${index}/facts`, told);
  });
  return { named: seen.named, odd: seen.odd };
}

const NO_DAY = '';
const LIES_LONG_AGO: Fault = {
  path: '/occurredOn',
  message: 'lies before 1900: right if the source says so, else rectify it',
};

function lookAtNew({ field, new: next }: Facts, look: Look, { named, odd }: SecondLook): void {
  const at = String(field);
  const { facts } = setAtPointer<{ readonly facts: unknown }>({ facts: {} }, at, next);
  if (!/^\/facts(?:\/|$)/.test(at) || facts === undefined) return;
  const found = { named: [], odd: [], occurredOn: NO_DAY } as SecondLook & { readonly occurredOn: string };
  look(facts, '/facts', found);
  named.push(...found.named.map((one) => ({ ...one, path: inNew(one.path, at) })));
  odd.push(...found.odd.map((one) => ({ ...one, path: inNew(one.path, at) })));
}

const inNew = (path: string, field: string): string =>
  `/facts/new${path.startsWith(`${field}/`) ? path.slice(field.length) : ''}`;
