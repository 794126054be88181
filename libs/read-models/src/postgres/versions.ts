import type { DataSource } from 'typeorm';
import { RowsConfigError } from '../errors.js';
import { ownClient, sourceOf } from './connection.js';
import { LOCKS, waitForLock } from './locks.js';
import { Versions0000000000001 } from './migrations/0001-versions.js';
import { reaching } from './reaching.js';
import type { PostgresSettings } from './settings.js';

const SCHEMA = 'habeas';
/** The first that readers need no VACUUM after a rebuild with. */
const RELEASE_OLDEST = 14;
const MIGRATIONS = [Versions0000000000001];
/** One asks which version answers; others seldom come. */
const POOL_MAX = 2;

const SCHEMAS_THERE = `SELECT substring(nspname from '[0-9]+$')::integer AS number FROM pg_namespace WHERE nspname ~ '^habeas_rows_[0-9]+$'`;

export const schemaOf = (version: number): string => `habeas_rows_${version}`;

type MakeTables = (schema: string) => Promise<void>;

/** The list of the versions of the rows, each in a schema of its own. One is active, and one is kept to go back to. */
export class Versions {
  private asking: Promise<number> | null = null;

  private constructor(private readonly source: DataSource) {}

  /** @param makeTables in a schema of that name; null where nothing may be made that is not there */
  static async open(settings: PostgresSettings, makeTables: MakeTables | null): Promise<Versions> {
    const source = sourceOf(settings, SCHEMA, { migrations: MIGRATIONS, poolMax: POOL_MAX });
    await reaching(() => source.initialize());
    const versions = new Versions(source);
    try {
      await versions.requireFit(settings);
      if (makeTables) await versions.migrate(settings, makeTables);
      else await versions.requireThere(settings);
      return versions;
    } catch (error) {
      await versions.close();
      throw error;
    }
  }

  /** Many who ask at the same time are told by one statement. */
  active(): Promise<number> {
    this.asking ??= this.query<{ number: number }>("SELECT number FROM versions WHERE state = 'active'")
      .then(([row]) => row!.number)
      .finally(() => (this.asking = null));
    return this.asking;
  }

  async previous(): Promise<number | null> {
    const [row] = await this.query<{ number: number }>("SELECT number FROM versions WHERE state = 'previous'");
    return row?.number ?? null;
  }

  /** A schema without tables. What an earlier build left behind unfinished is dropped: the caller holds the lock that builds need. */
  async begin(): Promise<number> {
    await this.query("DELETE FROM versions WHERE state = 'building'");
    const listed = (await this.query<{ number: number }>('SELECT number FROM versions')).map(({ number }) => number);
    for (const { number } of await this.query<{ number: number }>(SCHEMAS_THERE))
      if (!listed.includes(number)) await this.drop(number);
    const [row] = await this.query<{ number: number }>(
      "INSERT INTO versions (state) VALUES ('building') RETURNING number",
    );
    await this.query(`CREATE SCHEMA ${schemaOf(row!.number)}`);
    return row!.number;
  }

  /** From one moment to the next it is the one that answers; the former is kept, and the one before is dropped. */
  async activate(version: number): Promise<void> {
    const before = await this.previous();
    await reaching(() =>
      this.source.transaction(async (manager) => {
        if (before !== version) await manager.query("DELETE FROM versions WHERE state = 'previous'");
        else await manager.query("UPDATE versions SET state = 'building' WHERE number = $1", [version]);
        await manager.query("UPDATE versions SET state = 'previous' WHERE state = 'active'");
        await manager.query("UPDATE versions SET state = 'active' WHERE number = $1", [version]);
      }),
    );
    // The switch is done. What a slow reader keeps from being dropped goes with the next build.
    if (before !== null && before !== version) await this.drop(before).catch(() => undefined);
  }

  /** One that answers nobody: it was being built, or is no longer listed. */
  async drop(version: number): Promise<void> {
    await this.query("DELETE FROM versions WHERE number = $1 AND state = 'building'", [version]);
    const listed = await this.query('SELECT 1 FROM versions WHERE number = $1', [version]);
    if (listed.length === 0) await this.query(`DROP SCHEMA IF EXISTS ${schemaOf(version)} CASCADE`);
  }

  query<T>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    return reaching(() => this.source.query<T[]>(sql, [...values]));
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  /** Programs that start at the same time migrate one after the other, and the second one finds it done. */
  private async migrate(settings: PostgresSettings, makeTables: MakeTables): Promise<void> {
    const client = ownClient(settings, SCHEMA, 0);
    client.on('error', () => undefined);
    await reaching(() => client.connect());
    try {
      await waitForLock(client, LOCKS.migrate);
      await this.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
      await reaching(() => this.source.runMigrations());
      if ((await this.query("SELECT 1 FROM versions WHERE state = 'active'")).length > 0) return;
      const first = await this.begin();
      await makeTables(schemaOf(first));
      await this.activate(first);
    } finally {
      await client.end();
    }
  }

  private async requireFit({ name }: PostgresSettings): Promise<void> {
    const [server] = await this.query<{ release: number; encoding: string }>(
      "SELECT current_setting('server_version_num')::integer AS release, current_setting('server_encoding') AS encoding",
    );
    const { release, encoding } = server!;
    if (release < RELEASE_OLDEST * 10_000)
      throw new RowsConfigError(
        `${name} runs PostgreSQL ${Math.floor(release / 10_000)}: upgrade it to ${RELEASE_OLDEST} or newer`,
      );
    if (encoding !== 'UTF8')
      throw new RowsConfigError(
        `${name} has the encoding ${encoding}: make it with ENCODING 'UTF8', for names need it`,
      );
  }

  private async requireThere({ name }: PostgresSettings): Promise<void> {
    const [found] = await this.query<{ there: boolean }>(
      `SELECT to_regclass('${SCHEMA}.versions') IS NOT NULL AS there`,
    );
    if (!found!.there || (await this.query("SELECT 1 FROM versions WHERE state = 'active'")).length === 0)
      throw new RowsConfigError(`There are no rows in ${name} yet: start a projector first, or run a rebuild`);
  }
}
