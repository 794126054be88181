import type { BoardQuery, Moment, Placed, SubjectRow } from '#domain';
import { SqlReader, type RowSource } from '../sql/sql-reader.js';

/**
 * Answers one question, from one version of the rows. Each statement is a way to the database and back, so what will be asked of everybody on a page
 * of a board is asked at once when the page is.
 */
export class PostgresReader extends SqlReader {
  private readonly onPage = new Map<string, SubjectRow>();
  private parked: Promise<boolean> | null = null;

  constructor(private readonly pinned: () => Promise<RowSource>) {
    super(pinned);
  }

  override async boardRows(query: BoardQuery, after: string | null, limit: number): Promise<readonly Placed[]> {
    const page = await super.boardRows(query, after, limit);
    await this.readAhead(
      page.map(({ reference }) => reference),
      query.moment,
    );
    return page;
  }

  override async subject(reference: string, moment: Moment): Promise<SubjectRow | null> {
    return this.onPage.get(`${moment.seq} ${reference}`) ?? super.subject(reference, moment);
  }

  override async incompleteSince(reference: string): ReturnType<SqlReader['incompleteSince']> {
    this.parked ??= this.isAnythingParked();
    return (await this.parked) ? super.incompleteSince(reference) : null;
  }

  private async readAhead(references: readonly string[], { seq }: Moment): Promise<void> {
    const unknown = references.filter((reference) => !this.onPage.has(`${seq} ${reference}`));
    if (unknown.length === 0) return;
    const { sql: db } = await this.pinned();
    const theirs = db.dialect.isOneOf('reference', unknown);
    const sql = `SELECT reference, kind, country, name FROM subjects_v1 WHERE ${theirs.text} AND known_from <= ? AND known_to > ?`;
    for (const subject of await db.all<SubjectRow>(sql, ...theirs.values, seq, seq))
      this.onPage.set(`${seq} ${subject.reference}`, subject);
  }

  private async isAnythingParked(): Promise<boolean> {
    const { sql: db } = await this.pinned();
    return (await db.value('SELECT 1 FROM parked_v1 LIMIT 1')) !== undefined;
  }
}
