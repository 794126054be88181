import { resolve, todayOf, type RecordReader } from '#domain';
import { importFiles, openEventStore } from '#event-store';
import { replayLog, ReplayReader } from '#read-models';
import { caseSheet, type CaseSheet } from '#reports';

/** The sample record, replayed from its log. */
export async function readerOf(...files: string[]): Promise<RecordReader> {
  const store = await openEventStore('sqlite::memory:');
  try {
    const report = await importFiles(store, files, { officer: 'test', now: () => new Date() });
    if (report.faults.length > 0) throw new Error(JSON.stringify(report.faults.slice(0, 3)));
    return new ReplayReader(await replayLog(store.readAll(null)));
  } finally {
    await store.close();
  }
}

export interface Days {
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly lens?: string;
}

export const sheetFrom = async (reader: RecordReader, reference: string, days: Days): Promise<CaseSheet> =>
  caseSheet(reader, reference, await resolve(reader, days, todayOf(new Date('2026-11-01T00:00:00Z'))));
