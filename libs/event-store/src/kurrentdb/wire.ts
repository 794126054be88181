import { hash } from 'node:crypto';
import type { AllStreamResolvedEvent, ResolvedEvent } from '@kurrent/kurrentdb-client';
import { CorruptEventError } from '../errors.js';
import type { Position, StoredEvent } from '../event-store.js';
import type { PreparedEvent } from '../prepared-append.js';
import { positionText } from './position.js';

const encoder = new TextEncoder();

/** Beside each event on the server. Names with $ are those that the server's own tools read. Stored for ever: fields may only be added. */
interface Metadata {
  readonly $correlationId: string;
  readonly $causationId?: string;
  readonly schemaVersion: number;
  readonly knownSince: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly backfilled?: true;
  readonly digest: string;
  /** The last event of the log that the writer knew of; absent: none. Known since is not before that of anything up to there. */
  readonly seen?: Position;
  /** A random text of the append: whoever made it knows that it was this one that was stored, and not another with the same content. */
  readonly append: string;
  /** Absent in what was written when the server's id still was the event id. */
  readonly eventId?: string;
}

/** An event as it is sent, its parts as the bytes of their texts. */
export interface WireEvent {
  readonly id: string;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** An event as one reads it, and how far its writer had seen the log. */
export interface ReadEvent {
  readonly event: StoredEvent;
  readonly seen: Position | null;
  readonly append: string;
  /** It cannot be read: the event has its place, and nothing else. */
  readonly fault: CorruptEventError | null;
}

export interface Envelope {
  readonly knownSince: string;
  readonly recordedAt: string;
  readonly backfilled: boolean;
  readonly digest: string;
  readonly seen: Position | null;
  readonly append: string;
}

export function toWire(event: PreparedEvent, envelope: Envelope): WireEvent {
  const { eventId, type, schemaVersion, canonicalData, recordedBy, correlationId, causationId } = event;
  const { knownSince, recordedAt, backfilled, digest, seen, append } = envelope;
  const metadata: Metadata = {
    $correlationId: correlationId,
    ...(causationId !== null && { $causationId: causationId }),
    schemaVersion,
    knownSince,
    recordedAt,
    recordedBy,
    ...(backfilled && { backfilled: true }),
    digest,
    ...(seen !== null && { seen }),
    append,
    eventId,
  };
  return {
    id: serverIdOf(eventId, append),
    type,
    data: encoder.encode(canonicalData),
    metadata: encoder.encode(JSON.stringify(metadata)),
  };
}

/** Null: a record of the server itself, such as that of a deletion. */
export function fromWire({ event }: AllStreamResolvedEvent | ResolvedEvent, prefix: string): ReadEvent | null {
  if (!event || event.type.startsWith('$')) return null;
  const place = {
    position: positionText(event.position!),
    stream: event.streamId.slice(prefix.length),
    revision: Number(event.revision),
  };
  const { metadata } = event as { metadata?: unknown };
  if (!isOurs(metadata) || typeof event.data !== 'object') return unreadable(place, event.id);
  const { $correlationId, $causationId = null, schemaVersion, knownSince, recordedAt, recordedBy, digest } = metadata;
  return {
    seen: metadata.seen ?? null,
    append: metadata.append,
    fault: null,
    event: {
      ...place,
      eventId: metadata.eventId ?? event.id,
      type: event.type,
      schemaVersion,
      data: event.data,
      knownSince,
      recordedAt,
      recordedBy,
      backfilled: metadata.backfilled === true,
      correlationId: $correlationId,
      causationId: $causationId,
      digest,
    },
  };
}

function unreadable(place: Pick<StoredEvent, 'position' | 'stream' | 'revision'>, eventId: string): ReadEvent {
  const { position, stream, revision } = place;
  const nothing = { type: '', schemaVersion: 0, data: null, knownSince: '', recordedAt: '', recordedBy: '' };
  const event = { ...place, ...nothing, eventId, backfilled: false, correlationId: '', causationId: null, digest: '' };
  const fault = new CorruptEventError(position, stream, revision, new Error('Habeas did not write it'));
  return { event, seen: null, append: '', fault };
}

const TEXTS = ['$correlationId', 'knownSince', 'recordedAt', 'recordedBy', 'digest', 'append'] as const;

function isOurs(metadata: unknown): metadata is Metadata {
  if (typeof metadata !== 'object' || metadata === null) return false;
  const fields = metadata as Readonly<Record<string, unknown>>;
  return typeof fields['schemaVersion'] === 'number' && TEXTS.every((name) => typeof fields[name] === 'string');
}

/**
 * Of this append alone, and the same each time it is sent: the server answers that it is stored only to whoever stored it, and to a second
 * one with the same event ids that somebody was first.
 */
function serverIdOf(eventId: string, append: string): string {
  const hex = hash('sha256', `habeas ${append} ${eventId}`, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
