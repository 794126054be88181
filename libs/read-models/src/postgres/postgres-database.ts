import type { EventStore } from '#event-store';
import type { Client } from 'pg';
import { applyAll } from '../catching-up.js';
import { NOTHING_APPLIED, RULES } from '../checkpoint.js';
import { RowsInUseError, RowsReplacedError } from '../errors.js';
import { Projector } from '../projector.js';
import type { RebuildProgress } from '../rebuild.js';
import type { Checkpoint } from '../row-store.js';
import type { Rebuilt, RowsDatabase, RowsReader } from '../rows-database.js';
import { buildVersion } from './build-version.js';
import { ownClient } from './connection.js';
import { differenceBetween } from './difference-between.js';
import { LOCKS, tryLock } from './locks.js';
import { PostgresReader } from './postgres-reader.js';
import { PostgresRowStore } from './postgres-row-store.js';
import { reaching } from './reaching.js';
import { PostgresRunnerLock } from './runner-lock.js';
import { postgresSettings, type PostgresOptions, type PostgresSettings } from './settings.js';
import { schemaOf, Versions } from './versions.js';

/** The holder of the lock notices that the database is gone when it says nothing for this long. */
const LOCK_SILENCE_MS = 2_000;
/** A holder that does nothing for this long loses the lock: it was stopped and not ended, and nobody else would go on. */
const LOCK_IDLE_MS = 10_000;
/** The version that answers, and the one before. */
const STORES_MAX = 2;

/** Rows that several programs share. Each version stands in a schema of its own, and has connections of its own: no answer can mix two. */
export class PostgresDatabase implements RowsDatabase {
  readonly rebuildsBesideRunner = true;
  readonly lock: PostgresRunnerLock;
  private readonly stores = new Map<number, Promise<PostgresRowStore>>();
  private firstSeen = 0;

  private constructor(
    private readonly settings: PostgresSettings,
    private readonly versions: Versions,
  ) {
    this.lock = new PostgresRunnerLock(() => ownClient(settings, 'habeas', LOCK_SILENCE_MS, LOCK_IDLE_MS));
  }

  static async open(
    url: string,
    { readonly = false, ...options }: PostgresOptions & { readonly readonly?: boolean } = {},
  ): Promise<PostgresDatabase> {
    const settings = postgresSettings(url, options);
    const makeTables = async (schema: string): Promise<void> => {
      const store = await PostgresRowStore.open(settings, schema);
      await store.makeTables().finally(() => store.close());
    };
    const versions = await Versions.open(settings, readonly ? null : makeTables);
    const database = new PostgresDatabase(settings, versions);
    try {
      database.firstSeen = await database.versions.active();
      if (!readonly) await database.lock.tryTake();
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  get name(): string {
    return this.settings.name;
  }

  async current(): Promise<PostgresRowStore> {
    return this.storeOf(await this.versions.active());
  }

  reader(): RowsReader {
    return new PostgresReader(() => this.current());
  }

  async wereReplaced(): Promise<boolean> {
    return (await this.versions.active()) !== this.firstSeen;
  }

  async rebuild(log: EventStore, report: (progress: RebuildProgress) => void): Promise<Rebuilt> {
    return this.building(async (builder) => {
      const former = await this.current();
      const version = await this.versions.begin();
      const store = await this.opened(version);
      try {
        await store.makeTables();
        await buildVersion(store, this.settings, log, report);
        await catchUp(log, store);
        const difference = await differenceBetween(former, store);
        await this.putInPlace(version, { store, former, log, builder });
        return { checkpoint: (await store.checkpoint()) ?? NOTHING_APPLIED, difference };
      } catch (error) {
        await this.versions.drop(version).catch(() => undefined);
        throw error;
      } finally {
        await store.close();
      }
    });
  }

  async goBack(log: EventStore): Promise<Checkpoint> {
    return this.building(async (builder) => {
      const version = await this.versions.previous();
      if (version === null) throw new RowsReplacedError('There are no former rows to go back to');
      const store = await this.opened(version);
      try {
        const checkpoint = await store.checkpoint();
        if (checkpoint?.rules !== RULES)
          throw new RowsReplacedError(
            checkpoint
              ? 'The former rows were made by other rules: go back with the program that made them, or this one would build them again'
              : 'The former rows were empty: there is nothing to go back to',
          );
        await catchUp(log, store);
        await this.putInPlace(version, { store, former: await this.current(), log, builder });
        return (await store.checkpoint()) ?? checkpoint;
      } finally {
        await store.close();
      }
    });
  }

  async close(): Promise<void> {
    await this.lock.release();
    for (const store of await Promise.allSettled(this.stores.values()))
      if (store.status === 'fulfilled') await store.value.close();
    await this.versions.close();
  }

  /** One program at a time builds or puts rows in place; who projects goes on meanwhile. */
  private async building<T>(work: (builder: Client) => Promise<T>): Promise<T> {
    const builder = ownClient(this.settings, 'habeas', 0);
    builder.on('error', () => undefined);
    await reaching(() => builder.connect());
    try {
      if (!(await tryLock(builder, LOCKS.build)))
        throw new RowsInUseError(`Another program is building rows in ${this.name}: wait until it has ended`);
      return await work(builder);
    } finally {
      await builder.end().catch(() => undefined);
    }
  }

  /**
   * The new rows are brought to the end of the log while the checkpoint of the former ones is held, so that they are never behind them; then, in one
   * transaction, they are those that answer.
   */
  private async putInPlace(
    version: number,
    {
      store,
      former,
      log,
      builder,
    }: { store: PostgresRowStore; former: PostgresRowStore; log: EventStore; builder: Client },
  ): Promise<void> {
    await reaching(() => builder.query('BEGIN'));
    await reaching(() => builder.query(`SELECT 1 FROM ${former.schema}.checkpoint_v1 FOR UPDATE`));
    await catchUp(log, store);
    await this.versions.activate(version);
    await reaching(() => builder.query('COMMIT'));
    this.firstSeen = version;
  }

  private storeOf(version: number): Promise<PostgresRowStore> {
    const store =
      this.stores.get(version) ?? PostgresRowStore.open(this.settings, schemaOf(version), () => this.lock.isHeld);
    store.catch(() => this.stores.delete(version));
    // In the order of their last use: questions that have begun may still be on the one before.
    this.stores.delete(version);
    this.stores.set(version, store);
    if (this.stores.size > STORES_MAX) this.closeOldest();
    return store;
  }

  private closeOldest(): void {
    const [version, store] = this.stores.entries().next().value!;
    this.stores.delete(version);
    store.then((one) => one.close()).catch(() => undefined);
  }

  /** To build or to be brought up to date, however long that takes. */
  private opened(version: number): Promise<PostgresRowStore> {
    return PostgresRowStore.open({ ...this.settings, timeoutMs: 0 }, schemaOf(version));
  }
}

const catchUp = (log: EventStore, store: PostgresRowStore): Promise<void> =>
  applyAll(log, store, (batch) => new Projector(store).project(batch));
