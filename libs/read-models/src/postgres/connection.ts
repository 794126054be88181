import { Client, types, type ClientConfig, type PoolConfig } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { PostgresSettings } from './settings.js';

const INT8 = 20;
const CONNECT_MS = 5_000;
/** Longer than the server's own limit: it is for a server that fell silent. */
const SILENCE_GRACE_MS = 5_000;

/** Ordinals and counts stay below 2^53, where a number is exact. */
const NUMBERS_AS_NUMBERS = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : (types.getTypeParser as (oid: number, format?: string) => unknown)(oid, format),
};

/** A machine that vanished without a word is noticed by the server within seconds, and its lock falls free. */
const KEEP_ALIVE = '-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=2';

function clientConfig({ url, timeoutMs }: PostgresSettings, schema: string, idleMs = 0): ClientConfig {
  return {
    connectionString: url,
    options: `-c search_path=${schema} -c idle_session_timeout=${idleMs} ${KEEP_ALIVE}`,
    application_name: 'habeas',
    statement_timeout: timeoutMs,
    ...(timeoutMs > 0 && { query_timeout: timeoutMs + SILENCE_GRACE_MS }),
    idle_in_transaction_session_timeout: timeoutMs,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    types: NUMBERS_AS_NUMBERS,
  };
}

/**
 * One connection of its own, of which no other work is done.
 * @param timeoutMs of a statement; 0: it may take as long as it takes
 * @param idleMs after which the server ends a connection that asks nothing; 0: never
 */
export const ownClient = (settings: PostgresSettings, schema: string, timeoutMs: number, idleMs = 0): Client =>
  new Client(clientConfig({ ...settings, timeoutMs }, schema, idleMs));

/** A pool of connections on which names without a schema mean those of `schema`. */
export function sourceOf(
  settings: PostgresSettings,
  schema: string,
  more: Pick<DataSourceOptions, 'entities' | 'migrations'> & { readonly poolMax?: number } = {},
): DataSource {
  const { poolMax = settings.poolMax, ...options } = more;
  const extra: PoolConfig & { pipeline: boolean } = { ...clientConfig(settings, schema), max: poolMax, pipeline: true };
  return new DataSource({
    type: 'postgres',
    schema,
    extra,
    installExtensions: false,
    logging: false,
    // A connection that ends while nobody uses it is replaced by the next one.
    poolErrorHandler: () => undefined,
    migrationsTransactionMode: 'all',
    ...options,
  });
}
