import type { EventStore } from '#event-store';
import { RowsConfigError } from './errors.js';
import { ReadModels, type ReadModelsOptions } from './read-models.js';

const FORMS = 'sqlite:./data/views.db, or sqlite::memory: for a trial that is forgotten at the end';

/**
 * Opens the rows named by `HABEAS_READ_MODELS`. Whoever opens them first projects into them; a second one, in this process or another, only reads.
 * Nothing is projected before `start`, `catchUp` or `rebuild`.
 */
export async function openReadModels(
  url: string,
  log: EventStore,
  options: ReadModelsOptions = {},
): Promise<ReadModels> {
  const [, scheme, file] = /^([a-z]+):(.+)$/s.exec(url) ?? [];
  if (scheme === 'postgres' || scheme === 'postgresql')
    throw new RowsConfigError(`HABEAS_READ_MODELS: postgres:// is to come; until then it takes ${FORMS}`);
  if (scheme !== 'sqlite' || file === undefined)
    throw new RowsConfigError(`HABEAS_READ_MODELS is "${url.replace(/\/\/[^@]*@/, '//…@')}"; it takes ${FORMS}`);
  return ReadModels.open(file, log, options);
}
