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

const PEOPLE = 500;

describeRows('a rebuild of a long log', ({ start }) => {
  let host: RowsHost;
  beforeAll(async () => void (host = await start()));
  afterAll(() => host.close());

  it('ends the same in several threads as in one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'habeas-threads-'));
    compileInto(folder);
    const log = await openEventStore(`sqlite:${join(folder, 'log.db')}`);
    await append(log, events());
    const url = await host.url();
    const args = ['test/projection/rebuild-once.mjs', folder, join(folder, 'log.db'), url];
    const callsAtOnce = Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
    expect(callsAtOnce > 1).toBe(availableParallelism() > 1);

    const [one, other] = [await openReadModels(url, log), await openReadModels('sqlite::memory:', log)];
    await other.rebuild();
    expect(await dumpOf(await one.current())).toEqual(await dumpOf(await other.current()));
    expect((await one.figures()).quarantine).toMatchObject([{ stream: 'case-TST-7' }]);
    for (const models of [one, other]) await models.close();
    await log.close();
    rmSync(folder, { recursive: true });
  });
});

describeRows('a rebuild of a long log in which an event is missing', ({ start }) => {
  let host: RowsHost;
  beforeAll(async () => void (host = await start()));
  afterAll(() => host.close());

  it('says so in several threads as in one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'habeas-threads-'));
    compileInto(folder);
    const file = join(folder, 'log.db');
    const log = await openEventStore(`sqlite:${file}`);
    await append(log, events());
    await log.close();
    const spoiled = new Database(file);
    spoiled.exec(
      "DROP TRIGGER events_are_never_deleted; DELETE FROM events WHERE stream = 'case-TST-499' AND revision = 2",
    );
    spoiled.close();
    const args = ['test/projection/rebuild-once.mjs', folder, file, await host.url()];
    expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toBe('RevisionGapError revision-gap\n');
    rmSync(folder, { recursive: true });
  });
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
