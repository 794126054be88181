import { ConfigError } from './errors.js';
import type { EventStore } from './event-store.js';
import type { SqliteEventStoreOptions } from './sqlite/sqlite-event-store.js';

export type EventStoreOptions = SqliteEventStoreOptions;

const FORMS = 'sqlite:./data/log.db, or sqlite::memory: for a trial that is forgotten at the end';

/** Opens the event log named by `HABEAS_EVENT_STORE`. A file that does not exist yet is created, readable by its owner alone. */
export async function openEventStore(url: string, options: EventStoreOptions = {}): Promise<EventStore> {
  const [, scheme, rest] = /^([a-z]+):(.+)$/s.exec(url) ?? [];
  if (scheme === 'kurrentdb') {
    throw new ConfigError(`HABEAS_EVENT_STORE: kurrentdb:// is to come; until then it takes ${FORMS}`);
  }
  if (scheme !== 'sqlite' || rest === undefined) {
    throw new ConfigError(`HABEAS_EVENT_STORE is "${withoutSecrets(url)}"; it takes ${FORMS}`);
  }
  // Loaded when it is used: a cluster needs no native part.
  const { SqliteEventStore } = await import('./sqlite/sqlite-event-store.js');
  return new SqliteEventStore(rest, options);
}

/** A connection string may hold a password, and errors are logged. */
function withoutSecrets(url: string): string {
  return url.replace(/\/\/[^@]*@/, '//…@');
}
