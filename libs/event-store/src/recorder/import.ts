import type { Fault } from '#domain';
import type { EventStore } from '../event-store.js';
import { decideAll } from './import-decide.js';
import { FaultList, type ImportProgress, type ImportReport } from './import-report.js';
import { scan } from './import-scan.js';
import { storeAll } from './import-store.js';

export interface ImportOptions {
  readonly officer: string;
  readonly now: () => Date;
  /** Checks and decides everything, and stores nothing. */
  readonly dryRun?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/**
 * Imports NDJSON files as one: checks every line, decides every line against the record as it will be by then, and only if none has a fault
 * appends them, by known since and then by the order in which they came. Running it again completes what was interrupted.
 */
export async function importFiles(
  store: EventStore,
  files: readonly string[],
  options: ImportOptions,
): Promise<ImportReport> {
  const { officer, now, dryRun = false, onProgress = () => undefined } = options;
  const nowMs = now().getTime();
  const faults = new FaultList();
  const warnings = new FaultList();
  const scanned = scan(files, nowMs, faults, (done) => onProgress({ step: 'checking', done, total: null }));
  const { spool, lines } = scanned;
  try {
    const into =
      (list: FaultList) =>
      (index: number, { path, message, value }: Fault): void => {
        const { file, line } = spool.placeOf(index);
        list.add({ file: files[file]!, line, path, message, ...(value !== undefined && { value }) });
      };
    const plan = await decideAll({
      store,
      scanned,
      nowMs,
      refuse: into(faults),
      warn: into(warnings),
      tell: (done) => onProgress({ step: 'deciding', done, total: spool.size }),
    });
    const repeats = plan.isRepeat.reduce((sum, one) => sum + one, 0);
    const total = spool.size - repeats;
    const isStorable = faults.faultCount === 0 && !dryRun;
    const tell = (done: number): void => onProgress({ step: 'storing', done, total });
    const stored = isStorable ? await storeAll(plan, { store, spool, officer, tell }) : 0;
    return {
      dryRun,
      lines,
      stored,
      alreadyStored: repeats,
      ...faults.report(files),
      // Of a file with faults nothing is stored, and what a line names may stand in one that is refused.
      warnings: faults.faultCount > 0 ? [] : warnings.inOrder(files),
      warningCount: faults.faultCount > 0 ? 0 : warnings.faultCount,
    };
  } finally {
    spool.close();
  }
}
