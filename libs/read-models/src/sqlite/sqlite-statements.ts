import type { Database, Statement } from 'better-sqlite3';
import type { Dialect, Statements } from '../sql/statements.js';

const DIALECT: Dialect = {
  isOneOf: (column, list) => ({
    text: `${column} IN (SELECT value FROM json_each(?))`,
    values: [JSON.stringify(list)],
  }),
  by: (index) => `INDEXED BY ${index}`,
  confirmed: "json_extract(body, '$.confirmed')",
};

/** Statements of one connection, prepared once and answered at once. */
export class SqliteStatements implements Statements {
  readonly dialect = DIALECT;
  private readonly objects = new Map<string, Statement>();
  private readonly plucked = new Map<string, Statement>();
  private readonly raw = new Map<string, Statement>();

  constructor(private readonly db: Database) {}

  one<T>(sql: string, ...values: readonly unknown[]): T | undefined {
    return this.object(sql).get(...values) as T | undefined;
  }

  all<T>(sql: string, ...values: readonly unknown[]): T[] {
    return this.object(sql).all(...values) as T[];
  }

  value<T>(sql: string, ...values: readonly unknown[]): T | undefined {
    return this.pluck(sql).get(...values) as T | undefined;
  }

  values<T>(sql: string, ...values: readonly unknown[]): T[] {
    return this.pluck(sql).all(...values) as T[];
  }

  tuples<T>(sql: string, ...values: readonly unknown[]): T[] {
    return known(this.raw, sql, () => this.db.prepare(sql).raw()).all(...values) as T[];
  }

  write(sql: string, ...values: readonly unknown[]): void {
    this.object(sql).run(...values);
  }

  changes(sql: string, ...values: readonly unknown[]): boolean {
    return this.object(sql).run(...values).changes > 0;
  }

  private object(sql: string): Statement {
    return known(this.objects, sql, () => this.db.prepare(sql));
  }

  private pluck(sql: string): Statement {
    return known(this.plucked, sql, () => this.db.prepare(sql).pluck());
  }
}

function known(statements: Map<string, Statement>, sql: string, prepare: () => Statement): Statement {
  const found = statements.get(sql) ?? prepare();
  statements.set(sql, found);
  return found;
}
