import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventStore, type EventStore, type StoredEvent } from '#event-store';
import { openReadModels, RowsConfigError, RowsInUseError, type ReadModels } from '#read-models';
import fc from 'fast-check';
import { history } from './histories.js';
import { append, opened, storedEvents } from './stored.js';
import { describeRows, dumpOf, exec, type RowsHost } from './stores.js';

const WAIT_MS = 10_000;

describeRows('the rows of a program', ({ start }) => {
  let host: RowsHost;
  let folder: string;
  let log: EventStore;
  let rowsUrl: string;
  const open: ReadModels[] = [];
  const dump = async (models: ReadModels) => dumpOf(await models.current());
  const alter = async (models: ReadModels, sql: string) => exec(await models.current(), sql);
  const openRows = async (options = {}, url = rowsUrl) => {
    const models = await openReadModels(url, log, options);
    open.push(models);
    return models;
  };

  beforeAll(async () => void (host = await start()));
  afterAll(() => host.close());
  beforeEach(async () => {
    rowsUrl = await host.url();
    folder = mkdtempSync(join(tmpdir(), 'habeas-rows-'));
    log = await openEventStore(`sqlite:${join(folder, 'log.db')}`, { now: () => new Date('2026-01-01T00:00:00Z') });
  });
  afterEach(async () => {
    for (const models of open.splice(0)) await models.close();
    await log.close();
    rmSync(folder, { recursive: true });
  });

  it('follow the log, and tell when they have reached a position', async () => {
    const models = await openRows();
    await models.start();
    const position = await append(log, storedEvents([opened('TST-01'), {}]));
    expect(await models.projected(position, WAIT_MS)).toBe(true);
    expect(await models.figures()).toMatchObject({ position, events: 2, lag: 0, quarantine: [], fault: null });
    expect(await models.projected(String(Number(position) + 1), 20)).toBe(false);
    expect(await models.completeness()).toMatchObject({ complete: true, log: { events: 2 } });
  });

  it('count how far they are behind', async () => {
    const models = await openRows();
    await append(log, storedEvents([opened('TST-01'), {}, {}]));
    expect(await models.figures()).toMatchObject({ position: null, events: 0, lag: 3 });
    await models.catchUp(WAIT_MS);
    expect(await models.figures()).toMatchObject({ events: 3, lag: 0 });
  });

  it('are projected into by one program, and a second one reads what it writes', async () => {
    const [first, second] = [await openRows(), await openRows()];
    expect([first.isRunner, second.isRunner]).toEqual([true, false]);
    await Promise.all([first.start(), second.start()]);
    const position = await append(log, storedEvents([opened('TST-01')]));
    expect(await second.projected(position, WAIT_MS)).toBe(true);
    expect(await second.reader.subject('TST-01', await second.reader.momentAt(null))).toMatchObject({
      name: 'Person TST-01',
    });
    await second.close();
    await first.close();
    expect((await openRows()).isRunner).toBe(true);
  });

  it('are projected into by the second program when the first one ends', async () => {
    const [first, second] = [await openRows(), await openRows()];
    await Promise.all([first.start(), second.start()]);
    await first.projected(await append(log, storedEvents([opened('TST-01')])), WAIT_MS);
    await first.close();
    const [, later] = storedEvents([opened('TST-01'), {}]);
    expect(await second.projected(await append(log, [later!]), WAIT_MS)).toBe(true);
    expect([second.isRunner, (await second.completeness()).complete]).toEqual([true, true]);
  });

  it('are the same from zero as when they followed, also while they go on following', async () => {
    const [events] = fc.sample(history({ minLength: 120, maxLength: 120 }), { numRuns: 1, seed: 7 }) as [StoredEvent[]];
    const models = await openRows();
    await models.start();
    const half = Math.floor(events.length / 2);
    await models.projected(await append(log, events.slice(0, half)), WAIT_MS);
    const followed = await dump(models);
    await models.rebuild();
    expect(await dump(models)).toEqual(followed);
    await models.projected(await append(log, events.slice(half)), WAIT_MS);
    const later = await dump(models);
    await models.rebuild();
    expect(await dump(models)).toEqual(later);
    expect(await models.completeness()).toMatchObject({ complete: true, rows: { events: events.length } });
  });

  it('are built again when other rules made them, and when they are of another log', async () => {
    const models = await openRows();
    await append(log, storedEvents([opened('TST-01')]));
    await models.catchUp(WAIT_MS);
    await alter(models, "UPDATE checkpoint_v1 SET rules = 'former'; DELETE FROM segments_v1; DELETE FROM subjects_v1");
    await models.start();
    expect(await models.reader.subjects(await models.reader.momentAt(null))).toHaveLength(1);
    await models.close();
    const other = await openEventStore(`sqlite:${join(folder, 'other.db')}`);
    await append(other, storedEvents([opened('TST-02')]));
    const ofOther = await openReadModels(rowsUrl, other);
    open.push(ofOther);
    await ofOther.catchUp(WAIT_MS);
    expect(await ofOther.reader.subjects(await ofOther.reader.momentAt(null))).toMatchObject([{ reference: 'TST-02' }]);
    await ofOther.close();
    await other.close();
  });

  it('are built again when what they set aside can be read', async () => {
    const models = await openRows();
    await append(log, storedEvents([opened('TST-01'), {}]));
    await models.catchUp(WAIT_MS);
    await alter(
      models,
      "INSERT INTO parked_v1 (stream, revision, seq, position, reason) VALUES ('case-TST-01', 1, 2, '2', 'the type is not known here')",
    );
    expect((await models.figures()).quarantine).toHaveLength(1);
    await models.catchUp(WAIT_MS);
    expect((await models.figures()).quarantine).toEqual([]);
  });

  it('are shown to be incomplete when an event is missing, though their lag is 0', async () => {
    const models = await openRows();
    await append(log, storedEvents([opened('TST-01'), {}, opened('TST-02')]));
    await models.catchUp(WAIT_MS);
    await alter(models, 'DELETE FROM developments_v1 WHERE seq = 2');
    expect(await models.figures()).toMatchObject({ lag: 0 });
    expect(await models.completeness()).toMatchObject({ complete: false, rows: { events: 2 }, log: { events: 3 } });
    await models.rebuild();
    expect(await models.completeness()).toMatchObject({ complete: true });
  });

  it('are shown to be incomplete when they are of a shorter log that was continued elsewhere', async () => {
    const models = await openRows();
    await append(log, storedEvents([opened('TST-01'), {}]));
    await models.catchUp(WAIT_MS);
    await alter(models, "UPDATE checkpoint_v1 SET count = 1, digest = 'of another event'");
    expect(await models.completeness()).toMatchObject({ complete: false });
  });

  it('set aside in a rebuild what the fold cannot take, as they do when they follow', async () => {
    const models = await openRows();
    const bad = { type: 'ViolationsListed', facts: {} };
    await append(
      log,
      storedEvents([opened('TST-01'), opened('TST-02'), {}, bad, {}, { case: 'TST-02' }, { case: 'TST-02', ...bad }]),
    );
    await models.rebuild();
    const rebuilt = await dump(models);
    expect(rebuilt['parked_v1']).toHaveLength(2);
    await alter(
      models,
      Object.keys(rebuilt)
        .map((table) => `DELETE FROM ${table}`)
        .join(';'),
    );
    const { Projector } = await import('#read-models');
    const events: StoredEvent[] = [];
    for await (const event of log.readAll(null)) events.push(event);
    await new Projector(await models.current()).project(events);
    expect(await dump(models)).toEqual(rebuilt);
  });

  it('are not made by who only reads them', async () => {
    await expect(openRows({ readonly: true })).rejects.toThrow(RowsConfigError);
  });
});

describe('rows in a file', () => {
  let folder: string;
  let log: EventStore;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'habeas-rows-'));
    log = await openEventStore(`sqlite:${join(folder, 'log.db')}`);
    await append(log, storedEvents([opened('TST-01')]));
  });
  afterEach(async () => {
    await log.close();
    rmSync(folder, { recursive: true });
  });

  it('are rebuilt by the program that projects into them, and by no other', async () => {
    const url = `sqlite:${join(folder, 'views.db')}`;
    const [first, second] = [await openReadModels(url, log), await openReadModels(url, log)];
    await expect(second.rebuild()).rejects.toThrow(RowsInUseError);
    await second.close();
    await first.close();
  });

  it('leave a file alone that is no file of rows', async () => {
    await expect(openReadModels(`sqlite:${join(folder, 'log.db')}`, log)).rejects.toThrow(RowsConfigError);
    expect(await log.head()).toMatchObject({ position: '1' });
    await expect(openReadModels('mysql:x', log)).rejects.toThrow(RowsConfigError);
  });

  it('can be forgotten at the end', async () => {
    const models = await openReadModels('sqlite::memory:', log);
    await models.start();
    expect(await models.reader.subjects(await models.reader.momentAt(null))).toHaveLength(1);
    await models.close();
  });
});
