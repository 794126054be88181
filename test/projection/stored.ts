import { createHash } from 'node:crypto';
import type { EventStore, NewEvent, StoredEvent } from '#event-store';

interface Logged {
  readonly case?: string;
  readonly type?: string;
  readonly on?: string;
  readonly facts?: object;
  readonly known?: string;
  readonly schemaVersion?: number;
  readonly [field: string]: unknown;
}

/** A log of the events given, each with the defaults of a fact that the Committee tells. */
export function storedEvents(logged: readonly Logged[]): StoredEvent[] {
  const revisions = new Map<string, number>();
  return logged.map((one, index) => {
    const { case: reference = 'TST-01', known = '2020-01-01', schemaVersion = 1 } = one;
    const stream = `case-${reference}`;
    const revision = (revisions.get(stream) ?? -1) + 1;
    revisions.set(stream, revision);
    const seq = index + 1;
    const data = dataOf(one, `k${seq}`);
    const eventId = eventIdOf(reference, `k${seq}`);
    return {
      position: String(seq),
      stream,
      revision,
      eventId,
      type: String(data['type']),
      schemaVersion,
      data,
      knownSince: known,
      recordedAt: '2026-01-01T00:00:00.000Z',
      recordedBy: 'ada',
      backfilled: true,
      correlationId: eventId,
      causationId: null,
      digest: '',
    };
  });
}

const newEventOf = ({ eventId, type, schemaVersion, data, recordedBy, knownSince }: StoredEvent): NewEvent => ({
  eventId,
  type,
  schemaVersion,
  data: data as object,
  recordedBy,
  knownSince,
});

/** In their order. @returns the position of the last event */
export async function append(log: EventStore, events: readonly StoredEvent[]): Promise<string> {
  const answers = await Promise.all(
    events.map((event) =>
      log.append(event.stream, event.revision === 0 ? 'no_stream' : event.revision - 1, [newEventOf(event)]),
    ),
  );
  return answers.at(-1)!.events[0]!.position;
}

export const opened = (reference: string, kind = 'individual', more: object = {}): Logged => ({
  case: reference,
  type: 'CaseOpened',
  facts: { kind, country: 'IS', name: `Person ${reference}`, title: `Case ${reference}`, ...more },
});

function dataOf(logged: Logged, key: string): Record<string, unknown> {
  const { case: reference = 'TST-01', type = 'Arrested', on = '2019-01-01', facts = {}, ...more } = logged;
  const { known: _known, schemaVersion: _version, ...fields } = more;
  const assertions = [{ by: 'committee', source: 's' }];
  return { case: reference, key, type, occurredOn: on, facts, assertions, ...fields };
}

export const eventIdOf = (reference: string, key: string): string => {
  const hex = createHash('sha256').update(`${reference} ${key}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
