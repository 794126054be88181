import { SqlReader, type RowSource } from '../sql/sql-reader.js';

/** Answers one question, from one version of the rows. Each statement is a way to the database and back. */
export class PostgresReader extends SqlReader {
  private parked: Promise<boolean> | null = null;

  constructor(private readonly pinned: () => Promise<RowSource>) {
    super(pinned);
  }

  override async incompleteSince(reference: string): ReturnType<SqlReader['incompleteSince']> {
    this.parked ??= this.isAnythingParked();
    return (await this.parked) ? super.incompleteSince(reference) : null;
  }

  private async isAnythingParked(): Promise<boolean> {
    const { sql: db } = await this.pinned();
    return (await db.value('SELECT 1 FROM parked_v1 LIMIT 1')) !== undefined;
  }
}
