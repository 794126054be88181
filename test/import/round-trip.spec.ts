import { exportLines, verifyLog, type EventStore } from '../../libs/event-store/src/index.js';
import { eventsOf, fileOf, importInto, line, ndjson, newLog, person } from './files.js';

async function exportOf(store: EventStore, reference?: string): Promise<string> {
  let text = '';
  for await (const one of exportLines(store, reference)) text += `${one}\n`;
  return text;
}

const summaryOf = (store: EventStore) => verifyLog(store, (fault) => expect(fault).toBeNull());

describe.each(['test/checks/scenarios.ndjson', 'samples/cambodia.ndjson'])('an export of %s', (file) => {
  it('imported into an empty log is the same log, to the byte and the digest', async () => {
    const [one, other] = [await newLog(), await newLog()];
    await importInto(one, [file]);
    const exported = await exportOf(one);
    const report = await importInto(other, [fileOf(exported)]);
    expect(report).toMatchObject({ stored: report.lines, faults: [] });
    expect(await exportOf(other)).toBe(exported);
    expect(await summaryOf(other)).toEqual(await summaryOf(one));
    // Into the log that it came from it adds nothing.
    expect(await importInto(one, [fileOf(exported)])).toMatchObject({ stored: 0, alreadyStored: report.lines });
    await Promise.all([one.close(), other.close()]);
  });
});

describe('an export', () => {
  it('holds what was logged from now, which goes into another log as a backfill', async () => {
    const [one, other] = [await newLog(), await newLog()];
    await importInto(one, [fileOf(ndjson(person('TST-01', { knownSince: undefined })))]);
    const exported = await exportOf(one);
    expect(await importInto(one, [fileOf(exported)])).toMatchObject({ stored: 0, alreadyStored: 1, faults: [] });
    await importInto(other, [fileOf(exported)]);
    expect(await exportOf(other)).toBe(exported);
    expect((await eventsOf(other))[0]).toMatchObject({ backfilled: true });
    await Promise.all([one.close(), other.close()]);
  });

  it('of one case holds its own stream only', async () => {
    const store = await newLog();
    await importInto(store, [fileOf(ndjson(person('TST-01'), person('TST-02'), line('TST-01', 'Arrested')))]);
    const lines = (await exportOf(store, 'TST-01')).trim().split('\n');
    expect(lines.map((one) => (JSON.parse(one) as { type: string }).type)).toEqual(['CaseOpened', 'Arrested']);
    await store.close();
  });
});
