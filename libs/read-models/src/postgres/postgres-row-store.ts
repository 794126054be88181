import type { Pool, PoolClient, QueryResult } from 'pg';
import type { DataSource } from 'typeorm';
import { RunnerLostError } from '../errors.js';
import type { Checkpoint, Parked, Place, Rows } from '../row-store.js';
import type { StoredRows } from '../rows-database.js';
import { DevelopmentCache } from '../sql/development-cache.js';
import type { RowSource } from '../sql/sql-reader.js';
import { SqlRows } from '../sql/sql-rows.js';
import { inTurn, type Answer, type Steps } from '../steps.js';
import { sourceOf } from './connection.js';
import { entitySchemas } from './entities.js';
import { PostgresRows } from './postgres-rows.js';
import { PostgresStatements } from './postgres-statements.js';
import { reaching, saidOf } from './reaching.js';
import type { PostgresSettings } from './settings.js';
import { Transaction } from './transaction.js';

const IDS_PAGE = 10_000;

/** Rows in one schema of a PostgreSQL database. */
export class PostgresRowStore implements StoredRows, RowSource {
  readonly cache = new DevelopmentCache();
  readonly sql: PostgresStatements;
  private readonly rows: SqlRows;

  private constructor(
    readonly schema: string,
    readonly source: DataSource,
    private readonly mayWrite: () => boolean,
  ) {
    const pool = (source.driver as unknown as { master: Pool }).master;
    this.sql = new PostgresStatements(
      (asked) => reaching(() => pool.query(asked as never) as unknown as Promise<QueryResult>),
      () => {
        throw new TypeError('Rows are written in a transaction');
      },
    );
    this.rows = new SqlRows(this.sql, this.cache);
  }

  /** @param mayWrite asked before each commit */
  static async open(
    settings: PostgresSettings,
    schema: string,
    mayWrite: () => boolean = () => true,
  ): Promise<PostgresRowStore> {
    const source = sourceOf(settings, schema, { entities: entitySchemas() });
    await reaching(() => source.initialize());
    return new PostgresRowStore(schema, source, mayWrite);
  }

  /** Makes the tables, in a schema that has none. */
  async makeTables(): Promise<void> {
    await reaching(() => this.source.synchronize());
  }

  checkpoint(): Answer<Checkpoint | null> {
    return this.rows.checkpoint();
  }

  parked(): Answer<Parked[]> {
    return this.rows.parked();
  }

  placeOf(seq: number): Answer<Place | undefined> {
    return this.rows.placeOf(seq);
  }

  async *ids(upTo: number): AsyncGenerator<string> {
    const sql = 'SELECT seq, event_id FROM developments_v1 WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?';
    for (let after = 0; ;) {
      const page = await this.sql.tuples<[seq: number, eventId: string]>(sql, after, upTo, IDS_PAGE);
      for (const [, eventId] of page) yield eventId;
      if (page.length < IDS_PAGE) return;
      [after] = page.at(-1)!;
    }
  }

  async transaction<T>(work: (rows: Rows) => Steps<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    let transaction: Transaction | undefined;
    try {
      transaction = new Transaction((await runner.connect()) as PoolClient);
      await runner.startTransaction();
      const rows = new PostgresRows(transaction.sql, this.cache);
      const result = await inTurn(work(rows));
      rows.flush();
      await transaction.settled();
      if (!this.mayWrite()) throw new RunnerLostError('Another program may project by now; this write was undone');
      transaction.end();
      await runner.commitTransaction();
      return result;
    } catch (error) {
      transaction?.end();
      this.cache.clear();
      // Where the connection is gone, the server has undone it.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw saidOf(transaction ? transaction.causeOf(error) : error);
    } finally {
      await runner.release();
    }
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}
