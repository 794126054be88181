import type { Folding } from '../folding.js';
import type { Shape, Shaped } from '../shapes.js';
import { ROOM, Thread, threadsFor } from './thread.js';

const THREADS_MAX = 4;
/** Each thread has one call in hand and one waiting, so that none is idle while this thread writes. */
const CALLS_PER_THREAD = 2;
const PROGRAM = 'fold-worker.js';

/** Threads that read the file and fold, while this one writes; null where there are none to be had. */
export function foldingThreads<S extends Shape>(file: string, shape: S): Folding<Shaped<S>> | null {
  const threads = Math.min(threadsFor(file, PROGRAM), THREADS_MAX);
  if (threads < 2) return null;
  return new FoldingThreads(Array.from({ length: threads }, () => new Thread(PROGRAM, { file, shape }, ROOM)));
}

class FoldingThreads<Result> implements Folding<Result> {
  readonly atOnce: number;

  constructor(private readonly threads: readonly Thread<readonly string[], readonly Result[]>[]) {
    this.atOnce = threads.length * CALLS_PER_THREAD;
  }

  fold(subjects: readonly string[]): Promise<readonly Result[]> {
    const [idlest] = this.threads.toSorted((a, b) => a.waiting - b.waiting);
    return idlest!.ask(subjects);
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()));
  }
}
