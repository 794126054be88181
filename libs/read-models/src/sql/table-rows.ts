import { getMetadataArgsStorage } from 'typeorm';
import type { ProjectionRows } from '../projection.js';
import { then, type Answer } from '../steps.js';
import type { Statements } from './statements.js';

/** The rows of a projection's own table, with statements made from its entity. */
export class TableRows<Row extends object> implements ProjectionRows<Row> {
  private readonly columns: readonly string[];
  private readonly keys: readonly string[];
  private readonly selectOne: string;
  private readonly upsert: string;
  private readonly deleteOne: string;

  constructor(
    private readonly statements: Statements,
    entity: new () => Row,
  ) {
    const storage = getMetadataArgsStorage();
    const table = storage.filterTables(entity)[0]?.name ?? '';
    const columns = storage.filterColumns(entity);
    this.columns = columns.map((column) => column.propertyName);
    this.keys = columns.filter((column) => column.options.primary).map((column) => column.propertyName);
    const byKey = this.keys.map((key) => `"${key}" = ?`).join(' AND ');
    const places = this.columns.map(() => '?').join(', ');
    const others = this.columns.filter((name) => !this.keys.includes(name));
    const replaced = others.map((name) => `"${name}" = excluded."${name}"`).join(', ');
    this.selectOne = `SELECT ${quoted(this.columns)} FROM "${table}" WHERE ${byKey}`;
    this.upsert = `INSERT INTO "${table}" (${quoted(this.columns)}) VALUES (${places}) ON CONFLICT (${quoted(this.keys)}) DO ${replaced === '' ? 'NOTHING' : `UPDATE SET ${replaced}`}`;
    this.deleteOne = `DELETE FROM "${table}" WHERE ${byKey}`;
  }

  find(key: Partial<Row>): Answer<Row | null> {
    return then(this.statements.one<Row>(this.selectOne, ...valuesOf(key, this.keys)), (row) => row ?? null);
  }

  save(row: Row): void {
    this.statements.write(this.upsert, ...valuesOf(row, this.columns));
  }

  remove(key: Partial<Row>): void {
    this.statements.write(this.deleteOne, ...valuesOf(key, this.keys));
  }
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

const valuesOf = (row: object, names: readonly string[]): unknown[] =>
  names.map((name) => (row as Readonly<Record<string, unknown>>)[name] ?? null);
