import type { Fault } from '../events/faults.js';
import { atPointer, setAtPointer } from '../fold/json-pointer.js';
import { rectified } from '../fold/known.js';
import { canonicalOf } from './canonical.js';
import { checkDevelopment } from './check-development.js';
import { conflict, refused, type Refusal } from './decide-error.js';
import type { Annotation } from './decide-state.js';
import type { Development, RecordedDevelopment } from './development.js';

export interface Correction {
  readonly field: string;
  readonly old: unknown;
  readonly next: unknown;
}

/** The event with what was rectified so far. */
export function inForce(content: Development, rectifications: readonly Annotation[]): Development {
  const rectifying = rectifications.map(({ field, next }) => ({ facts: { field, new: next } }));
  // Of both, only the rectifiable fields and the two facts are read.
  const now = rectified(content as RecordedDevelopment, rectifying as unknown as RecordedDevelopment[]);
  return withFields(content, now);
}

/** `old` is what stands there, however its defaults are written. */
export function* oldRefusals(now: Development, { field, old }: Correction, nowMs: number): Generator<Refusal> {
  if (canonicalOf(atPointer(now, field) ?? null) === canonicalOf(old)) return;
  const asSaid = checkDevelopment(clean(setAtPointer(now, field, old)), { nowMs });
  const asIs = checkDevelopment(clean(now), { nowMs });
  if ('development' in asSaid && 'development' in asIs && canonicalOf(asSaid) === canonicalOf(asIs)) return;
  yield conflict(
    'old-does-not-match',
    '/facts/old',
    `is not what ${field} holds now: read the development again and give what stands there, or null for nothing`,
  );
}

/** What the event becomes, or what would be wrong with it then. */
export function corrected(
  now: Development,
  { field, next }: Correction,
  nowMs: number,
): { readonly development: Development } | { readonly refusals: readonly Refusal[] } {
  const checked = checkDevelopment(clean(setAtPointer(now, field, next)), { nowMs });
  if ('development' in checked) return checked;
  return { refusals: checked.faults.map((fault) => inNew(fault, field)) };
}

/** Points from the event as it would become into `new`. */
export function inNew(fault: Fault, field: string): Refusal {
  const { path, message, value } = fault;
  const inside = path === field || path.startsWith(`${field}/`);
  const at = inside ? `/facts/new${path.slice(field.length)}` : '/facts/new';
  const said = inside || path === '' ? message : `would leave the event wrong at ${path}: ${message}`;
  return refused('rectified-invalid', at, said, value);
}

const withFields = (content: Development, fields: Partial<Development>): Development =>
  clean({ ...content, ...fields }) as unknown as Development;

/** An absent field is no field: the checks take `undefined` for a value. */
const clean = (value: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
