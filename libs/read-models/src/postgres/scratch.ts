import { mkdtempSync, rmSync } from 'node:fs';
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

export async function openScratch(): Promise<Scratch> {
  // Nobody else may enter the folder.
  const folder = mkdtempSync(join(tmpdir(), 'habeas-rebuild-'));
  const desk = await SqliteRowStore.open(join(folder, 'desk.db'));
  withoutIndexes(desk.db);
  return {
    desk,
    close: async () => {
      await desk.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
