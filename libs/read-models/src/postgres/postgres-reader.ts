import type { RowsReader } from '../rows-database.js';
import { SqlReader, type RowSource } from '../sql/sql-reader.js';

/** Answers one question, from one version of the rows: the one that answered first. Each statement is a way to the database and back. */
export class PostgresReader extends SqlReader implements RowsReader {
  private pinned: Promise<RowSource> | null = null;
  private parked: Promise<boolean> | null = null;

  constructor(private readonly current: () => Promise<RowSource>) {
    super(() => this.rows());
  }

  renew(): void {
    this.pinned = null;
    this.parked = null;
  }

  override async incompleteSince(reference: string): ReturnType<SqlReader['incompleteSince']> {
    this.parked ??= this.isAnythingParked();
    return (await this.parked) ? super.incompleteSince(reference) : null;
  }

  private async isAnythingParked(): Promise<boolean> {
    const { sql: db } = await this.rows();
    return (await db.value('SELECT 1 FROM parked_v1 LIMIT 1')) !== undefined;
  }

  private rows(): Promise<RowSource> {
    // A question that could not be asked pins nothing.
    this.pinned ??= this.current().catch((error: unknown) => {
      this.pinned = null;
      throw error;
    });
    return this.pinned;
  }
}
