import { readdirSync, readFileSync } from 'node:fs';
import {
  EVENT_TYPES,
  isEventType,
  schemaVersionOf,
  summaryOf,
  upcast,
} from '../../libs/domain/src/events/catalogue.js';
import { checkDevelopment } from '../../libs/domain/src/record/check-development.js';
import type { RecordedDevelopment } from '../../libs/domain/src/record/development.js';
import { eventIdOf } from '../../libs/domain/src/record/event-id.js';

/**
 * What was stored once must be read for ever. Never edit or delete a file here: a change of facts adds an upcaster and a file of the
 * next schema version.
 */
const FOLDER = 'test/stored-events';
const NAME = /^(?<type>[A-Za-z]+)\.v(?<version>\d+)\.json$/;
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

const read = (file: string) => JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as RecordedDevelopment;

/** As the event store does at its edge: the log's own words apart, the facts in today's shape. */
function checked(stored: RecordedDevelopment) {
  const {
    seq,
    eventId,
    stream,
    revision,
    position,
    schemaVersion,
    knownSince,
    recordedAt,
    recordedBy,
    backfilled,
    ...line
  } = stored;
  const facts = upcast(stored.type, schemaVersion, stored.facts);
  return checkDevelopment({ ...line, facts, knownSince }, { allowKnownSince: true, nowMs: Date.parse(recordedAt) });
}

describe.each(files)('the stored event %s', (file) => {
  const stored = read(file);
  const { type, version } = NAME.exec(file)!.groups as { type: string; version: string };

  it('is of the type and schema version that its name says, and the type is still known', () => {
    expect(isEventType(type)).toBe(true);
    expect(stored).toMatchObject({ type, schemaVersion: Number(version) });
    expect(Number(version)).toBeLessThanOrEqual(schemaVersionOf(stored.type));
  });

  it('is read today and is in normal form', () => {
    const result = checked(stored);
    expect(result).not.toHaveProperty('faults');
    if (stored.schemaVersion === schemaVersionOf(stored.type))
      expect(stored).toMatchObject('development' in result ? result.development : {});
  });

  it('has the event id that its case and key make', () =>
    expect(stored.eventId).toBe(eventIdOf(stored.case, stored.key)));

  it('has a line for people', () => expect(summaryOf(stored)).not.toMatch(/^$|undefined/));
});

describe('every event type', () => {
  const wanted = EVENT_TYPES.flatMap((type) =>
    Array.from({ length: schemaVersionOf(type) }, (_, index) => `${type}.v${index + 1}.json`),
  );

  it('has a stored event of each of its schema versions, and no type ever stored is gone', () =>
    expect([...files].sort()).toEqual([...wanted].sort()));
});
