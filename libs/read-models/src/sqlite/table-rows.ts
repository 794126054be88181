import type { Database, Statement } from 'better-sqlite3';
import { getMetadataArgsStorage } from 'typeorm';
import type { ProjectionRows } from '../projection.js';

/** The rows of a projection's own table, with statements made from its entity and prepared once. */
export class TableRows<Row extends object> implements ProjectionRows<Row> {
  private readonly columns: readonly string[];
  private readonly keys: readonly string[];
  private readonly selectOne: Statement<unknown[], Row>;
  private readonly upsert: Statement;
  private readonly deleteOne: Statement;

  constructor(db: Database, entity: new () => Row) {
    const storage = getMetadataArgsStorage();
    const table = storage.filterTables(entity)[0]?.name ?? '';
    const columns = storage.filterColumns(entity);
    this.columns = columns.map((column) => column.propertyName);
    this.keys = columns.filter((column) => column.options.primary).map((column) => column.propertyName);
    const byKey = this.keys.map((key) => `"${key}" = ?`).join(' AND ');
    const places = this.columns.map(() => '?').join(', ');
    this.selectOne = db.prepare(`SELECT * FROM "${table}" WHERE ${byKey}`);
    this.upsert = db.prepare(
      `INSERT OR REPLACE INTO "${table}" (${this.columns.map((name) => `"${name}"`).join(', ')}) VALUES (${places})`,
    );
    this.deleteOne = db.prepare(`DELETE FROM "${table}" WHERE ${byKey}`);
  }

  find(key: Partial<Row>): Row | null {
    return this.selectOne.get(...this.values(key, this.keys)) ?? null;
  }

  save(row: Row): void {
    this.upsert.run(...this.values(row, this.columns));
  }

  remove(key: Partial<Row>): void {
    this.deleteOne.run(...this.values(key, this.keys));
  }

  private values(row: Partial<Row>, names: readonly string[]): unknown[] {
    return names.map((name) => (row as Readonly<Record<string, unknown>>)[name] ?? null);
  }
}
