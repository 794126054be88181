import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFiles, openEventStore, type EventStore, type ImportOptions } from '../../libs/event-store/src/index.js';

export type Line = Readonly<Record<string, unknown>>;

export const NOW = new Date('2026-11-22T12:00:00.000Z');

export const line = (reference: string, type: string, more: Line = {}): Line => ({
  case: reference,
  type,
  occurredOn: '2020-03-01',
  assertions: [{ by: 'committee', source: 'made up' }],
  knownSince: '2020-03-05',
  ...more,
});

export const person = (reference: string, more: Line = {}): Line =>
  line(reference, 'CaseOpened', {
    key: 'open',
    occurredOn: '2015-01-01',
    facts: { kind: 'individual', country: 'IS', name: 'A Person' },
    knownSince: '2015-01-01',
    ...more,
  });

export const ndjson = (...lines: readonly Line[]): string => lines.map((one) => `${JSON.stringify(one)}\n`).join('');

/** A new folder with one file of that content. */
export function fileOf(content: string | Buffer, name = 'lines.ndjson'): string {
  const file = join(mkdtempSync(join(tmpdir(), 'habeas-import-test-')), name);
  writeFileSync(file, content);
  return file;
}

/** A log in a file of its own, at a fixed hour. */
export const newLog = (): Promise<EventStore> => openEventStore(`sqlite:${fileOf('', 'log.db')}`, { now: () => NOW });

export const importInto = (store: EventStore, files: readonly string[], options: Partial<ImportOptions> = {}) =>
  importFiles(store, files, { officer: 'Ada', now: () => NOW, ...options });

export async function eventsOf(store: EventStore) {
  const events = [];
  for await (const event of store.readAll(null)) events.push(event);
  return events;
}
