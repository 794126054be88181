import { caseOf, isEventType, parseEdtf, upcast, type EventType, type Facts, type RecordedDevelopment } from '#domain';
import type { StoredEvent } from '#event-store';

export type Readable = { readonly development: RecordedDevelopment } | { readonly poison: string };

/**
 * What the log holds, in the shape of today. Checks only what the fold stands on: everything was checked in full when it was logged, and what
 * fails here was written by a newer Habeas, or by none.
 * @param seq its ordinal in the whole log
 */
export function readDevelopment(stored: StoredEvent, seq: number): Readable {
  const { type, data } = stored;
  if (!isEventType(type)) return { poison: `the type ${type} is not known here` };
  if (!isObject(data)) return { poison: 'it holds no development' };
  const facts = factsOf(type, stored.schemaVersion, data['facts']);
  if ('poison' in facts) return facts;
  const development = {
    ...data,
    case: caseOf(stored.stream),
    type,
    facts: facts.facts,
    seq,
    eventId: stored.eventId,
    stream: stored.stream,
    revision: stored.revision,
    position: stored.position,
    schemaVersion: stored.schemaVersion,
    knownSince: stored.knownSince,
    recordedAt: stored.recordedAt,
    recordedBy: stored.recordedBy,
    backfilled: stored.backfilled,
  } as unknown as RecordedDevelopment;
  const poison = faultIn(development);
  return poison === null ? { development } : { poison };
}

function factsOf(type: EventType, schemaVersion: number, facts: unknown): { facts: Facts } | { poison: string } {
  if (!isObject(facts)) return { poison: 'it has no facts' };
  try {
    return { facts: upcast(type, schemaVersion, facts) };
  } catch (error) {
    return { poison: error instanceof Error ? error.message : String(error) };
  }
}

function faultIn({
  key,
  occurredOn,
  assertions,
  appliesTo,
  facts,
  type,
  knownSince,
}: RecordedDevelopment): string | null {
  if (typeof key !== 'string') return 'it has no key';
  if (Number.isNaN(Date.parse(knownSince))) return `known since ${knownSince} is no date`;
  if (!Array.isArray(assertions) || assertions.length === 0 || !assertions.every(isObject))
    return 'nobody vouches for it';
  if (appliesTo !== undefined && (!isObject(appliesTo) || !Array.isArray(appliesTo.references)))
    return 'its roster cannot be read';
  const dates = [occurredOn, ...assertions.map((one) => one.occurredOn), ...datesIn(type, facts)];
  const unreadable = dates.find((date) => date !== undefined && !isDate(date));
  return unreadable === undefined ? null : `its date ${JSON.stringify(unreadable)} cannot be read`;
}

function datesIn(type: string, facts: Facts): unknown[] {
  if (type === 'SourceAdded') return [facts['stillOn']];
  return type === 'Rectified' && facts['field'] === '/occurredOn' ? [facts['new']] : [];
}

const isDate = (date: unknown): boolean => typeof date === 'string' && !('fault' in parseEdtf(date));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
