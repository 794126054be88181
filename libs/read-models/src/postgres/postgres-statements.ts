import type { QueryResult } from 'pg';
import type { Dialect, Statements } from '../sql/statements.js';

export interface Asked {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly rowMode?: 'array';
}

/** Gives a statement to a connection. */
export type Ask = (asked: Asked) => Promise<QueryResult>;

const DIALECT: Dialect = {
  isOneOf: (column, list) => ({ text: `${column} = ANY(?)`, values: [list] }),
  by: () => '',
  confirmed: "(body::json ->> 'confirmed')::integer",
};

/** Statements by their text, numbered: each connection prepares one under its number once. */
const numbered = new Map<string, { readonly name: string; readonly text: string }>();

export function prepared(sql: string): { readonly name: string; readonly text: string } {
  const known = numbered.get(sql);
  if (known) return known;
  let places = 0;
  const text = sql.replaceAll('?', () => `$${(places += 1)}`);
  const made = { name: `habeas_${numbered.size + 1}`, text };
  numbered.set(sql, made);
  return made;
}

/** @param writing is told of every write that nobody waits for */
export class PostgresStatements implements Statements {
  readonly dialect = DIALECT;

  constructor(
    private readonly ask: Ask,
    private readonly writing: (written: Promise<unknown>) => void,
  ) {}

  async one<T>(sql: string, ...values: readonly unknown[]): Promise<T | undefined> {
    return (await this.all<T>(sql, ...values))[0];
  }

  async all<T>(sql: string, ...values: readonly unknown[]): Promise<T[]> {
    return (await this.ask({ ...prepared(sql), values })).rows as T[];
  }

  async value<T>(sql: string, ...values: readonly unknown[]): Promise<T | undefined> {
    return (await this.values<T>(sql, ...values))[0];
  }

  async values<T>(sql: string, ...values: readonly unknown[]): Promise<T[]> {
    return (await this.tuples<[T]>(sql, ...values)).map(([first]) => first);
  }

  async tuples<T>(sql: string, ...values: readonly unknown[]): Promise<T[]> {
    return (await this.ask({ ...prepared(sql), values, rowMode: 'array' })).rows as T[];
  }

  write(sql: string, ...values: readonly unknown[]): void {
    this.writing(this.ask({ ...prepared(sql), values }));
  }

  async changes(sql: string, ...values: readonly unknown[]): Promise<boolean> {
    return ((await this.ask({ ...prepared(sql), values })).rowCount ?? 0) > 0;
  }
}
