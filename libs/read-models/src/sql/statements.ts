import type { Answer } from '../steps.js';

export interface Sql {
  /** With a question mark for each value. */
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The little in which the databases differ where the same is asked of them. */
export interface Dialect {
  /** Is the column one of these? */
  isOneOf(column: string, list: readonly (string | number)[]): Sql;
  /** Said after `segments_v1` where the database is to use this index and no other. */
  by(index: 'board_v1' | 'timeline_v1' | 'turns_v1'): string;
  /** The day until which the status of a row is confirmed. */
  readonly confirmed: string;
}

/** One database as the rows ask it: SQL that all of them understand, with a question mark for each value. */
export interface Statements {
  readonly dialect: Dialect;
  one<T>(sql: string, ...values: readonly unknown[]): Answer<T | undefined>;
  all<T>(sql: string, ...values: readonly unknown[]): Answer<T[]>;
  /** The first column of the first row. */
  value<T>(sql: string, ...values: readonly unknown[]): Answer<T | undefined>;
  /** The first column. */
  values<T>(sql: string, ...values: readonly unknown[]): Answer<T[]>;
  /** Rows as lists of their columns. */
  tuples<T>(sql: string, ...values: readonly unknown[]): Answer<T[]>;
  /** Writes, and need not wait for it: a failure shows at the end of the transaction at the latest. */
  write(sql: string, ...values: readonly unknown[]): void;
  /** @returns whether it changed a row */
  changes(sql: string, ...values: readonly unknown[]): Answer<boolean>;
}
