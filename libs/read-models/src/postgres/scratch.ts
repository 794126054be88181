import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Rows, RowStore, SegmentVersion } from '../row-store.js';
import { segmentsInserted } from '../sql/segment-rows.js';
import { withoutIndexes } from '../sqlite/build-file.js';
import { openRows, type Connection } from '../sqlite/connection.js';
import { SqliteRows } from '../sqlite/sqlite-rows.js';
import { atOnce, type Steps } from '../steps.js';
import type { Copy } from './copy.js';

/**
 * The desk of a rebuild: a file of this machine that knows what concerns whom, asked a hundred times for every event, while the timelines, which
 * are only written, go to the database itself. It is gone when the rebuild ends.
 */
export class Scratch implements RowStore {
  private readonly rows: ScratchRows;

  private constructor(
    private readonly folder: string,
    private readonly connection: Connection,
    private readonly segments: Copy,
  ) {
    this.rows = new ScratchRows(connection.db, segments);
  }

  static async open(segments: Copy): Promise<Scratch> {
    // Nobody else may enter the folder.
    const folder = mkdtempSync(join(tmpdir(), 'habeas-rebuild-'));
    const connection = await openRows(join(folder, 'desk.db'));
    withoutIndexes(connection.db);
    return new Scratch(folder, connection, segments);
  }

  get file(): string {
    return join(this.folder, 'desk.db');
  }

  get db(): Database {
    return this.connection.db;
  }

  async transaction<T>(work: (rows: Rows) => Steps<T>): Promise<T> {
    const result = this.db.transaction(() => atOnce(work(this.rows))).immediate();
    await this.segments.drained();
    return result;
  }

  async close(): Promise<void> {
    await this.connection.source.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

class ScratchRows extends SqliteRows {
  constructor(
    db: Database,
    private readonly segments: Copy,
  ) {
    super(db);
  }

  override insertSegment(version: SegmentVersion): void {
    for (const row of segmentsInserted(version)) this.segments.add(row);
  }
}
