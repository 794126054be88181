import { streamOf } from '#domain';
import type { EventStore, StoredEvent } from '../event-store.js';
import { CaseDirectory } from './case-directory.js';
import { developmentOf } from './evolving.js';

/** The whole log, or one case, in the order of the log: one line of an import file each, without its line break. */
export async function* exportLines(store: EventStore, reference?: string): AsyncGenerator<string> {
  const events = reference === undefined ? store.readAll(null) : store.readStream(streamOf(reference));
  for await (const event of events) yield lineOf(event);
}

/** The case that a reference or a label stands for; null where the log knows none. */
export async function caseNamed(store: EventStore, name: string): Promise<string | null> {
  const directory = new CaseDirectory(store);
  await directory.readOn();
  if (directory.kindOf(name) !== null) return name;
  return directory.caseSpelt(name) ?? directory.caseLabelled(name);
}

/** With key, event id and known since, so that it is recognised where it is stored already, and stored the same where it is not. */
function lineOf(event: StoredEvent): string {
  const {
    case: reference,
    key,
    type,
    occurredOn,
    facts,
    appliesTo,
    place,
    target,
    after,
    before,
    assertions,
  } = developmentOf(event);
  const { eventId, knownSince } = event;
  return JSON.stringify({
    case: reference,
    key,
    type,
    occurredOn,
    facts,
    appliesTo,
    place,
    target,
    after,
    before,
    assertions,
    knownSince,
    eventId,
  });
}
