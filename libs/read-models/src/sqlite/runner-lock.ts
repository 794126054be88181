import Database from 'better-sqlite3';
import type { RunnerLock } from '../rows-database.js';
import { IN_MEMORY } from './connection.js';

const RETRY_MS = 1_000;

/**
 * Says which process projects into a file of rows. The operating system gives the lock back when its holder dies, however it dies. It stands on a
 * file of its own, so that it survives when a rebuild replaces the rows.
 */
export class SqliteRunnerLock implements RunnerLock {
  private held: Database.Database | 'in memory' | null = null;
  isHeldByAnother = false;
  private timer: NodeJS.Timeout | null = null;

  /** @param whenTaken makes the file writable for whoever takes it later than at the start */
  constructor(
    private readonly file: string,
    private readonly whenTaken: () => Promise<void>,
  ) {}

  get isHeld(): boolean {
    return this.held !== null;
  }

  /** False: somebody else holds it. */
  tryTake(): boolean {
    if (this.file === IN_MEMORY) {
      this.held = 'in memory';
      return true;
    }
    const db = new Database(`${this.file}.lock`, { timeout: 0 });
    try {
      db.exec('BEGIN EXCLUSIVE');
      this.held = db;
      this.isHeldByAnother = false;
      return true;
    } catch (error) {
      db.close();
      this.isHeldByAnother = (error as { code?: string }).code?.startsWith('SQLITE_BUSY') ?? false;
      if (this.isHeldByAnother) return false;
      throw error;
    }
  }

  watch(changed: () => void): void {
    if (this.isHeld || this.timer) return;
    this.timer = setInterval(() => {
      if (!this.tryTake()) return;
      this.stop();
      this.whenTaken().then(changed, () => this.letGo());
    }, RETRY_MS).unref();
  }

  giveBack(): Promise<void> {
    this.letGo();
    return Promise.resolve();
  }

  release(): Promise<void> {
    this.stop();
    return this.giveBack();
  }

  private letGo(): void {
    if (this.held instanceof Database) this.held.close();
    this.held = null;
  }

  private stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }
}
