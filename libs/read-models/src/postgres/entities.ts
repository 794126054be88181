import { EntitySchema, getMetadataArgsStorage, type EntitySchemaColumnOptions } from 'typeorm';
import { PROJECTIONS } from '../projections.js';
import { ENTITIES } from '../rows.entities.js';

type Entity = new () => object;

/** The same tables as PostgreSQL has them: whole numbers of 64 bits, and texts in the order of their bytes, as in SQLite and in the replay. */
export const entitySchemas = (): EntitySchema[] =>
  [...ENTITIES, ...PROJECTIONS.map(({ row }) => row)].map((entity) => schemaOf(entity));

function schemaOf(entity: Entity): EntitySchema {
  const storage = getMetadataArgsStorage();
  const columns = storage.filterColumns(entity).map(({ propertyName, options }) => {
    const isGenerated = storage.generations.some((one) => one.target === entity && one.propertyName === propertyName);
    return [propertyName, columnOf(options, isGenerated)] as const;
  });
  const indices = storage.filterIndices(entity).map(({ name, columns: over, unique, where }) => ({
    ...(name !== undefined && { name }),
    ...(where !== undefined && { where }),
    columns: over as string[],
    unique: unique ?? false,
  }));
  const tableName = storage.filterTables(entity)[0]?.name ?? '';
  return new EntitySchema({ name: entity.name, tableName, columns: Object.fromEntries(columns), indices });
}

function columnOf(
  { type, primary, nullable }: { type?: unknown; primary?: boolean; nullable?: boolean },
  isGenerated: boolean,
): EntitySchemaColumnOptions {
  const isText = type === 'text';
  return {
    type: isText ? 'text' : 'bigint',
    ...(isText && { collation: 'C' }),
    ...(isGenerated && { generated: 'increment' as const }),
    primary: primary ?? false,
    nullable: nullable ?? false,
  };
}
