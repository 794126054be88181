import type { Database } from 'better-sqlite3';
import { DevelopmentCache } from '../sql/development-cache.js';
import { SqlRows } from '../sql/sql-rows.js';
import { SqliteStatements } from './sqlite-statements.js';

/** The statements of the projection on one connection to a file, answered at once. */
export class SqliteRows extends SqlRows {
  constructor(db: Database, cache = new DevelopmentCache()) {
    super(new SqliteStatements(db), cache);
  }
}
