import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openEventStore } from '#event-store';
import { openReadModels } from '#read-models';
import { compileInto } from './compiled-sources.js';
import { append, opened, storedEvents } from './stored.js';
import { describeRows, dumpOf, type RowsHost } from './stores.js';

const PEOPLE = 700;

describeRows('a rebuild of a long log', ({ start }) => {
  let host: RowsHost;
  let folder: string;
  let file: string;
  beforeAll(async () => void (host = await start()));
  afterAll(() => host.close());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'habeas-threads-'));
    file = join(folder, 'log.db');
    compileInto(folder);
    const log = await openEventStore(`sqlite:${file}`);
    await append(log, events());
    await log.close();
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const rebuildIn = (url: string): string =>
    execFileSync(process.execPath, ['test/projection/rebuild-once.mjs', folder, file, url], { encoding: 'utf8' });

  it('ends the same in several threads as in one', async () => {
    const url = await host.url();
    const callsAtOnce = Number(rebuildIn(url));
    expect(callsAtOnce > 1).toBe(availableParallelism() > 1);

    const log = await openEventStore(`sqlite:${file}`);
    const [one, other] = [await openReadModels(url, log), await openReadModels('sqlite::memory:', log)];
    await other.rebuild();
    expect(await dumpOf(await one.current())).toEqual(await dumpOf(await other.current()));
    expect((await one.figures()).quarantine).toMatchObject([{ stream: 'case-TST-7' }]);
    for (const models of [one, other]) await models.close();
    await log.close();
  });

  it('says that an event is missing, in several threads as in one', async () => {
    const spoiled = new Database(file);
    spoiled.exec(
      "DROP TRIGGER events_are_never_deleted; DELETE FROM events WHERE stream = 'case-TST-499' AND revision = 2",
    );
    spoiled.close();
    expect(rebuildIn(await host.url())).toBe('RevisionGapError revision-gap\n');
  });
});

it('takes few events at once of those that very many tell', async () => {
  const told = Array.from({ length: 2_000 }, () => ({ by: 'committee' }));
  const log = await openEventStore('sqlite::memory:');
  await append(log, storedEvents([opened('TST-01'), ...Array.from({ length: 8 }, () => ({ assertions: told }))]));
  const models = await openReadModels('sqlite::memory:', log);
  const read: number[] = [];
  await models.rebuild(({ phase, done }) => phase === 'reading' && read.push(done));
  expect(read).toEqual([0, 4, 7, 9]);
  await models.close();
  await log.close();
});

/** Enough for threads, and one event among them that the fold cannot take. */
function events() {
  const people = Array.from({ length: PEOPLE }, (_, index) => `TST-${index}`);
  return storedEvents(
    people.flatMap((reference, index) => [
      opened(reference),
      { case: reference, on: '2019-01' },
      { case: reference, type: 'Charged', facts: { proceeding: 'p', labels: [] } },
      { case: reference, type: 'Released', facts: { ends: 'all' }, on: '2019-01-10' },
      { case: reference, type: 'Fled', on: '2019-02-01', appliesTo: { references: people.slice(index, index + 3) } },
      ...(index === 7 ? [{ case: reference, type: 'ViolationsListed', appliesTo: { references: [reference] } }] : []),
    ]),
  );
}
