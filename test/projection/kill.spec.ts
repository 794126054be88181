import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openEventStore, type StoredEvent } from '#event-store';
import { openReadModels, Projector, type SqliteRowStore } from '#read-models';
import fc from 'fast-check';
import { compileInto } from './compiled-sources.js';
import { history } from './histories.js';
import { append } from './stored.js';
import { dumpOf, openStore } from './stores.js';

const EVENTS = 110;

/** Promise 3: rows and checkpoint are written in one transaction, so a projector that dies has written both or neither. */
describe('a projector that is killed', () => {
  let folder: string;
  let events: readonly StoredEvent[];
  /** Rows that nobody killed, of as many events. */
  let unharmed: SqliteRowStore;
  const logFile = () => join(folder, 'log.db');
  const rowsFile = () => join(folder, 'views.db');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'habeas-killed-'));
    compileInto(folder);
    [events] = fc.sample(history({ minLength: EVENTS, maxLength: EVENTS }), { numRuns: 1, seed: 11 }) as [
      StoredEvent[],
    ];
    const log = await openEventStore(`sqlite:${logFile()}`);
    await append(log, events);
    await log.close();
    unharmed = await openStore();
  });
  afterAll(async () => {
    await unharmed.close();
    rmSync(folder, { recursive: true });
  });

  it('has left rows that are those of the replay, wherever it was, and goes on from there', async () => {
    let [isDone, rounds] = [false, 0];
    for (; !isDone && rounds < 60; rounds += 1) {
      isDone = await runUntilKilled('follow', 1 + Math.floor(Math.random() * 8));
      await expectRowsOfTheirCheckpoint();
    }
    expect({ isDone, isKilledOften: rounds > 3 }).toEqual({ isDone: true, isKilledOften: true });
  });

  it('has left the former rows as they were, where it was building them again', async () => {
    for (const lines of [1, 2, 3]) {
      await runUntilKilled('rebuild', lines);
      await expectRowsOfTheirCheckpoint();
    }
  });

  async function expectRowsOfTheirCheckpoint(): Promise<void> {
    const log = await openEventStore(`sqlite:${logFile()}`);
    const models = await openReadModels(`sqlite:${rowsFile()}`, log);
    const rows = await models.current();
    const found = await dumpOf(rows);
    const seq = (await rows.checkpoint())?.seq ?? 0;
    expect(await models.completeness()).toMatchObject({ complete: true, rows: { events: seq } });
    await models.close();
    const known = await readAll(log, seq);
    await log.close();
    await new Projector(unharmed).project(known);
    expect(found).toEqual(await dumpOf(unharmed));
  }

  async function readAll(log: Awaited<ReturnType<typeof openEventStore>>, count: number): Promise<StoredEvent[]> {
    const read: StoredEvent[] = [];
    for await (const event of log.readAll(null)) if (read.length < count) read.push(event);
    return read;
  }

  /** @returns true when it was done before it could be killed */
  async function runUntilKilled(what: string, lines: number): Promise<boolean> {
    const args = ['test/projection/project-until-killed.mjs', folder, logFile(), rowsFile(), what];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const closed = once(child, 'close');
    let [seen, isDone] = [0, false];
    for await (const line of createInterface({ input: child.stdout })) {
      isDone ||= line === 'done';
      if ((seen += 1) === lines) setTimeout(() => child.kill('SIGKILL'), Math.random() * 20);
    }
    await closed;
    return isDone;
  }
});
