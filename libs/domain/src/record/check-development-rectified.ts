import { checkOf } from '../events/compile.js';
import { Faults } from '../events/faults.js';
import { edtfFault, isObject, testOf } from '../events/holds.js';
import type { FactsClass } from '../events/registry.js';
import { says } from '../events/says.js';
import { country, edtf, id, type ValueSpec } from '../events/specs.js';
import type { Day } from '../time/day.js';
import { canonicalOf } from './canonical.js';
import { refuseFuture } from './check-development-clock.js';
import { AppliesToPart, PlacePart } from './check-development-parts.js';
import type { Facts } from './development.js';
import { rosterOf } from './check-development-roster.js';

/** Values of the common part that can be judged without the target: the rest waits until the corrected event is checked as a whole. */
const SCALARS: Readonly<Record<string, ValueSpec>> = {
  '/occurredOn': edtf,
  '/after': id,
  '/before': id,
  '/place/country': country,
};
const PARTS: Readonly<Record<string, FactsClass>> = { '/appliesTo': AppliesToPart, '/place': PlacePart };

/** Checks `new` against the field that it goes to, and gives the facts with `old` and `new` in normal form. */
export function checkRectified(facts: Facts, latest: Day, faults: Faults): Facts {
  const { field, old, new: next } = facts as { field: string; old: unknown; new: unknown };
  const corrected = faults.inside(['facts', 'new'], () => checkNew(field, next, faults));
  if (faults.found.length > 0) return facts;
  if (field === '/occurredOn') refuseFuture(next as string, { latest }, faults, ['facts', 'new']);
  const former = formerOf(field, old);
  if (canonicalOf(former) === canonicalOf(corrected))
    faults.addAt('facts', 'old and new say the same: there is nothing to rectify');
  return { ...facts, old: former, new: corrected };
}

function checkNew(field: string, next: unknown, faults: Faults): unknown {
  const part = PARTS[field];
  if (part) return next === null ? null : partOf(field, part, next, faults);
  const spec = SCALARS[field];
  if (spec) checkScalar(field, spec, next, faults);
  else if (field === '/facts' && !isObject(next)) faults.add('must be an object: the facts as a whole');
  return next;
}

function checkScalar(field: string, spec: ValueSpec, next: unknown, faults: Faults): void {
  const mayBeAbsent = field !== '/occurredOn';
  if ((next === null && mayBeAbsent) || testOf(spec)(next)) return;
  const fault = spec.kind === 'edtf' && typeof next === 'string' ? edtfFault(next) : null;
  faults.add(fault ?? `must be ${says(spec)}${mayBeAbsent ? ', or null for nothing' : ''}`);
}

function partOf(field: string, part: FactsClass, value: unknown, faults: Faults): unknown {
  return checkOf(part)(field === '/appliesTo' ? rosterOf(value) : value, faults, false);
}

/** What stood there is only compared with the log, so a form that no check would pass is left as it is. */
function formerOf(field: string, old: unknown): unknown {
  const part = PARTS[field];
  if (!part || old === null) return old;
  const faults = new Faults();
  const normal = partOf(field, part, old, faults);
  return faults.found.length === 0 ? normal : old;
}
