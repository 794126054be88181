import Database from 'better-sqlite3';
import { IN_MEMORY } from './connection.js';

/**
 * Says which process projects into a file of rows. The operating system gives the lock back when its holder dies, however it dies. It stands on a
 * file of its own, so that it survives when a rebuild replaces the rows.
 */
export class RunnerLock {
  private constructor(private readonly db: Database.Database | null) {}

  /** Null: somebody else holds it. */
  static tryTake(file: string): RunnerLock | null {
    if (file === IN_MEMORY) return new RunnerLock(null);
    const db = new Database(`${file}.lock`, { timeout: 0 });
    try {
      db.exec('BEGIN EXCLUSIVE');
      return new RunnerLock(db);
    } catch (error) {
      db.close();
      if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return null;
      throw error;
    }
  }

  release(): void {
    this.db?.close();
  }
}
