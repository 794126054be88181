import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openEventStore, type EventStore, type StoredEvent } from '#event-store';
import { openReadModels, Projector, type ReadModels, type Rebuilt } from '#read-models';
import fc from 'fast-check';
import { Client } from 'pg';
import { LateQueryError, RowsUnavailableError, RunnerLostError } from '../../libs/read-models/src/errors.js';
import { Copy } from '../../libs/read-models/src/postgres/copy.js';
import { PostgresRowStore } from '../../libs/read-models/src/postgres/postgres-row-store.js';
import { got } from '../../libs/read-models/src/steps.js';
import { NO_POSTGRES, startPostgres, type TestPostgres } from '../support/postgres.js';
import { compileInto } from './compiled-sources.js';
import { history } from './histories.js';
import { append, opened, storedEvents } from './stored.js';
import { dumpOf, exec, openStore } from './stores.js';

const WAIT_MS = 20_000;
/** Promised to whoever waits for the rows while a projector dies. */
const TAKEOVER_MS = 5_000;
/** And while one hangs: ten seconds until the server ends its connection, and the takeover. */
const STOPPED_MS = 10_000 + TAKEOVER_MS;
/** The folders in which a program is rebuilding rows. */
const desksOf = (pid = process.pid): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`habeas-rebuild-${pid}-`));
const PROJECTORS_LOCK = "locktype = 'advisory' AND objid = 2 AND granted";

const suite = NO_POSTGRES === null ? describe : describe.skip;
suite(`rows on PostgreSQL${NO_POSTGRES === null ? '' : ` (${NO_POSTGRES})`}`, () => {
  let postgres: TestPostgres;
  let folder: string;
  let url: string;
  let log: EventStore;
  const open: ReadModels[] = [];
  const children: ChildProcess[] = [];

  beforeAll(async () => void (postgres = await startPostgres()));
  afterAll(() => postgres.close());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'habeas-faults-'));
    url = await postgres.database();
    log = await openEventStore(`sqlite:${join(folder, 'log.db')}`, { now: () => new Date('2026-01-01T00:00:00Z') });
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const models of open.splice(0)) await models.close();
    await log.close();
    rmSync(folder, { recursive: true });
  });

  const openRows = async () => {
    const models = await openReadModels(url, log);
    open.push(models);
    return models;
  };
  const tables = async () => {
    await postgres.query(url, 'CREATE SCHEMA rows');
    const rows = await PostgresRowStore.open({ url, name: 'test', poolMax: 4, timeoutMs: WAIT_MS }, 'rows');
    await rows.makeTables();
    return rows;
  };
  const expectRowsOfReplay = async (models: ReadModels) => {
    const unharmed = await openStore();
    const events: StoredEvent[] = [];
    for await (const event of log.readAll(null)) events.push(event);
    await new Projector(unharmed).project(events);
    expect(await dumpOf(await models.current())).toEqual(await dumpOf(unharmed));
    expect(await models.completeness()).toMatchObject({ complete: true, log: { events: events.length } });
    await unharmed.close();
  };

  it('are written once where two projectors fight over them', async () => {
    const [events] = fc.sample(history({ minLength: 45, maxLength: 45 }), { numRuns: 1, seed: 5 }) as [StoredEvent[]];
    const first = await tables();
    const second = await PostgresRowStore.open({ url, name: 'test', poolMax: 4, timeoutMs: WAIT_MS }, 'rows');
    let lost = 0;
    const fight = async (rows: PostgresRowStore) => {
      for (let seq = 0; seq < events.length;) {
        const batch = events.slice(seq, seq + 3);
        await new Projector(rows).project(batch).catch((error: unknown) => {
          if (!(error instanceof RunnerLostError)) throw error;
          lost += 1;
        });
        seq = (await rows.checkpoint())?.seq ?? 0;
      }
    };
    await Promise.all([fight(first), fight(second)]);
    expect(lost).toBeGreaterThan(0);
    const alone = await openStore();
    await new Projector(alone).project(events);
    expect(await dumpOf(first)).toEqual(await dumpOf(alone));
    for (const rows of [first, second, alone]) await rows.close();
  });

  it('refuse a statement that comes after its transaction, which would be committed by itself', async () => {
    const rows = await tables();
    const leaks: (() => unknown)[] = [];
    const failing = rows.transaction(function* (inside) {
      leaks.push(
        () => inside.addParty('IS', 'late'),
        () => inside.revisionOf('case-TST-01'),
      );
      // Not awaited, and still undone with the rest.
      void inside.addParty('IS', 'early');
      yield* got(inside.saveRevision('case-TST-01', 7));
      throw new Error('the work fails');
    });
    await expect(failing).rejects.toThrow('the work fails');
    expect(() => leaks[0]!()).toThrow(LateQueryError);
    await expect(Promise.resolve().then(() => leaks[1]!())).rejects.toThrow(LateQueryError);
    const dump = await dumpOf(rows);
    expect([dump['parties_v1'], dump['streams_v1']]).toEqual([[], []]);
    await rows.close();
  });

  it('undo a transaction of which a statement failed that nobody waited for', async () => {
    const rows = await tables();
    const failing = rows.transaction(function* (inside) {
      yield* got(inside.saveRevision('case-TST-01', 7));
      yield* got(inside.saveRevision(null as never, 1));
    });
    await expect(failing).rejects.toThrow('not-null');
    expect((await dumpOf(rows))['streams_v1']).toEqual([]);
    await rows.close();
  });

  it('are taken over within five seconds when a projector is killed in the middle, and equal the replay', async () => {
    compileInto(folder);
    const [events] = fc.sample(history({ minLength: 150, maxLength: 150 }), { numRuns: 1, seed: 3 }) as [StoredEvent[]];
    for (let round = 0; round < 3; round += 1) {
      const projector = await startProjector();
      const waiting = await openRows();
      await waiting.start();
      expect(waiting.isRunner).toBe(false);
      const part = events.slice(round * 50, (round + 1) * 50);
      const before = part.slice(0, 40).map((event) => append(log, [event]));
      // Some are projected, and it has others in hand.
      expect(await waiting.projected(await before[round * 15]!, WAIT_MS)).toBe(true);
      projector.kill('SIGKILL');
      const killedAt = Date.now();
      await Promise.all(before);
      expect(await waiting.projected(await append(log, part.slice(40)), TAKEOVER_MS)).toBe(true);
      expect(Date.now() - killedAt).toBeLessThan(TAKEOVER_MS);
      expect(waiting.isRunner).toBe(true);
      await expectRowsOfReplay(waiting);
      await waiting.close();
    }
  }, 120_000);

  it('are left by a projector that lost its lock, and go on with whoever has it next', async () => {
    const [first, second] = [await openRows(), await openRows()];
    await Promise.all([first.start(), second.start()]);
    expect([first.isRunner, second.isRunner]).toEqual([true, false]);
    const stays = await append(log, storedEvents([opened('TST-01'), {}, {}]));
    expect(await second.projected(stays, WAIT_MS)).toBe(true);
    for (let round = 0; round < 3; round += 1) {
      const holder = first.isRunner ? first : second;
      await postgres.query(url, `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE ${PROJECTORS_LOCK}`);
      const batch = storedEvents([opened(`TST-1${round}`), { case: `TST-1${round}` }]);
      const position = await append(log, batch);
      await until(() => !holder.isRunner || round > 0);
      expect(await first.projected(position, TAKEOVER_MS)).toBe(true);
      await until(() => first.isRunner !== second.isRunner);
    }
    await expectRowsOfReplay(second);
  });

  it('are gone on with by another projector when one is stopped and not ended, and the stopped one finds its lock lost', async () => {
    compileInto(folder);
    const projector = await startProjector();
    const waiting = await openRows();
    await waiting.start();
    expect(await waiting.projected(await append(log, storedEvents([opened('TST-01'), {}])), WAIT_MS)).toBe(true);
    // Stopped in the middle of a write, which would keep every other out.
    const [{ number }] = (await postgres.query(url, "SELECT number FROM habeas.versions WHERE state = 'active'")) as [
      { number: number },
    ];
    const blocking = new Client({ connectionString: url });
    await blocking.connect();
    await blocking.query(`BEGIN; LOCK TABLE habeas_rows_${number}.checkpoint_v1 IN EXCLUSIVE MODE`);
    const position = await append(log, storedEvents([opened('TST-02'), { case: 'TST-02' }]));
    const waits = "SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'relation'";
    while ((await postgres.query(url, waits)).length === 0);
    projector.kill('SIGSTOP');
    await blocking.end();
    expect(await waiting.projected(position, STOPPED_MS)).toBe(true);
    expect(waiting.isRunner).toBe(true);
    const told = once(projector.lines, 'line');
    projector.kill('SIGCONT');
    expect(await told).toEqual(['waiting']);
    const later = await append(log, storedEvents([opened('TST-99')]));
    expect(await waiting.projected(later, WAIT_MS)).toBe(true);
    await expectRowsOfReplay(waiting);
  }, 60_000);

  it('are told to stand still by the projector that projects, and by none that did before', async () => {
    const [first, second] = [await openRows(), await openRows()];
    await Promise.all([first.start(), second.start()]);
    await first.projected(await append(log, storedEvents([opened('TST-01')])), WAIT_MS);
    await exec(await first.current(), 'ALTER TABLE streams_v1 RENAME TO away');
    const position = await append(log, storedEvents([opened('TST-02')]));
    const faultOf = async (models: ReadModels) => (await models.figures()).fault;
    while ((await faultOf(first)) === null);
    const takeLock = `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE ${PROJECTORS_LOCK}`;
    // Whoever has it next is to keep it.
    while (!second.isRunner) await postgres.query(url, first.isRunner ? takeLock : 'SELECT 1');
    while ((await faultOf(second)) === null || (await faultOf(first)) !== null);
    await exec(await second.current(), 'ALTER TABLE away RENAME TO streams_v1');
    expect(await second.projected(position, WAIT_MS)).toBe(true);
    expect([await faultOf(first), await faultOf(second)]).toEqual([null, null]);
  });

  it('write nothing for a projector whose lock is gone, though its transaction had begun', async () => {
    let mayWrite = true;
    await postgres.query(url, 'CREATE SCHEMA rows');
    const rows = await PostgresRowStore.open(
      { url, name: 'test', poolMax: 2, timeoutMs: WAIT_MS },
      'rows',
      () => mayWrite,
    );
    await rows.makeTables();
    const late = rows.transaction(function* (inside) {
      yield* got(inside.saveRevision('case-TST-01', 1));
      mayWrite = false;
    });
    await expect(late).rejects.toThrow(RunnerLostError);
    expect((await dumpOf(rows))['streams_v1']).toEqual([]);
    await rows.close();
  });

  it('are rebuilt and put back under readers who get no error and never see a mixture', async () => {
    const models = await openRows();
    await models.start();
    const people = Array.from({ length: 40 }, (_, n) => `TST-${n + 10}`);
    const events = storedEvents(people.flatMap((reference) => [opened(reference), { case: reference }]));
    await models.projected(await append(log, events), WAIT_MS);
    // The former rows lie in two tables at once, so that an answer from both shows which rows it was told by.
    await exec(
      await models.current(),
      "UPDATE subjects_v1 SET name = 'former' WHERE reference = 'TST-10'; UPDATE segments_v1 SET value = 'former', listed_under = 'former' WHERE subject = 'TST-10' AND view = 'custody'",
    );
    const seen = new Map<string, number>();
    let isOver = false;
    const read = async () => {
      while (!isOver)
        await models.session(async () => {
          const { reader } = models;
          const moment = await reader.momentAt(null);
          const name = (await reader.subject('TST-10', moment))?.name;
          const segments = await reader.segments('TST-10', { moment, asOf: 18_300, lens: 'working' });
          const told = `${String(name)} ${String(segments.get('custody')?.value)}`;
          seen.set(told, (seen.get(told) ?? 0) + 1);
        });
    };
    const readers = Promise.all(Array.from({ length: 6 }, read));
    const { difference }: Rebuilt = await models.rebuild();
    const position = await append(log, storedEvents([opened('TST-99')]));
    await models.projected(position, WAIT_MS);
    const afterRebuild = (await models.reader.subject('TST-10', await models.reader.momentAt(null)))?.name;
    await models.goBack();
    const moment = await models.reader.momentAt(null);
    const afterBack = [(await models.reader.subject('TST-10', moment))?.name, moment.position];
    isOver = true;
    await readers;
    expect([afterRebuild, afterBack]).toEqual(['Person TST-10', ['former', position]]);
    expect([...seen.keys()].sort()).toEqual(['Person TST-10 arrested', 'former former']);
    expect(difference!.tables).toMatchObject([
      {
        what: 'custody',
        onlyBefore: 1,
        onlyAfter: 1,
        rows: [
          { only: 'before', row: { value: 'former' } },
          { only: 'after', row: { value: 'arrested' } },
        ],
      },
      { what: 'subjects', onlyBefore: 1, onlyAfter: 1 },
    ]);
    // The next rebuild finds the former rows active, and says so of them again.
    const again = await models.rebuild();
    expect(again.difference!.tables.map(({ what }) => what)).toEqual(['custody', 'subjects']);
    expect((await models.rebuild()).difference).toMatchObject({ tables: [] });
    await expectRowsOfReplay(models);
  }, 120_000);

  it('keep no connection of a rebuild for which the server has too few', async () => {
    const models = await openRows();
    await append(log, storedEvents([opened('TST-01'), {}]));
    const control = new Client({ connectionString: url });
    await control.connect();
    const refused: unknown[] = [];
    for (let limit = 2; limit < 16; limit += 1) {
      await control.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} CONNECTION LIMIT ${limit}`);
      await models.rebuild().catch((error: unknown) => refused.push(error));
      const { rows } = await control.query(
        "SELECT pid FROM pg_stat_activity WHERE usename = current_user AND state = 'idle in transaction'",
      );
      expect(rows).toEqual([]);
    }
    await control.end();
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(14);
    for (const error of refused) expect(error).toBeInstanceOf(RowsUnavailableError);
  });

  it('are told as a fault where the server takes no more of them, while others wait to be sent', async () => {
    await postgres.query(url, 'CREATE TABLE numbers (number integer)');
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('BEGIN');
    const copy = await Copy.into(client, 'numbers', ['number']);
    copy.add(['no number']);
    const numbers = Buffer.from('1\n'.repeat(32_000));
    const sendOn = async () => {
      for (;;) {
        for (let piece = 0; piece < 100; piece += 1) copy.addLines(numbers);
        await copy.drained();
      }
    };
    await expect(sendOn()).rejects.toThrow('invalid input syntax');
    copy.add([1]);
    await expect(copy.end()).rejects.toThrow('invalid input syntax');
    await client.query('ROLLBACK');
    await client.end();
  });

  it('stay as they were where the database goes away while they are rebuilt, which is said as such', async () => {
    const people = Array.from({ length: 350 }, (_, n) => `TST-${n}`);
    await append(log, storedEvents(people.flatMap((reference) => [opened(reference), { case: reference }])));
    const copies = "FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY%'";
    const schemas = () => postgres.query(url, 'SELECT nspname FROM pg_namespace ORDER BY nspname');
    async function* cut() {
      let read = 0;
      for await (const event of log.readAll(null)) {
        if ((read += 1) === 600) {
          await postgres.query(url, `SELECT pg_terminate_backend(pid) ${copies}`);
          while ((await postgres.query(url, `SELECT pid ${copies}`)).length > 0);
        }
        yield event;
      }
    }
    const models = await openReadModels(url, Object.assign(Object.create(log) as EventStore, { readAll: cut }));
    open.push(models);
    const before = await schemas();
    await expect(models.rebuild()).rejects.toThrow(RowsUnavailableError);
    expect(desksOf()).toEqual([]);
    const others = await openRows();
    await others.rebuild();
    expect((await schemas()).length).toBe(before.length + 1);
    await expectRowsOfReplay(others);
  });

  it('show what somebody waited for, also where a rebuild brought it that ended meanwhile', async () => {
    const builder = await openRows();
    const reading = await openReadModels(url, log, { readonly: true });
    open.push(reading);
    const events = storedEvents([opened('TST-01'), {}]);
    await append(log, events.slice(0, 1));
    await builder.catchUp(WAIT_MS);
    const position = await append(log, events.slice(1));
    await reading.session(async () => {
      const { reader } = reading;
      expect(await reader.momentOf(position)).toBeNull();
      const waiting = reading.projected(position, WAIT_MS);
      await builder.rebuild();
      expect(await waiting).toBe(true);
      expect(await reader.momentOf(position)).not.toBeNull();
    });
  });

  it('are rebuilt by one program while another one projects, which follows the new rows from then on', async () => {
    const [projecting, other] = [await openRows(), await openRows()];
    await projecting.start();
    await projecting.projected(await append(log, storedEvents([opened('TST-01'), {}])), WAIT_MS);
    const rebuilding = other.rebuild();
    const late = append(log, storedEvents([opened('TST-02'), { case: 'TST-02' }]));
    await rebuilding;
    const position = await append(log, storedEvents([opened('TST-03')]));
    await late;
    expect(await other.projected(position, WAIT_MS)).toBe(true);
    expect([projecting.isRunner, other.isRunner]).toEqual([true, false]);
    await expectRowsOfReplay(other);
  });

  it('leave nothing behind of a build that was killed', async () => {
    const models = await openRows();
    await append(log, storedEvents([opened('TST-01')]));
    await postgres.query(url, "INSERT INTO habeas.versions (number, state) VALUES (70, 'building')");
    for (const number of [70, 71])
      await postgres.query(url, `CREATE SCHEMA habeas_rows_${number} CREATE TABLE left_over ()`);
    const killed = spawnSync(process.execPath, ['--version']).pid;
    for (const pid of [killed, process.ppid]) mkdtempSync(join(tmpdir(), `habeas-rebuild-${pid}-`));
    await models.rebuild();
    expect([desksOf(killed).length, desksOf(process.ppid).length]).toEqual([0, 1]);
    for (const name of desksOf(process.ppid)) rmSync(join(tmpdir(), name), { recursive: true });
    const schemas = await postgres.query(
      url,
      "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'habeas%' ORDER BY 1",
    );
    const versions = (await postgres.query(url, 'SELECT number FROM habeas.versions ORDER BY 1')) as {
      number: number;
    }[];
    expect(schemas.map(({ nspname }) => nspname)).toEqual([
      'habeas',
      ...versions.map(({ number }) => `habeas_rows_${number}`),
    ]);
    expect(versions).toHaveLength(2);
  });

  it('are left to a newer program by the one that was started before it', async () => {
    const [older, newer] = [await openRows(), await openRows()];
    await append(log, storedEvents([opened('TST-01')]));
    await older.start();
    await newer.rebuild();
    await exec(await newer.current(), "UPDATE checkpoint_v1 SET rules = 'newer'");
    await append(log, storedEvents([opened('TST-02')]));
    await until(() => !older.isRunner);
    expect((await older.figures()).fault).toMatch(/newer program/);
    expect(await (await older.current()).checkpoint()).toMatchObject({ rules: 'newer', seq: 1 });
  });

  it('refuse to go back to rows that were made by other rules', async () => {
    const models = await openRows();
    await append(log, storedEvents([opened('TST-01')]));
    await models.catchUp(WAIT_MS);
    await exec(await models.current(), "UPDATE checkpoint_v1 SET rules = 'former'");
    await models.rebuild();
    await expect(models.goBack()).rejects.toThrow('other rules');
  });

  it('refuse to go back to rows that were empty', async () => {
    const models = await openRows();
    await append(log, storedEvents([opened('TST-01')]));
    await models.rebuild();
    await expect(models.goBack()).rejects.toThrow('empty');
  });

  async function startProjector() {
    const args = ['test/projection/run-projector.mjs', folder, join(folder, 'log.db'), url];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const lines = createInterface({ input: child.stdout });
    expect(await once(lines, 'line')).toEqual(['runner']);
    return Object.assign(child, { lines });
  }
});

/** Until it is so; the limit of the test is the limit. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((wake) => setImmediate(wake));
}
