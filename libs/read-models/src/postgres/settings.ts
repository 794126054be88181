import { RowsConfigError } from '../errors.js';

export interface PostgresOptions {
  /** Connections that this program opens for its questions; two or three more keep the lock and the list of versions. */
  readonly poolMax?: number;
  /** After which a statement is given up. */
  readonly timeoutMs?: number;
}

export interface PostgresSettings {
  readonly url: string;
  /** Without the password. */
  readonly name: string;
  readonly poolMax: number;
  readonly timeoutMs: number;
}

export const POOL_MAX_DEFAULT = 10;
export const TIMEOUT_MS_DEFAULT = 30_000;

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;
/** Others would change what is done on a connection. */
const PARAMETERS = new Set(['host', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey']);
const PASSWORDS_REFUSED = new Set([
  'postgres',
  'password',
  'postgresql',
  'changeit',
  'changeme',
  'admin',
  'habeas',
  'secret',
]);

/**
 * What `postgres://user:password@host:port/database` says, where that is safe.
 * @throws RowsConfigError naming every fault; never the password
 */
export function postgresSettings(url: string, options: PostgresOptions = {}): PostgresSettings {
  const parsed = parsedUrl(url);
  if (!parsed)
    throw new RowsConfigError(
      'HABEAS_READ_MODELS is no address: it takes postgres://user:password@host:5432/database, with %-escapes where a part has signs of its own',
    );
  const faults = faultsOf(parsed);
  if (faults.length > 0) throw new RowsConfigError(`HABEAS_READ_MODELS ${faults.join('; it ')}`);
  return {
    url,
    name: `${parsed.protocol}//${parsed.username}@${hostOf(parsed)}${parsed.pathname}`,
    poolMax: options.poolMax ?? POOL_MAX_DEFAULT,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS_DEFAULT,
  };
}

function parsedUrl(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

const hostOf = (url: URL): string => (url.searchParams.get('host') ?? url.host) || 'localhost';

function faultsOf(url: URL): string[] {
  const faults: string[] = [];
  const host = url.searchParams.get('host') ?? (url.hostname || 'localhost');
  const isSocket = host.startsWith('/');
  for (const parameter of url.searchParams.keys())
    if (!PARAMETERS.has(parameter))
      faults.push(`has the parameter ${parameter}: it takes ${[...PARAMETERS].join(', ')}`);
  if (url.username === '') faults.push('names no user');
  if (url.pathname.length < 2) faults.push('names no database');
  // Over a socket the operating system says who asks.
  if (url.password === '' && !isSocket) faults.push('has no password: give the user one of its own');
  if (isDefault(decodeURIComponent(url.password), url.username))
    faults.push('has a password that anybody would try first: give the user another one');
  if (!isSocket && !LOOPBACK.test(host) && url.searchParams.get('sslmode') !== 'verify-full')
    faults.push(
      `sends names and passwords to ${host} in the open: add ?sslmode=verify-full, and sslrootcert=FILE for a certificate authority of your own`,
    );
  return faults;
}

const isDefault = (password: string, user: string): boolean =>
  password !== '' && (PASSWORDS_REFUSED.has(password.toLowerCase()) || password === decodeURIComponent(user));
