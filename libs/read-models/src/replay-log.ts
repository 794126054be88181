import { caseOf, type Moment, type RecordedDevelopment } from '#domain';
import { knownSinceMs, type StoredEvent } from '#event-store';
import { readDevelopment } from './read-development.js';

export interface ReplayedLog {
  readonly entries: readonly (Moment & { readonly knownSinceMs: number })[];
  /** What could be read, and does not wait behind what could not. */
  readonly developments: readonly RecordedDevelopment[];
  readonly parked: readonly ParkedStream[];
}

interface ParkedStream {
  readonly stream: string;
  readonly revision: number;
  readonly reason: string;
  readonly references: Set<string>;
}

/** The whole log in memory, as the rows would take it in: the same ordinals, and a stream stops at what cannot be read. */
export async function replayLog(events: AsyncIterable<StoredEvent> | Iterable<StoredEvent>): Promise<ReplayedLog> {
  const entries: (Moment & { knownSinceMs: number })[] = [];
  const developments: RecordedDevelopment[] = [];
  const parked = new Map<string, ParkedStream>();
  for await (const stored of events) {
    const seq = entries.push({
      seq: entries.length + 1,
      position: stored.position,
      knownSinceMs: knownSinceMs(stored.knownSince),
    });
    const read = parked.has(stored.stream) ? { poison: '' } : readDevelopment(stored, seq);
    if ('development' in read) developments.push(read.development);
    else setAside(parked, stored, read.poison);
  }
  return { entries, developments, parked: [...parked.values()] };
}

function setAside(parked: Map<string, ParkedStream>, { stream, revision, data }: StoredEvent, reason: string): void {
  const known = parked.get(stream) ?? { stream, revision, reason, references: new Set([caseOf(stream)]) };
  parked.set(stream, known);
  for (const reference of referencesIn(data)) known.references.add(reference);
}

/** As far as can be told of an event that cannot be read. */
export function referencesIn(data: unknown): string[] {
  const { appliesTo } = (data ?? {}) as { appliesTo?: { references?: unknown } };
  const references = appliesTo?.references;
  return Array.isArray(references) ? references.filter((one) => typeof one === 'string') : [];
}
