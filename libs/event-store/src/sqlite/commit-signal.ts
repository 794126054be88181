/** Wakes whoever follows the log when this process has stored something. */
export class CommitSignal {
  private commits = 0;
  private readonly sleepers = new Set<() => void>();

  /** To be taken before reading: what is stored between the reading and the waiting then ends the waiting at once. */
  get count(): number {
    return this.commits;
  }

  notify(): void {
    this.commits += 1;
    for (const wake of [...this.sleepers]) wake();
  }

  /** Until the count is no longer `seen`, or `maxMs` have passed, or the signal aborts. Keeps no process alive. */
  wait(seen: number, maxMs: number, signal: AbortSignal): Promise<void> {
    if (this.commits !== seen || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.sleepers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, maxMs).unref();
      this.sleepers.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
