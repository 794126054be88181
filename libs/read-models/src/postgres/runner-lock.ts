import type { Client } from 'pg';
import type { RunnerLock } from '../rows-database.js';
import { LOCKS, tryLock } from './locks.js';
import { reaching } from './reaching.js';

/** What the holder before left open in the rows that answer: nobody else writes to them, and what follows would wait for it. */
const END_WRITERS = `SELECT pg_terminate_backend(pid) FROM (
    SELECT DISTINCT session.pid FROM pg_locks AS held
    JOIN pg_stat_activity AS session ON session.pid = held.pid AND session.datname = current_database()
    JOIN pg_class AS written ON written.oid = held.relation
    JOIN versions ON written.relnamespace = to_regnamespace('habeas_rows_' || versions.number) AND versions.state = 'active'
    WHERE held.mode = 'RowExclusiveLock' AND session.usename = current_user AND session.pid <> pg_backend_pid()
  ) AS writers`;

/** How often the holder makes sure that it still is the holder, and others try. Takeover takes about one such time. */
const BEAT_MS = 500;

/**
 * Says which program projects: an advisory lock, held by a connection that does nothing else. It falls free with that connection, so the holder
 * looks at the connection all the time, and whoever lost it stops at once. What it was writing is undone by whoever takes the lock, or by the
 * checkpoint (`saveCheckpoint`). A holder that was stopped does not look, and the server ends its connection.
 */
export class PostgresRunnerLock implements RunnerLock {
  isHeldByAnother = false;
  private client: Client | null = null;
  private held = false;
  private timer: NodeJS.Timeout | null = null;
  private beating: Promise<void> = Promise.resolve();
  private changed: (() => void) | null = null;
  private isReleased = false;

  /** @param connect makes a connection of its own, not opened yet */
  constructor(private readonly connect: () => Client) {}

  get isHeld(): boolean {
    return this.held;
  }

  /** False: another program holds it. */
  async tryTake(): Promise<boolean> {
    const client = this.client ?? (await this.opened());
    const taken = await tryLock(client, LOCKS.project);
    if (taken && !this.held) await reaching(() => client.query(END_WRITERS));
    // It may have gone, or be wanted no more, while the answer was on its way.
    this.held = taken && this.client === client && !this.isReleased;
    this.isHeldByAnother = !taken;
    if (this.isReleased) await client.end();
    this.beatLater();
    return this.held;
  }

  watch(changed: () => void): void {
    this.changed = changed;
    this.beatLater();
  }

  async giveBack(): Promise<void> {
    const { client } = this;
    this.lose();
    await client?.end().catch(() => undefined);
  }

  async release(): Promise<void> {
    this.isReleased = true;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.changed = null;
    await this.giveBack();
    await this.beating;
  }

  private async opened(): Promise<Client> {
    const client = this.connect();
    const lost = (): void => {
      if (this.client === client) this.lose();
    };
    client.on('error', lost);
    client.on('end', lost);
    this.client = client;
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (this.client === client) this.client = null;
      throw error;
    }
  }

  private lose(): void {
    this.client = null;
    if (!this.held) return;
    this.held = false;
    this.changed?.();
    this.beatLater();
  }

  /** Who only looks once, to read or to bring the rows up to date, keeps no clock running while it has no lock. */
  private beatLater(): void {
    if (this.timer || this.isReleased || !(this.held || this.changed)) return;
    this.timer = setTimeout(() => {
      this.beating = this.beat().finally(() => {
        this.timer = null;
        this.beatLater();
      });
    }, BEAT_MS).unref();
  }

  private async beat(): Promise<void> {
    const { client } = this;
    try {
      if (this.held) await client!.query('SELECT 1');
      else if (await this.tryTake()) this.changed?.();
    } catch {
      // The connection is of no use any more, whatever it was.
      if (this.client === client) this.lose();
      else this.client = null;
      await client?.end().catch(() => undefined);
    }
  }
}
