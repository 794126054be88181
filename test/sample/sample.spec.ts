import { readFileSync } from 'node:fs';
import { importFiles, openEventStore } from '#event-store';

interface Line {
  readonly case: string;
  readonly type: string;
  readonly facts: { readonly lines?: readonly { readonly codes: readonly string[] }[] };
  readonly assertions: readonly { readonly source: string; readonly locator?: string }[];
  readonly knownSince: string;
}

const FILE = 'samples/cambodia.ndjson';
const lines = readFileSync(FILE, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Line);
const json = <T>(file: string) => JSON.parse(readFileSync(file, 'utf8')) as T;

describe('the sample record', () => {
  it('holds at least 150 developments, on the collective case and on individual ones', () => {
    expect(lines.length).toBeGreaterThanOrEqual(150);
    expect(new Set(lines.map((line) => line.case)).size).toBeGreaterThan(50);
  });

  it('tells the source of each, and where in it', () => {
    const told = lines.flatMap((line) => line.assertions);
    expect(told.filter(({ source, locator }) => !/^00[0-4]\b/.test(source) || !locator)).toEqual([]);
  });

  it('is known since the publication of one of its five sources', () => {
    const days = [...new Set(lines.map((line) => line.knownSince))];
    expect(days).toEqual(days.toSorted());
    expect(days.length).toBeLessThanOrEqual(6);
  });

  it('is imported without a fault', async () => {
    const store = await openEventStore('sqlite::memory:');
    const report = await importFiles(store, [FILE], { officer: 'test', now: () => new Date() });
    expect(report).toMatchObject({ lines: lines.length, stored: lines.length, faults: [] });
    await store.close();
  });

  it('uses the codes of its vocabulary', () => {
    const known = json<{ code: string }[]>('samples/vocabulary/violations.json').map(({ code }) => code);
    const used = lines.flatMap(({ facts }) => facts.lines ?? []).flatMap(({ codes }) => codes);
    expect([...new Set(used)].filter((code) => !known.includes(code))).toEqual([]);
    expect(used.length).toBeGreaterThan(0);
  });
});
