import { ConfigError } from './errors.js';
import type { EventStore } from './event-store.js';
import type { KurrentEventStoreOptions } from './kurrentdb/kurrentdb-event-store.js';
import type { SqliteEventStoreOptions } from './sqlite/sqlite-event-store.js';

export type EventStoreOptions = SqliteEventStoreOptions & KurrentEventStoreOptions;

const KURRENTDB = ['kurrentdb', 'kurrent', 'kdb', 'esdb'];
const FORMS =
  'sqlite:./data/log.db, sqlite::memory: for a trial that is forgotten at the end, or kurrentdb://user:password@host:2113';

/**
 * Opens the event log named by `HABEAS_EVENT_STORE`. A file that does not exist yet is created, readable by its owner alone; a server has to
 * answer within some seconds. What a log is kept in is loaded when it is used: a cluster needs no native part of SQLite, one machine no client.
 */
export async function openEventStore(url: string, options: EventStoreOptions = {}): Promise<EventStore> {
  const [, scheme, rest] = /^([a-z]+)(?:\+discover)?:(.+)$/s.exec(url) ?? [];
  if (scheme !== undefined && KURRENTDB.includes(scheme)) {
    const { KurrentEventStore } = await import('./kurrentdb/kurrentdb-event-store.js');
    return KurrentEventStore.open(url, options);
  }
  if (scheme !== 'sqlite' || rest === undefined) {
    throw new ConfigError(`HABEAS_EVENT_STORE is "${withoutSecrets(url)}"; it takes ${FORMS}`);
  }
  const { SqliteEventStore } = await import('./sqlite/sqlite-event-store.js');
  return new SqliteEventStore(rest, options);
}

/** What is taken as it is and yet should be looked at before people rely on the log, in a sentence each. */
export async function risksOfEventStore(url: string): Promise<string[]> {
  if (url.startsWith('sqlite:')) return [];
  const { risksOf } = await import('./kurrentdb/settings.js');
  return risksOf(url);
}

/** A connection string may hold a password, and errors are logged. */
function withoutSecrets(url: string): string {
  return url.replace(/\/\/[^@]*@/, '//…@');
}
