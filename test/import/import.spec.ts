import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import type { EventStore } from '../../libs/event-store/src/index.js';
import { eventsOf, fileOf, importInto, line, ndjson, newLog, NOW, person, type Line } from './files.js';

let store: EventStore;
beforeEach(async () => {
  store = await newLog();
});
afterEach(() => store.close());

const imported = (...lines: readonly Line[]) => importInto(store, [fileOf(ndjson(...lines))]);
/** Line numbers and paths of all faults. */
const placesOf = ({ faults }: Awaited<ReturnType<typeof imported>>) =>
  faults.map((fault) => `${fault.line} ${fault.path}`);

describe('an import', () => {
  it('stores every line, by known since and then in the order of the files', async () => {
    const first = fileOf(
      ndjson(
        person('TST-01'),
        line('TST-01', 'Arrested', { key: 'b', knownSince: '2021-01-01' }),
        line('TST-01', 'Escaped', { key: 'now', knownSince: undefined }),
      ),
    );
    const second = fileOf(
      ndjson(
        line('TST-01', 'Fled', { key: 'a', knownSince: '2020-06-01' }),
        line('TST-01', 'Fled', { key: 'c', knownSince: '2021-01-01' }),
      ),
    );
    expect(await importInto(store, [first, second])).toMatchObject({ lines: 5, stored: 5, alreadyStored: 0 });
    const events = await eventsOf(store);
    expect(events.map(({ data }) => (data as { key: string }).key)).toEqual(['open', 'a', 'b', 'c', 'now']);
    expect(events.map(({ backfilled }) => backfilled)).toEqual([true, true, true, true, false]);
    expect(events.at(-1)).toMatchObject({ knownSince: NOW.toISOString(), recordedBy: 'Ada' });
  });

  it('takes the made-up histories and the sample as they are', async () => {
    const taken = { faults: [], alreadyStored: 0, warnings: [] };
    expect(await importInto(store, ['test/checks/scenarios.ndjson'])).toMatchObject({ stored: 111, ...taken });
    for (const file of ['samples/cambodia.ndjson', 'test/checks-abroad/histories.ndjson']) {
      const other = await newLog();
      expect(await importInto(other, [file])).toMatchObject(taken);
      await other.close();
    }
  });

  it('reads a case of the log no oftener for many rectifications of its events than for one', async () => {
    const keys = Array.from({ length: 20 }, (_, n) => `fled-${n}`);
    await imported(person('TST-01'), ...keys.map((key) => line('TST-01', 'Fled', { key })));
    const readStream = store.readStream.bind(store);
    let readings = 0;
    store.readStream = (...asked) => {
      readings += 1;
      return readStream(...asked);
    };
    const rectified = (key: string) =>
      line('TST-01', 'Rectified', {
        target: key,
        facts: { field: '/occurredOn', old: '2020-03-01', new: '2020-03-02', reason: 'misread' },
        knownSince: '2020-04-01',
      });
    const [first, ...others] = keys.map(rectified);
    expect(await imported(first!)).toMatchObject({ stored: 1, faults: [] });
    const forOne = readings;
    readings = 0;
    expect(await imported(...others)).toMatchObject({ stored: 19, faults: [] });
    expect(readings).toBe(forOne);
  });

  it('refuses a line that says one field twice, of which only one could be stored', async () => {
    const twice = fileOf(`${ndjson(person('TST-01'))}{"case":"TST-01","type":"Fled","type":"Returned"}\n`);
    const report = await importInto(store, [twice]);
    expect(report).toMatchObject({ stored: 0, faults: [{ line: 2, path: '' }] });
  });

  it('stores nothing if one line of any file has a fault, and tells all faults of all lines', async () => {
    const good = fileOf(ndjson(person('TST-01')));
    const bad = fileOf(
      `${ndjson(line('TST-01', 'Arested', { occurredOn: 'soon' }))}{"case":\n${ndjson(line('TST-01', 'Fled', { appliesTo: ['TST-02', 'TST-03'] }))}`,
    );
    const report = await importInto(store, [good, bad]);
    expect(report).toMatchObject({ lines: 4, stored: 0, refusedCount: 3, faultCount: 5 });
    expect(report.faults.map(({ file, line: number, path }) => [file, number, path])).toEqual([
      [bad, 1, '/type'],
      [bad, 1, '/occurredOn'],
      [bad, 2, ''],
      [bad, 3, '/appliesTo/0'],
      [bad, 3, '/appliesTo/1'],
    ]);
    expect(report.refused).toEqual([1, 2, 3].map((number) => ({ file: bad, line: number })));
    expect(await store.head()).toBeNull();
  });

  it('warns of what names nothing, wherever in the files or the log it may stand', async () => {
    const released = (...ends: readonly string[]) => line('TST-01', 'Released', { facts: { ends } });
    const ruling = { appliesTo: ['TST-01'], facts: { title: 'pretrial_order' } };
    await imported(
      person('TST-01'),
      line('TST-C', 'CaseOpened', { key: 'open', facts: { kind: 'collective', country: 'IS' } }),
      line('TST-C', 'DetentionOrdered', { key: 'in the log', ...ruling }),
    );
    const report = await imported(
      released('later', 'nowhere'),
      released('in the log', 'in this file'),
      line('TST-01', 'Arrested', { key: 'later' }),
      line('TST-C', 'DetentionOrdered', { key: 'in this file', ...ruling }),
      line('TST-01', 'CaseClosed', { facts: { kind: 'settled' } }),
      line('TST-C', 'CasesMerged', { facts: { into: 'TST-D' } }),
      person('TST01', { knownSince: '2020-03-05' }),
    );
    expect(report).toMatchObject({ stored: 7, faults: [], warningCount: 4 });
    expect(report.warnings.map((one) => `${one.line} ${one.path}`)).toEqual([
      '1 /facts/ends/1',
      '5 /facts/kind',
      '6 /facts/into',
      '7 /case',
    ]);
  });

  it('warns of what is stored already as it did the first time, for a first report may have been lost', async () => {
    const lines = [
      person('TST-01'),
      line('TST-01', 'Released', { facts: { ends: ['nowhere'] } }),
      person('TST01', { knownSince: '2020-03-05' }),
    ];
    const { warnings } = await imported(...lines);
    expect(warnings.map((one) => `${one.line} ${one.path}`)).toEqual(['2 /facts/ends/0', '3 /case']);
    const again = await imported(...lines);
    expect(again).toMatchObject({ stored: 0, alreadyStored: 3, warningCount: 2 });
    expect(again.warnings.map(({ file: _, ...one }) => one)).toEqual(warnings.map(({ file: _, ...one }) => one));
    // A further file with the case that was there first says nothing new of it.
    expect(await imported(person('TST-01'))).toMatchObject({ alreadyStored: 1, warnings: [] });
  });

  it('warns of nothing where it refuses, for what is named may stand in a line that is refused', async () => {
    const report = await imported(
      person('TST-01'),
      line('TST-01', 'Released', { facts: { ends: ['arrest'] } }),
      line('TST-01', 'Arrested', { key: 'arrest', occurredOn: 'soon' }),
    );
    expect(report).toMatchObject({ stored: 0, faultCount: 1, warnings: [], warningCount: 0 });
  });

  it('never repeats a text of the file in a fault', async () => {
    const report = await importInto(store, [fileOf('{"case": "TST-01", "name": Jona Secret}\n')]);
    expect(JSON.stringify(report.faults)).not.toContain('Secret');
  });

  it('checks everything and stores nothing in a dry run', async () => {
    expect(
      await importInto(store, [fileOf(ndjson(person('TST-01'), line('TST-01', 'Arrested')))], { dryRun: true }),
    ).toMatchObject({ dryRun: true, lines: 2, stored: 0, alreadyStored: 0, faults: [] });
    expect(await store.head()).toBeNull();
  });

  it('decides against the record as it will be by then, not as the file is written', async () => {
    const late = person('TST-02', { knownSince: '2022-01-01' });
    expect(
      placesOf(await imported(person('TST-01'), late, line('TST-01', 'Fled', { appliesTo: ['TST-01', 'TST-02'] }))),
    ).toEqual(['3 /appliesTo/1']);
    expect(
      await imported(
        line('TST-01', 'Fled', { appliesTo: ['TST-01', 'TST-02'], knownSince: '2022-01-02' }),
        late,
        person('TST-01'),
      ),
    ).toMatchObject({ stored: 3 });
  });

  it('takes what came before or after from a later line', async () => {
    const before = line('TST-01', 'Arrested', { before: 'release', key: 'arrest' });
    const release = line('TST-01', 'Released', { key: 'release', facts: { ends: 'all' }, knownSince: '2021-01-01' });
    expect(placesOf(await imported(person('TST-01'), before))).toEqual(['2 /before']);
    expect(await imported(person('TST-01'), before, release)).toMatchObject({ stored: 3 });
  });

  it('decides corrections against lines of the same file', async () => {
    const rectified = (old: string, more: Line = {}): Line =>
      line('TST-01', 'Rectified', {
        target: 'arrest',
        facts: { field: '/occurredOn', old, new: '2020-02-27', reason: 'misread' },
        knownSince: '2021-01-01',
        ...more,
      });
    const arrest = line('TST-01', 'Arrested', { key: 'arrest' });
    expect(placesOf(await imported(person('TST-01'), arrest, rectified('2020-02-28')))).toEqual(['3 /facts/old']);
    expect(await imported(person('TST-01'), arrest, rectified('2020-03-01'))).toMatchObject({ stored: 3 });
    // The next one is decided against the log.
    const more = { key: 'second', knownSince: '2022-01-01' };
    expect(placesOf(await imported(rectified('2020-03-01', more)))).toEqual(['1 /facts/old']);
    expect(
      await imported(
        rectified('2020-02-27', {
          ...more,
          facts: { field: '/occurredOn', old: '2020-02-27', new: '2020-02-26', reason: 'misread' },
        }),
      ),
    ).toMatchObject({ stored: 1 });
  });

  it('tells the fault of a case at its own line, and not at every line that rests on it', async () => {
    const wrong = person('TST-01', { occurredOn: 'soon' });
    const arrest = line('TST-01', 'Arrested', { key: 'arrest', occurredOn: '2020-13-01' });
    const source = line('TST-01', 'SourceAdded', { target: 'arrest' });
    const roster = line('TST-02', 'Fled', { appliesTo: ['TST-01'] });
    expect(placesOf(await imported(wrong, person('TST-02'), arrest, source, roster))).toEqual([
      '1 /occurredOn',
      '3 /occurredOn',
    ]);
  });
});

describe('importing again', () => {
  const lines = [person('TST-01'), line('TST-01', 'Arrested', { key: 'arrest' })];

  it('recognises what is stored already', async () => {
    await imported(...lines);
    expect(await imported(...lines)).toMatchObject({ stored: 0, alreadyStored: 2, faults: [] });
  });

  it('completes what was interrupted', async () => {
    await imported(...lines);
    expect(
      await imported(...lines, line('TST-01', 'Escaped', { key: 'escape', knownSince: '2020-03-06' })),
    ).toMatchObject({ stored: 1, alreadyStored: 2 });
  });

  it('refuses other content under the same key, in the log or in the files', async () => {
    await imported(...lines);
    const other = line('TST-01', 'Arrested', { key: 'arrest', occurredOn: '2020-03-02' });
    expect(placesOf(await imported(...lines, other))).toEqual(['3 /key']);
    const escape = line('TST-01', 'Escaped', { key: 'escape' });
    expect(placesOf(await imported(escape, { ...escape, occurredOn: '2020-03-03' }))).toEqual(['2 /key']);
    expect(await imported(escape, escape)).toMatchObject({ stored: 1, alreadyStored: 1 });
  });

  it('refuses a backfill before what the log knows last, and takes what is known from now', async () => {
    await imported(...lines);
    const early = line('TST-01', 'Escaped', { knownSince: '2020-03-04' });
    expect(placesOf(await imported(early))).toEqual(['1 /knownSince']);
    expect(await imported({ ...early, knownSince: undefined })).toMatchObject({ stored: 1 });
  });

  it('takes an event id only if the case and the key make it', async () => {
    await imported(...lines);
    const { eventId } = (await eventsOf(store))[0]!;
    expect(await imported({ ...lines[0], eventId })).toMatchObject({ alreadyStored: 1, faults: [] });
    expect(placesOf(await imported({ ...lines[1], eventId }))).toEqual(['1 /eventId']);
  });
});

describe('a file', () => {
  const text = ndjson(person('TST-01'), line('TST-01', 'Arrested'));
  it.each([
    ['with a byte order mark', `\uFEFF${text}`],
    ['of DOS lines', text.replaceAll('\n', '\r\n')],
    ['with blank lines', `\n  \n${text.replaceAll('\n', '\n\n')}`],
    ['without a last line break', text.trimEnd()],
  ])('%s is read', async (_, content) =>
    expect(await importInto(store, [fileOf(content)])).toMatchObject({ lines: 2, stored: 2, faults: [] }),
  );

  it('that holds nothing stores nothing', async () =>
    expect(await importInto(store, [fileOf('')])).toMatchObject({ lines: 0, stored: 0, faults: [] }));

  it('counts blank lines in its line numbers', async () =>
    expect(placesOf(await importInto(store, [fileOf(`\n\n${text}nonsense`)]))).toEqual(['5 ']));

  it.each([
    ['is not UTF-8', Buffer.concat([Buffer.from(text), Buffer.from([0x7b, 0xff, 0x7d, 0x0a])]), '3 ', /UTF-8/],
    ['is UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le'), '0 ', /UTF-16/],
    ['is a list', '[\n{}\n]\n', '1 ', /NDJSON/],
    ['has a huge line', `${text}{"x":"${'x'.repeat(5_000_000)}"}\n`, '3 ', /longer than/],
    ['is cut off', text.slice(0, -20), '2 ', /not JSON/],
  ])('that %s is refused with its place', async (_, content, place, message) => {
    const report = await importInto(store, [fileOf(content)]);
    expect(placesOf(report)).toContain(place);
    expect(report.faults[0]!.message).toMatch(message);
    expect(await store.head()).toBeNull();
  });

  it.each([
    ['/nowhere/lines.ndjson', /does not exist/],
    ['test', /is a folder/],
  ])('%s cannot be read, and the others are checked all the same', async (file, message) => {
    const report = await importInto(store, [file, fileOf('nonsense')]);
    expect(report.faults.map(({ line: number }) => number)).toEqual([0, 1]);
    expect(report.faults[0]!.message).toMatch(message);
  });
});

const withOpenFiles = existsSync('/proc/self/fd') ? describe : describe.skip;
withOpenFiles('what an import puts aside in a file', () => {
  const many = Array.from({ length: 10_000 }, (_, n) => line('TST-01', 'Fled', { key: `fled-${n}` }));
  const putAside = (): string[] =>
    readdirSync('/proc/self/fd')
      .map(targetOf)
      .filter((target) => /habeas-import-\w+\/lines/.test(target));

  it.each([
    ['is stored', person('TST-01'), 10_001],
    ['has a fault', line('TST-01', 'Fled', { key: 'alone' }), 0],
  ])('is gone after an import that %s', async (_, first, stored) => {
    let held = 0;
    const onProgress = (): void => void (held = Math.max(held, putAside().length));
    const file = fileOf(ndjson(first, ...many));
    expect(await importInto(store, [file], { onProgress })).toMatchObject({ stored });
    expect([held > 0, putAside()]).toEqual([true, []]);
  });

  it.each(['checking', 'deciding', 'storing'])(
    'is gone after an import that broke off while it was %s',
    async (step) => {
      const onProgress = ({ step: now, done }: { step: string; done: number }): void => {
        if (now === step && done >= 10_000) throw new Error('broken off');
      };
      const file = fileOf(ndjson(person('TST-01'), ...many));
      await expect(importInto(store, [file], { onProgress })).rejects.toThrow('broken off');
      expect(putAside()).toEqual([]);
    },
  );
});

/** Nothing: it was closed meanwhile. */
function targetOf(descriptor: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return '';
  }
}
