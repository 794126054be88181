// Loaded for their words: a report is checked against them.
import '../views/catalogue.js';
import { entryOf, isEventType, type EventType } from '../events/catalogue.js';
import { checkOf } from '../events/compile.js';
import { Faults, type Fault } from '../events/faults.js';
import { isObject, testOf } from '../events/holds.js';
import { says } from '../events/says.js';
import { canonicalOf } from './canonical.js';
import { checkClock, latestDay } from './check-development-clock.js';
import { DevelopmentPart } from './check-development-parts.js';
import { checkRectified } from './check-development-rectified.js';
import { pointedInto, rosterOf } from './check-development-roster.js';
import type { JsonSpec } from '../events/specs.js';
import type { Assertion, Development, Facts } from './development.js';
import { defaultKeyOf } from './event-id.js';

export type { Fault } from '../events/faults.js';

export interface CheckOptions {
  /** Only a backfill says since when a thing is known. */
  readonly allowKnownSince?: boolean;
  /** The domain has no clock of its own. */
  readonly nowMs: number;
  /** The key of a line that names none. */
  readonly idempotencyKey?: string;
}

export type Checked =
  { readonly development: Development; readonly knownSince?: string } | { readonly faults: readonly Fault[] };

/** An event store holds at most 1 MiB an event; the log adds its own words. */
const MAX_BYTES = 900_000;
/** Below this many characters no text can come near it. */
const SMALL = 100_000;

const ANY_OBJECT: JsonSpec = { kind: 'json', object: true };
const isAnyJson = testOf(ANY_OBJECT);

/**
 * The one door of the log: whatever JSON comes, all that is wrong with it at once, or its normal form. In the normal form `appliesTo` is
 * an object, `facts` and `key` are there, and what means the same as nothing is left out, so that the same content has the same digest.
 * What needs the record (whether a case, a target or a reference exists) is checked where the record is.
 */
export function checkDevelopment(input: unknown, options: CheckOptions): Checked {
  const faults = new Faults();
  if (!isObject(input)) return { faults: [{ path: '', message: 'must be an object: one development' }] };
  const line = checkLine(input, options, faults);
  if (line === null || faults.found.length > 0) return { faults: pointedInto(input, faults.found) };
  const { knownSince, ...development } = line;
  return knownSince === undefined ? { development } : { development, knownSince };
}

type Line = Development & { readonly knownSince?: string };
type Draft = Omit<Line, 'key'> & { readonly key?: string };

function checkLine(input: Readonly<Record<string, unknown>>, options: CheckOptions, faults: Faults): Line | null {
  const line = checkOf(DevelopmentPart)(prepared(input, options), faults, false) as Partial<Draft>;
  const type = isEventType(line.type) ? line.type : null;
  const facts = type ? faults.inside(['facts'], () => checkFacts(type, line.facts ?? {}, faults)) : {};
  const assertions = line.assertions?.map((one, index) => checkAssertion(type, one, index, faults));
  if (type) checkBearing(type, line, faults);
  checkOrder(line, faults);
  checkClock(line, options, faults);
  if (faults.found.length > 0) return null;
  const latest = latestDay(line.knownSince, options);
  const judged = type === 'Rectified' ? checkRectified(facts, latest, faults) : facts;
  return finished({ ...(line as Draft), facts: judged, assertions: assertions! }, faults);
}

/** Copies only where something is to be added: most lines pass as they are. */
function prepared(input: Readonly<Record<string, unknown>>, { idempotencyKey }: CheckOptions): unknown {
  const appliesTo = input['appliesTo'];
  const line = appliesTo === undefined ? input : { ...input, appliesTo: rosterOf(appliesTo) };
  return idempotencyKey === undefined || Object.hasOwn(input, 'key') ? line : { ...line, key: idempotencyKey };
}

export const checkFacts = (type: EventType, facts: unknown, faults: Faults, part = false): Facts =>
  checkOf(entryOf(type).facts)(facts, faults, part) as Facts;

/** A source added tells facts of its target, whose type only the record knows. */
function checkAssertion(type: EventType | null, assertion: Assertion, index: number, faults: Faults): Assertion {
  if (type === null || assertion?.facts === undefined) return assertion;
  const at = ['assertions', index, 'facts'];
  const told = assertion.facts;
  if (type !== 'SourceAdded')
    return { ...assertion, facts: faults.inside(at, () => checkFacts(type, told, faults, true)) };
  if (!isAnyJson(told)) faults.inside(at, () => faults.add(`must be ${says(ANY_OBJECT)}`));
  return assertion;
}

function checkBearing(type: EventType, { target, appliesTo }: Partial<Draft>, faults: Faults): void {
  const { needsTarget = false } = entryOf(type);
  if (needsTarget && target === undefined)
    faults.addAt('target', 'is missing: say the key or event id of the event that this one speaks about');
  if (!needsTarget && target !== undefined)
    faults.addAt('target', `is not for ${type}: leave it out, or log what is said about the target`);
  if (type === 'ParticipantsIdentified' && !appliesTo?.references?.length)
    faults.addAt('appliesTo', 'is missing: say whom the target hit, by reference');
}

function checkOrder({ key, target, after, before }: Partial<Draft>, faults: Faults): void {
  const own = 'is the line itself: name another event';
  if (key !== undefined && key === after) faults.addAt('after', own);
  if (key !== undefined && key === before) faults.addAt('before', own);
  if (key !== undefined && key === target) faults.addAt('target', own);
  if (after !== undefined && after === before)
    faults.addAt('before', 'is the event of after too: it cannot come before and after');
}

function finished(line: Draft, faults: Faults): Line | null {
  if (faults.characters > SMALL && Buffer.byteLength(canonicalOf(line)) > MAX_BYTES) {
    faults.add(`is larger than ${MAX_BYTES} bytes: shorten the texts, or split it`);
    return null;
  }
  const { knownSince, ...content } = line;
  return { ...line, key: line.key ?? defaultKeyOf(content) };
}
