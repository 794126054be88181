import { ConfigError } from '../errors.js';

export interface KurrentSettings {
  /** As the client takes it: without what only Habeas reads. */
  readonly connectionString: string;
  /** What the names of this record's streams begin with on the server. */
  readonly prefix: string;
  /** The servers, for messages. */
  readonly hosts: string;
}

/** The product has had several names, and its client takes all of them. */
const PARTS =
  /^(?:kurrentdb|kurrent|kdb|esdb)(\+discover)?:\/\/(?:([^:@/?]*)(?::([^@/?]*))?@)?([^@/?]+)\/?(?:\?(.*))?$/s;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3})(?::\d+)?$/i;
const PREFIX = /^[A-Za-z0-9_.-]{1,60}-$/;
const DEFAULT_PREFIX = 'habeas-';
const DEFAULT_PASSWORD = 'changeit';
const OF_THE_CLIENT = [
  'tls',
  'tlsVerifyCert',
  'tlsCAFile',
  'userCertFile',
  'userKeyFile',
  'nodePreference',
  'maxDiscoverAttempts',
  'discoveryInterval',
  'gossipTimeout',
  'connectionName',
  'keepAliveTimeout',
  'defaultDeadline',
] as const;
/** `keepAliveInterval` is taken, since many strings hold it, and set anew for each connection. */
const OF_HABEAS = ['streamPrefix', 'allowInsecure', 'keepAliveInterval'] as const;
const FORM = 'kurrentdb://user:password@host:2113, or kurrentdb+discover:// for a cluster';

/** Reads a connection string and refuses what is not safe. Says nothing of what stands before the @, for errors are logged. */
export function readSettings(url: string): KurrentSettings {
  const [, discover = '', user, password, hosts, query = ''] = PARTS.exec(url) ?? [];
  if (hosts === undefined)
    throw new ConfigError(`HABEAS_EVENT_STORE is no KurrentDB connection string: it takes ${FORM}`);
  const options = readOptions(query);
  if (password !== undefined && decoded(password) === DEFAULT_PASSWORD) {
    throw new ConfigError(
      'HABEAS_EVENT_STORE holds the password that every KurrentDB server is delivered with: give the user another one on the server, and here',
    );
  }
  requireSafe(hosts, options);
  const prefix = options.get('streamPrefix') ?? DEFAULT_PREFIX;
  if (!PREFIX.test(prefix)) {
    throw new ConfigError(
      'HABEAS_EVENT_STORE: streamPrefix is 1 to 60 letters, digits, dots, hyphens and underscores, and a hyphen at the end',
    );
  }
  const kept = [...options]
    .filter(([key]) => !OF_HABEAS.includes(key as never))
    .map(([key, value]) => `${key}=${value}`);
  const login = user === undefined ? '' : `${user}:${password ?? ''}@`;
  return { connectionString: `kurrentdb${discover}://${login}${hosts}?${kept.join('&')}`, prefix, hosts };
}

/** What is taken as it is and yet should be looked at, in a sentence each. */
export function risksOf(url: string): string[] {
  const { connectionString, hosts } = readSettings(url);
  const isPlain = /[?&]tls=false/.test(connectionString);
  const isUnchecked = /[?&]tlsVerifyCert=false/.test(connectionString);
  const isLocal = hosts.split(',').every((host) => LOOPBACK.test(host));
  const hasUser = /\/\/[^/@]+@/.test(connectionString) || /[?&]userCertFile=/.test(connectionString);
  return [
    ...(isPlain && !isLocal ? [`tls=false: anybody on the way to ${hosts} may read and change the record`] : []),
    ...(isUnchecked && !isLocal ? [`tlsVerifyCert=false: another server may pass for ${hosts}`] : []),
    ...(isPlain || hasUser ? [] : ['no user is named: a server that takes that lets anybody write']),
  ];
}

function readOptions(query: string): Map<string, string> {
  const options = new Map<string, string>();
  for (const pair of query.split('&').filter((text) => text !== '')) {
    const [name = '', value = ''] = pair.split('=');
    const key = [...OF_THE_CLIENT, ...OF_HABEAS].find((known) => known.toLowerCase() === name.toLowerCase());
    if (key === undefined || value === '') {
      const known = [...OF_THE_CLIENT, ...OF_HABEAS].join(', ');
      throw new ConfigError(`HABEAS_EVENT_STORE: "${name}" is not an option with a value; those that are: ${known}`);
    }
    options.set(key, value);
  }
  if (!options.has('tls')) options.set('tls', 'true');
  // Before its first reading the client waits this long, also where there is nothing to discover; its own default is half a second.
  if (!options.has('discoveryInterval')) options.set('discoveryInterval', '25');
  return options;
}

function requireSafe(hosts: string, options: ReadonlyMap<string, string>): void {
  const isLocal = hosts.split(',').every((host) => LOOPBACK.test(host));
  if (isLocal || options.get('allowInsecure') === 'true') return;
  const unsafe = (['tls', 'tlsVerifyCert'] as const).find((key) => options.get(key) === 'false');
  if (unsafe === undefined) return;
  throw new ConfigError(
    `HABEAS_EVENT_STORE: ${unsafe}=false lets anybody on the way to ${hosts} read and change the record. Use TLS with certificates, or say ` +
      'allowInsecure=true if the network is closed in some other way',
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
