import type { EventStore } from '#event-store';
import { RowsConfigError } from './errors.js';
import { ReadModels } from './read-models.js';
import type { PostgresOptions } from './postgres/settings.js';
import { SqliteDatabase } from './sqlite/sqlite-database.js';

const FORMS =
  'sqlite:./data/views.db, postgres://user:password@host/database, or sqlite::memory: for a trial that is forgotten at the end';

export interface ReadModelsOptions {
  /** Never project, even where nobody else does. */
  readonly readonly?: boolean;
  readonly postgres?: PostgresOptions;
}

/**
 * Opens the rows named by `HABEAS_READ_MODELS`. Whoever opens them first projects into them; a second one, in this process or another, only reads,
 * until the first one ends. Nothing is projected before `start`, `catchUp` or `rebuild`.
 */
export async function openReadModels(
  url: string,
  log: EventStore,
  options: ReadModelsOptions = {},
): Promise<ReadModels> {
  const [, scheme, file] = /^([a-z]+):(.+)$/s.exec(url) ?? [];
  if (scheme === 'postgres' || scheme === 'postgresql') {
    // Loaded when it is used: its parts take longer to load than most commands take to run.
    const { PostgresDatabase } = await import('./postgres/postgres-database.js');
    return new ReadModels(
      await PostgresDatabase.open(url, { ...options.postgres, readonly: options.readonly ?? false }),
      log,
    );
  }
  if (scheme !== 'sqlite' || file === undefined)
    throw new RowsConfigError(`HABEAS_READ_MODELS is "${url.replace(/\/\/[^@]*@/, '//…@')}"; it takes ${FORMS}`);
  return new ReadModels(await SqliteDatabase.open(file, options), log);
}
