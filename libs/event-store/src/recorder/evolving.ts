import { caseOf, type Development, type Evolving, type Facts, isEventType, upcast } from '#domain';
import type { StoredEvent } from '../event-store.js';

/** An event of the log as the rules read it. One that cannot be read keeps its place, and says nothing. */
export function evolvingOf(stored: StoredEvent): Evolving {
  const { eventId, stream, revision, position } = stored;
  return { ...developmentOf(stored), eventId, stream, revision, position };
}

/** The development that was logged, its facts in the shape of the current schema version. */
export function developmentOf({ stream, type, schemaVersion, data }: StoredEvent): Development {
  const development = { assertions: [], ...(data as object), case: caseOf(stream), type } as unknown as Development;
  return { ...development, facts: currentFacts(type, schemaVersion, development.facts) };
}

function currentFacts(type: string, schemaVersion: number, facts: unknown): Facts {
  if (typeof facts !== 'object' || facts === null) return {};
  if (!isEventType(type)) return facts as Facts;
  try {
    return upcast(type, schemaVersion, facts as Facts);
  } catch {
    // Written by a newer version: nothing that the rules read is to be guessed.
    return {};
  }
}
