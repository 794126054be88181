import { hash } from 'node:crypto';
import { EVENT_TYPES, VIEWS } from '#domain';
import type { StoredEvent } from '#event-store';
import { PROJECTIONS } from './projections.js';
import type { Checkpoint } from './row-store.js';

/** Raise it when the rules or the rows change so that rows made before are wrong: they are then built again at the next start. */
const RULES_REVISION = 5;

/** What made the rows: another list of views or types makes others. */
export const RULES = hash(
  'sha256',
  JSON.stringify([
    RULES_REVISION,
    EVENT_TYPES,
    VIEWS.map((view) => [view.name, view.of, view.values, Object.keys(view.on)]),
    PROJECTIONS.map((projection) => projection.row.name),
  ]),
  'hex',
);

export const NOTHING_APPLIED: Checkpoint = { seq: 0, position: null, count: 0, digest: '', rules: RULES };

/** The checkpoint after one more event, whether it could be read or not. */
export function advanced(checkpoint: Checkpoint, event: Pick<StoredEvent, 'position' | 'eventId'>): Checkpoint {
  return {
    ...checkpoint,
    seq: checkpoint.seq + 1,
    position: event.position,
    count: checkpoint.count + 1,
    digest: digestAfter(checkpoint.digest, event.eventId),
  };
}

export const digestAfter = (previous: string, eventId: string): string =>
  hash('sha256', `${previous} ${eventId}`, 'hex');
