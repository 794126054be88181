import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Folded, Folding } from '../folding.js';
import { IN_MEMORY } from './connection.js';

const THREADS_MAX = 4;
/** Each thread has one call in hand and one waiting, so that none is idle while this thread writes. */
const CALLS_PER_THREAD = 2;
const PROGRAM = fileURLToPath(new URL('./fold-worker.js', import.meta.url));

/** Threads that read the file and fold, while this one writes; null where there are none to be had. */
export function foldingThreads(file: string): Folding | null {
  const threads = Math.min(availableParallelism(), THREADS_MAX);
  // Sources that are run as they are, by tests, have no program for a thread.
  if (threads < 2 || file === IN_MEMORY || !existsSync(PROGRAM)) return null;
  return new FoldingThreads(Array.from({ length: threads }, () => new FoldThread(file)));
}

class FoldingThreads implements Folding {
  readonly atOnce: number;

  constructor(private readonly threads: readonly FoldThread[]) {
    this.atOnce = threads.length * CALLS_PER_THREAD;
  }

  fold(subjects: readonly string[]): Promise<readonly Folded[]> {
    const [idlest] = this.threads.toSorted((a, b) => a.waiting - b.waiting);
    return idlest!.fold(subjects);
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()));
  }
}

interface Call {
  resolve(folded: readonly Folded[]): void;
  reject(error: unknown): void;
}

class FoldThread {
  private readonly worker: Worker;
  private readonly calls: Call[] = [];

  constructor(file: string) {
    this.worker = new Worker(PROGRAM, { workerData: file });
    this.worker.on('message', (folded: readonly Folded[]) => this.calls.shift()?.resolve(folded));
    this.worker.on('error', (error) => {
      for (const call of this.calls.splice(0)) call.reject(error);
    });
  }

  get waiting(): number {
    return this.calls.length;
  }

  /** Answered in the order of the calls. */
  fold(subjects: readonly string[]): Promise<readonly Folded[]> {
    return new Promise((resolve, reject) => {
      this.calls.push({ resolve, reject });
      this.worker.postMessage(subjects);
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}
