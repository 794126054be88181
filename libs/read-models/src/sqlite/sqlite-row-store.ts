import type { Database } from 'better-sqlite3';
import type { Checkpoint, Parked, Place, Rows } from '../row-store.js';
import type { StoredRows } from '../rows-database.js';
import type { DevelopmentCache } from '../sql/development-cache.js';
import type { RowSource } from '../sql/sql-reader.js';
import type { Statements } from '../sql/statements.js';
import { atOnce, type Answer, type Steps } from '../steps.js';
import { openRows, type Connection } from './connection.js';
import { idsIn } from './ids-digest.js';
import { SqliteRows } from './sqlite-rows.js';

/** Rows in one SQLite file. Every transaction runs at one go, so readers on the same connection see it as a whole or not at all. */
export class SqliteRowStore implements StoredRows, RowSource {
  private rows: SqliteRows;

  private constructor(
    readonly file: string,
    private connection: Connection,
  ) {
    this.rows = new SqliteRows(connection.db);
  }

  static async open(file: string, options: { readonly?: boolean } = {}): Promise<SqliteRowStore> {
    return new SqliteRowStore(file, await openRows(file, options));
  }

  get connected(): Connection {
    return this.connection;
  }

  /** Of this moment: a rebuild replaces it. */
  get db(): Database {
    return this.connection.db;
  }

  get statements(): SqliteRows {
    return this.rows;
  }

  get sql(): Statements {
    return this.rows.sql;
  }

  get cache(): DevelopmentCache {
    return this.rows.cache;
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

  ids(upTo: number): Iterable<string> {
    return idsIn(this.db, upTo);
  }

  transaction<T>(work: (rows: Rows) => Steps<T>): Promise<T> {
    return Promise.resolve().then(() => {
      try {
        return this.db.transaction(() => atOnce(work(this.rows))).immediate();
      } catch (error) {
        this.rows.cache.clear();
        throw error;
      }
    });
  }

  close(): Promise<void> {
    return closed(this.connection);
  }

  async replaceBy(connection: Connection): Promise<void> {
    const former = this.connection;
    this.connection = connection;
    this.rows = new SqliteRows(connection.db);
    await closed(former);
  }
}

async function closed({ source }: Connection): Promise<void> {
  if (source.isInitialized) await source.destroy();
}
