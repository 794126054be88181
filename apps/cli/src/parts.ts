import { existsSync } from 'node:fs';
import { resolve as pathOf } from 'node:path';
import type { RecordReader } from '#domain';
import { openEventStore, type EventStore } from '#event-store';
import type { ReadModels, ReadModelsOptions } from '#read-models';
import type { Config } from './config.js';
import { CommandError, EXIT } from './exit.js';
import type { Output } from './output.js';

/** How long to wait until a running server has brought the rows to the end of the log. */
const WAIT_MS = 10_000;

/** What every command is given. */
export interface Parts {
  readonly config: Config;
  readonly output: Output;
  readonly now: () => Date;
}

/** The file of a store, or null where it is none. */
export const fileOf = (url: string): string | null => {
  const [, file] = /^sqlite:(.+)$/s.exec(url) ?? [];
  return file === undefined || file === ':memory:' ? null : pathOf(file);
};

/** A log that is there: reading must not leave an empty one behind where somebody mistook the folder. */
export async function openLog({ HABEAS_EVENT_STORE: url }: Pick<Config, 'HABEAS_EVENT_STORE'>): Promise<EventStore> {
  const file = fileOf(url);
  if (file !== null && !existsSync(file))
    throw new CommandError(
      EXIT.nothingFound,
      `There is no event log at ${url.replace(/^sqlite:/, '')}: import a file first, or set HABEAS_EVENT_STORE`,
    );
  return openEventStore(url);
}

export async function withLog<T>(config: Config, use: (store: EventStore) => Promise<T>): Promise<T> {
  const store = await openLog(config);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** Loaded when it is used: the database behind it takes longer to load than most commands take to run. */
export async function openRows(
  { HABEAS_READ_MODELS: url, HABEAS_ROWS_CONNECTIONS: poolMax, HABEAS_ROWS_TIMEOUT_MS: timeoutMs }: Config,
  store: EventStore,
  options: ReadModelsOptions = {},
): Promise<ReadModels> {
  const { openReadModels } = await import('#read-models');
  return openReadModels(url, store, { postgres: { poolMax, timeoutMs }, ...options });
}

/** The rows, brought up to the end of the log: by this command, or by the server that keeps them. */
export async function withRows<T>({ config, output }: Parts, use: (reader: RecordReader) => Promise<T>): Promise<T> {
  return withLog(config, async (store) => {
    const rows = await openRows(config, store);
    try {
      const progress = output.progress(false);
      progress.at('Bringing the rows up to date', 0);
      const isReached = await rows.catchUp(WAIT_MS);
      progress.end();
      if (!isReached)
        throw new CommandError(
          EXIT.fault,
          `The server that keeps the rows had not reached the end of the log after ${WAIT_MS / 1_000} s: ask again, or ask "habeas replay"`,
        );
      return await use(rows.reader);
    } finally {
      await rows.close();
    }
  });
}

/** The same answers, folded from the log alone. */
export async function withReplay<T>({ config }: Parts, use: (reader: RecordReader) => Promise<T>): Promise<T> {
  const { replayLog, ReplayReader } = await import('#read-models');
  return withLog(config, async (store) => use(new ReplayReader(await replayLog(store.readAll(null)))));
}
