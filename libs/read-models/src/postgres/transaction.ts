import type { PoolClient, QueryResult } from 'pg';
import { LateQueryError } from '../errors.js';
import { PostgresStatements, type Asked } from './postgres-statements.js';

/**
 * The statements of one transaction, and the fence around it: a statement that was not awaited and comes when the transaction has ended would run
 * on the same connection and be committed by itself, so it is refused.
 */
export class Transaction {
  readonly sql: PostgresStatements;
  private lastWrite: Promise<unknown> = Promise.resolve();
  private failure: { readonly error: unknown } | null = null;
  private isOver = false;

  constructor(private readonly client: Pick<PoolClient, 'query'>) {
    this.sql = new PostgresStatements(
      (asked) => this.ask(asked),
      (written) => {
        // They are sent one behind the other on one connection, so the last one is answered last.
        this.lastWrite = written.catch((error: unknown) => {
          this.failure ??= { error };
        });
      },
    );
  }

  /** Every write was answered. @throws what the first one that failed did */
  async settled(): Promise<void> {
    await this.lastWrite;
    if (this.failure) throw this.failure.error;
  }

  /** What went wrong first: whatever follows a failure fails because of it. */
  causeOf(error: unknown): unknown {
    return this.failure ? this.failure.error : error;
  }

  /** From here on nothing is let through. */
  end(): void {
    this.isOver = true;
  }

  private ask(asked: Asked): Promise<QueryResult> {
    if (this.isOver) throw new LateQueryError('A statement came after the end of its transaction and was not run');
    return this.client.query(asked as never);
  }
}
