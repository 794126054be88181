import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withoutIndexes } from '../sqlite/build-file.js';
import { SqliteRowStore } from '../sqlite/sqlite-row-store.js';

/**
 * The desk of a rebuild: a file of this machine that knows what concerns whom, asked a hundred times for every event, while the timelines, which
 * are only written, go to the database itself. It is gone when the rebuild ends.
 */
export interface Scratch {
  readonly desk: SqliteRowStore;
  close(): Promise<void>;
}

const NAME = /^habeas-rebuild-(?<pid>\d+)-/;

export async function openScratch(): Promise<Scratch> {
  dropThoseLeftBehind();
  // Nobody else may enter the folder.
  const folder = mkdtempSync(join(tmpdir(), `habeas-rebuild-${process.pid}-`));
  try {
    const desk = await SqliteRowStore.open(join(folder, 'desk.db'));
    withoutIndexes(desk.db);
    return { desk, close: () => desk.close().finally(() => drop(folder)) };
  } catch (error) {
    drop(folder);
    throw error;
  }
}

/** A program that was killed could not take its desk away, with the names that are on it. */
function dropThoseLeftBehind(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = NAME.exec(name)?.groups?.['pid'];
    if (pid !== undefined && !isRunning(Number(pid))) drop(join(tmpdir(), name));
  }
}

function drop(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another user's: theirs to take away.
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}
