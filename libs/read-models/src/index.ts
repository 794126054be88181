/**
 * The rows: every timeline of every person, case, party and group, on both clocks, kept equal to the log by one projection that can be run twice,
 * late, split or from zero. Disposable: nothing is known here that the log does not tell. Knows TypeORM, SQLite and PostgreSQL; appends nothing.
 */
export {
  IncompleteRowsError,
  ReadModelsError,
  RevisionGapError,
  RowsConfigError,
  RowsInUseError,
  RowsReplacedError,
  RowsUnavailableError,
} from './errors.js';
export type { Completeness } from './completeness.js';
export type { Difference } from './difference.js';
export { openReadModels, type ReadModelsOptions } from './open-read-models.js';
export { Projector } from './projector.js';
export { type Figures, ReadModels } from './read-models.js';
export type { RebuildProgress } from './rebuild.js';
export { readDevelopment, type Readable } from './read-development.js';
export { replayLog, type ReplayedLog } from './replay-log.js';
export { ReplayReader } from './replay-reader.js';
export type { Checkpoint, Parked, RowStore } from './row-store.js';
export type { Rebuilt, StoredRows } from './rows-database.js';
export { SqlReader } from './sql/sql-reader.js';
export { SqliteRowStore } from './sqlite/sqlite-row-store.js';
