import type { RecordReader } from '#domain';
import type { EventStore } from '#event-store';
import { RowsInUseError } from '../errors.js';
import type { RebuildProgress } from '../rebuild.js';
import type { Checkpoint } from '../row-store.js';
import type { Rebuilt, RowsDatabase } from '../rows-database.js';
import { SqlReader } from '../sql/sql-reader.js';
import { rebuild } from './build-file.js';
import { IN_MEMORY, openRows } from './connection.js';
import { SqliteRunnerLock } from './runner-lock.js';
import { SqliteRowStore } from './sqlite-row-store.js';

/** Rows in a file of their own. */
export class SqliteDatabase implements RowsDatabase {
  readonly rebuildsBesideRunner = false;
  private readonly readerOfAll: SqlReader;

  private constructor(
    private readonly store: SqliteRowStore,
    readonly lock: SqliteRunnerLock,
  ) {
    this.readerOfAll = new SqlReader(store);
  }

  static async open(file: string, { readonly = false }: { readonly?: boolean } = {}): Promise<SqliteDatabase> {
    let opened: SqliteRowStore | undefined;
    const lock: SqliteRunnerLock = new SqliteRunnerLock(file, async () => opened?.replaceBy(await openRows(file)));
    if (!readonly) lock.tryTake();
    try {
      opened = await SqliteRowStore.open(file, { readonly: !lock.isHeld && file !== IN_MEMORY });
      return new SqliteDatabase(opened, lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  get name(): string {
    return this.store.file;
  }

  current(): SqliteRowStore {
    return this.store;
  }

  reader(): RecordReader {
    return this.readerOfAll;
  }

  /** Only the program that projects can build the file again. */
  wereReplaced(): boolean {
    return false;
  }

  async rebuild(log: EventStore, report: (progress: RebuildProgress) => void): Promise<Rebuilt> {
    return { checkpoint: await rebuild(this.store, log, report), difference: null };
  }

  goBack(): Promise<Checkpoint> {
    throw new RowsInUseError('Rows in a file are replaced by a rebuild; nothing is kept to go back to');
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.lock.release();
  }
}
