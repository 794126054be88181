import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker, type ResourceLimits } from 'node:worker_threads';
import { IN_MEMORY } from './connection.js';

/** Below it, starting threads takes longer than they save. */
export const EVENTS_FOR_THREADS = 2_000;

/** What is worked out for one subject is soon of no use: with less room the collector carries more of it along, for a tenth more work in all. */
export const ROOM = { maxYoungGenerationSizeMb: 128 };

interface Call<Answer> {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/** A thread of a rebuild, with its own connection to the file of rows: answers what it is asked, in the order in which it is asked. */
export class Thread<Question, Answer> {
  private readonly worker: Worker;
  private readonly calls: Call<Answer>[] = [];
  private failure: Error | null = null;

  /** @param program the name of its file beside this one */
  constructor(program: string, workerData: object, resourceLimits: ResourceLimits = {}) {
    this.worker = new Worker(pathOf(program), { workerData, resourceLimits });
    this.worker.on('message', (answer: Answer) => this.calls.shift()?.resolve(answer));
    this.worker.on('error', (error: Error) => this.fail(error));
    this.worker.on('exit', this.ended);
  }

  /** A thread may end without an error: who waits for its answer would wait for ever. */
  private readonly ended = (code: number): void =>
    this.fail(this.failure ?? new Error(`A thread of the rebuild ended by itself (${code})`));

  private fail(error: Error): void {
    this.failure = error;
    for (const call of this.calls.splice(0)) call.reject(error);
  }

  get waiting(): number {
    return this.calls.length;
  }

  /** @throws what ended the thread, as far as it can be told to another one */
  ask(question: Question): Promise<Answer> {
    if (this.failure !== null) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.calls.push({ resolve, reject });
      this.worker.postMessage(question);
    });
  }

  /** Whoever closes it wants no answer any more. */
  async close(): Promise<void> {
    this.worker.off('exit', this.ended);
    await this.worker.terminate();
  }
}

const pathOf = (program: string): string => fileURLToPath(new URL(`./${program}`, import.meta.url));

/** How many may work on a file side by side; sources that are run as they are, by tests, have no program for a thread. */
export function threadsFor(file: string, program: string): number {
  const isThere = file !== IN_MEMORY && existsSync(pathOf(program));
  return isThere ? availableParallelism() : 1;
}
