import { hash } from 'node:crypto';
import { canonicalOf } from '#domain';
import type { StoredEvent } from './event-store.js';

export type DigestedEvent = Omit<StoredEvent, 'position' | 'digest' | 'writtenKnownSince'>;

/**
 * The digest of an event: SHA-256, in lower-case hex, over the UTF-8 bytes of this one JSON object, without a final line break:
 *
 *     {"backfilled":…,"causationId":…,"correlationId":…,"data":…,"eventId":…,"knownSince":…,"previousDigest":…,
 *      "recordedAt":…,"recordedBy":…,"revision":…,"schemaVersion":…,"stream":…,"type":…}
 *
 * written as RFC 8785 has it (keys sorted, also inside `data`; no white space; shown here on two lines). The values are those of
 * `StoredEvent`; `previousDigest` is the digest of the event before it on the same stream, null for revision 0. `position` is left out,
 * so that the same history has the same digests in every store. Digests are stored for ever: this format may not change.
 */
export function digestOf(
  previousDigest: string | null,
  event: DigestedEvent,
  canonicalData: string = canonicalOf(event.data),
): string {
  return hash(
    'sha256',
    `{"backfilled":${event.backfilled},"causationId":${jsonOrNull(event.causationId)}` +
      `,"correlationId":${JSON.stringify(event.correlationId)},"data":${canonicalData}` +
      `,"eventId":${JSON.stringify(event.eventId)},"knownSince":${JSON.stringify(event.knownSince)}` +
      `,"previousDigest":${jsonOrNull(previousDigest)},"recordedAt":${JSON.stringify(event.recordedAt)}` +
      `,"recordedBy":${JSON.stringify(event.recordedBy)},"revision":${event.revision}` +
      `,"schemaVersion":${event.schemaVersion},"stream":${JSON.stringify(event.stream)}` +
      `,"type":${JSON.stringify(event.type)}}`,
    'hex',
  );
}

function jsonOrNull(text: string | null): string {
  return text === null ? 'null' : JSON.stringify(text);
}
