import Database from 'better-sqlite3';
import { rmSync } from 'node:fs';

/** The same table as the log's, with the same indexes, and none of its rules: what the raw engine is measured on. */
const RAW_SCHEMA = `CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, event_id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL, schema_version INTEGER NOT NULL, data TEXT NOT NULL, known_since TEXT NOT NULL, known_since_ms INTEGER NOT NULL, recorded_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL, backfilled INTEGER NOT NULL, correlation_id TEXT NOT NULL, causation_id TEXT, digest BLOB NOT NULL, UNIQUE (stream, revision)) STRICT`;

export class RawLog {
  readonly db: Database.Database;
  private readonly insertOne: Database.Statement<unknown[]>;
  private position = 0;
  private readonly revisions = new Map<string, number>();

  constructor(private readonly file: string) {
    this.db = new Database(file);
    this.db.pragma('journal_mode = WAL');
    this.db.pragma('synchronous = FULL');
    this.db.exec(RAW_SCHEMA);
    this.insertOne = this.db.prepare(`INSERT INTO events VALUES (${Array(15).fill('?').join(', ')})`);
  }

  insert(line: Readonly<Record<string, unknown>>): void {
    const stream = `case-${String(line['case'])}`;
    const revision = (this.revisions.get(stream) ?? -1) + 1;
    this.revisions.set(stream, revision);
    this.position += 1;
    const id = `00000000-0000-8000-8000-${String(this.position).padStart(12, '0')}`;
    const knownSince = String(line['knownSince']);
    this.insertOne.run(
      this.position,
      stream,
      revision,
      id,
      line['type'],
      1,
      JSON.stringify(line),
      knownSince,
      Date.parse(knownSince),
      knownSince,
      'raw',
      1,
      id,
      null,
      DIGEST,
    );
  }

  insertAll(lines: readonly Readonly<Record<string, unknown>>[]): void {
    this.db.transaction(() => lines.forEach((line) => this.insert(line)))();
  }

  close(): void {
    this.db.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(this.file + suffix, { force: true });
  }
}

const DIGEST = Buffer.alloc(32, 7);

/** Reads every event of a log and parses it, keeping nothing. */
export function scanAndParse(file: string): number {
  const db = new Database(file, { readonly: true });
  let events = 0;
  for (const row of db.prepare<[], { data: string }>('SELECT * FROM events ORDER BY position').iterate()) {
    if (JSON.parse(row.data) !== null) events += 1;
  }
  db.close();
  return events;
}

/** Writes the same rows as another file holds, into the same tables with the same indexes, in one transaction. */
export function copyRows(from: string, to: string): number {
  const source = new Database(from, { readonly: true });
  const target = new Database(to);
  target.pragma('journal_mode = WAL');
  target.pragma('synchronous = OFF');
  const schema = source
    .prepare<[], { type: string; name: string; sql: string }>(
      "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
    )
    .all();
  for (const { sql } of schema.sort((a, b) => (a.type === 'table' ? 0 : 1) - (b.type === 'table' ? 0 : 1)))
    target.exec(sql);
  let rows = 0;
  target.transaction(() => {
    for (const { name } of schema.filter(({ type }) => type === 'table')) {
      const columns = source.prepare(`SELECT * FROM "${name}" LIMIT 1`).columns().length;
      const insert = target.prepare<unknown[]>(`INSERT INTO "${name}" VALUES (${Array(columns).fill('?').join(', ')})`);
      for (const row of source.prepare<[], unknown[]>(`SELECT * FROM "${name}"`).raw().iterate()) {
        insert.run(...row);
        rows += 1;
      }
    }
  })();
  source.close();
  target.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(to + suffix, { force: true });
  return rows;
}
