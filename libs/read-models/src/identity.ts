import { caseOf, streamOf, type KnownEvent } from '#domain';
import type { IdentityVersion } from './row-store.js';

const IDENTIFYING = new Set(['CaseOpened', 'IdentityRecorded', 'CaseReferenceChanged']);

/** Whom a reference means, by what is known: null before its case was opened. A name is the last one recorded. */
export const identityOf = (reference: string, known: readonly KnownEvent[]): IdentityVersion | null =>
  identityBy(reference, identifying(reference, known));

/** Those that tell it. */
export function identifying(reference: string, known: readonly KnownEvent[]): readonly KnownEvent[] {
  const stream = streamOf(reference);
  return known.filter(({ event }) => event.stream === stream && IDENTIFYING.has(event.type));
}

export function identityBy(reference: string, own: readonly KnownEvent[]): IdentityVersion | null {
  const opened = own.find((one) => one.event.type === 'CaseOpened');
  if (!opened) return null;
  const kind = opened.facts['kind'] === 'collective' ? 'collective' : 'individual';
  const names = own
    .map((one) => text(one.facts[kind === 'individual' ? 'name' : 'title']))
    .filter((name) => name !== null);
  const labels = own
    .filter((one) => one.event.type === 'CaseReferenceChanged')
    .map((one) => text(one.facts['reference']) ?? '');
  return {
    reference,
    kind,
    country: text(opened.facts['country']) ?? '',
    name: names.at(-1) ?? null,
    labels: [...new Set([reference, ...labels].map(labelOf))],
  };
}

/** Case, hyphen and slash say nothing in a label. */
export const labelOf = (reference: string): string => reference.toUpperCase().replace(/[-/]/g, '');

export const sameIdentity = (a: IdentityVersion | null, b: IdentityVersion | null): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Does the record know somebody by that reference, who is one person? */
export function isPerson(reference: string, known: readonly KnownEvent[]): boolean {
  const opened = known.find((one) => one.event.type === 'CaseOpened' && caseOf(one.event.stream) === reference);
  return opened !== undefined && opened.facts['kind'] !== 'collective';
}
