import { isoOf } from '../time/day.js';
import { parseEdtf } from '../time/edtf.js';
import type { Fault } from './faults.js';
import { nearest } from './nearest.js';
import { doubtsOf, fieldsOf, type FactsClass, type Rule } from './registry.js';
import type { Namesake, Spec, TextSpec } from './specs.js';

/** Another event, case or proceeding that facts name. */
export interface Named {
  readonly path: string;
  readonly of: Namesake;
  readonly name: string;
}

export interface SecondLook {
  /** What only the record can judge. */
  readonly named: Named[];
  /** What may be right and yet looks like a slip. */
  readonly odd: Fault[];
}

/** Walks facts that passed their check. Compiled once from the declarations, and null for most types, which have nothing to look at. */
export type Look = (value: unknown, path: string, seen: Seen) => void;

interface Seen extends SecondLook {
  readonly occurredOn: string;
}

const compiled = new Map<FactsClass, Look | null>();

export function lookOf(type: FactsClass): Look | null {
  const known = compiled.get(type);
  if (known !== undefined) return known;
  const fresh = compile(type);
  compiled.set(type, fresh);
  return fresh;
}

function compile(type: FactsClass): Look | null {
  const doubts = doubtsOf(type);
  const fields = fieldsOf(type).flatMap(({ name, spec }) => {
    const look = lookAt(spec);
    return look ? [{ name, look }] : [];
  });
  if (doubts.length === 0 && fields.length === 0) return null;
  return (value, path, seen) => {
    const facts = value as Readonly<Record<string, unknown>>;
    for (const { name, look } of fields) if (facts[name] !== undefined) look(facts[name], `${path}/${name}`, seen);
    for (const doubt of doubts) if (!doubt.holds(facts)) seen.odd.push(oddity(doubt, facts, path));
  };
}

function lookAt(spec: Spec): Look | null {
  if (spec.kind === 'nested') return lookOf(spec.of());
  if (spec.kind === 'list') return lookAtEach(lookAt(spec.of));
  if (spec.kind === 'edtf') return spec.isLater ? lookAtLaterDay : null;
  return spec.kind === 'text' && (spec.names || spec.usual) ? lookAtText(spec) : null;
}

function lookAtEach(look: Look | null): Look | null {
  if (look === null) return null;
  return (value, path, seen) => {
    if (typeof value !== 'object') return;
    for (const [index, one] of Object.entries(value as object)) look(one, `${path}/${index}`, seen);
  };
}

function lookAtText({ names, usual }: TextSpec): Look {
  return (value, path, { named, odd }) => {
    const name = String(value);
    if (names) named.push({ path, of: names, name });
    if (usual && !usual.includes(name)) odd.push({ path, message: unusual(name, usual) });
  };
}

function unusual(name: string, usual: readonly string[]): string {
  const near = nearest(name, usual);
  const others = near === null ? `those in use are ${usual.join(', ')}` : `did you mean ${near}?`;
  return `is not in use so far, and is counted by itself; ${others}`;
}

const lookAtLaterDay: Look = (value, path, { occurredOn, odd }) => {
  const [later, event] = [parseEdtf(String(value)), parseEdtf(occurredOn)];
  if ('fault' in later || 'fault' in event || event.kind === 'open' || later.to >= event.from) return;
  odd.push({
    path,
    message: `lies before the event itself (${isoOf(event.from)} at the earliest): right if the source says so, else rectify it`,
  });
};

function oddity({ says, tells, at }: Rule, facts: Readonly<Record<string, unknown>>, path: string): Fault {
  return { path: at === undefined ? path : `${path}/${at}`, message: tells?.(facts) ?? says };
}
