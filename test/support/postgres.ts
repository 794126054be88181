import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';

const DEBIAN = '/usr/lib/postgresql';
const USER = 'postgres';
const STARTING_MS = 30_000;

/** The connection string of a server that tests may make databases on. */
const GIVEN = process.env['HABEAS_TEST_POSTGRES'];
const PROGRAMS = programs();

/** Why nothing can be tested on PostgreSQL here; null where it can. */
export const NO_POSTGRES: string | null =
  GIVEN !== undefined || PROGRAMS !== null
    ? null
    : 'no PostgreSQL here: install the package postgresql, or name a server in HABEAS_TEST_POSTGRES';

/** A PostgreSQL of one suite: a server started for it, or databases of its own on the one that is named. */
export interface TestPostgres {
  /** Of a new database, empty. */
  database(): Promise<string>;
  /** In the database of that address, as its owner. */
  query(url: string, sql: string): Promise<Record<string, unknown>[]>;
  /** Only where this suite started the server. */
  readonly server: Server | null;
  close(): Promise<void>;
}

export async function startPostgres(): Promise<TestPostgres> {
  const server = GIVEN === undefined ? await Server.start() : null;
  const root = GIVEN ?? server!.url;
  // Somebody who may do no more than a user of Habeas has to: own a database.
  const [user, password] = [unique('habeas_user'), randomBytes(18).toString('base64url')];
  await query(root, `CREATE ROLE ${user} LOGIN PASSWORD '${password}'`);
  const made: string[] = [];
  return {
    server,
    database: async () => {
      const name = unique('habeas_test');
      await query(root, `CREATE DATABASE ${name} OWNER ${user} ENCODING 'UTF8' TEMPLATE template0`);
      made.push(name);
      return Object.assign(new URL(root), { username: user, password, pathname: `/${name}` }).href;
    },
    query,
    close: async () => {
      if (server) return server.close();
      for (const name of made) await query(root, `DROP DATABASE ${name} WITH (FORCE)`);
      await query(root, `DROP ROLE ${user}`);
    },
  };
}

const unique = (name: string): string => `${name}_${randomBytes(6).toString('hex')}`;

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const results = (await client.query(sql)) as unknown as { rows: Record<string, unknown>[] };
    return results.rows ?? [];
  } finally {
    await client.end();
  }
}

/** A server of Debian's package on a free port of this machine, with a folder and a password of its own. */
export class Server {
  private process: ChildProcess | null = null;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly password: string,
  ) {}

  get url(): string {
    return `postgres://${USER}:${this.password}@127.0.0.1:${this.port}/postgres`;
  }

  static async start(): Promise<Server> {
    const folder = mkdtempSync('/tmp/habeas-postgres-');
    const password = randomBytes(18).toString('base64url');
    const secret = join(folder, 'password');
    writeFileSync(secret, password);
    if (isRoot()) execFileSync('chown', ['-R', USER, folder]);
    const data = join(folder, 'data');
    runAs('initdb', [
      '-D',
      data,
      '-U',
      USER,
      '-A',
      'scram-sha-256',
      `--pwfile=${secret}`,
      '-E',
      'UTF8',
      '--no-sync',
      '--locale=C.UTF-8',
    ]);
    const server = new Server(folder, await freePort(), password);
    await server.up();
    return server;
  }

  async up(): Promise<void> {
    const settings = {
      port: this.port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: this.folder,
      fsync: 'off',
    };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const [program, given] = asUser('postgres', ['-D', join(this.folder, 'data'), ...args]);
    this.process = spawn(program, given, { stdio: 'ignore' });
    await this.answers();
  }

  /** As a crash or `kill -9` of the whole server is for those connected to it. */
  async down(): Promise<void> {
    const stopped = once(this.process!, 'close');
    runAs('pg_ctl', ['stop', '-D', join(this.folder, 'data'), '-m', 'immediate', '-W']);
    await stopped;
    this.process = null;
  }

  async close(): Promise<void> {
    if (this.process) await this.down();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<void> {
    const end = Date.now() + STARTING_MS;
    for (;;) {
      const client = new Client({ connectionString: this.url });
      try {
        await client.connect();
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
      } finally {
        await client.end().catch(() => undefined);
      }
    }
  }
}

const isRoot = (): boolean => process.getuid?.() === 0;

/** PostgreSQL refuses to run as root. */
function asUser(program: string, args: readonly string[]): [string, string[]] {
  const path = join(PROGRAMS!, program);
  return isRoot() ? ['runuser', ['-u', USER, '--', path, ...args]] : [path, [...args]];
}

function runAs(program: string, args: readonly string[]): void {
  const [command, given] = asUser(program, args);
  execFileSync(command, given, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/tmp' });
}

/** The newest that Debian's packages have installed. */
function programs(): string | null {
  if (!existsSync(DEBIAN)) return null;
  const releases = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a));
  return releases.map((release) => join(DEBIAN, release, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ?? null;
}

async function freePort(): Promise<number> {
  const listening = createServer().listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  listening.close();
  await once(listening, 'close');
  return port;
}
