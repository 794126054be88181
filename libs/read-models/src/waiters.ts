const POLL_MS = 25;

/** Those who asked for rows that are not there yet: woken after each commit, and by the clock where another program commits. */
export class Waiters {
  private waiting = new Set<() => void>();

  /** @returns false: the time was over first */
  async until(isReached: () => Promise<boolean>, timeoutMs: number, isPolling: boolean): Promise<boolean> {
    const end = Date.now() + timeoutMs;
    while (!(await isReached())) {
      const left = end - Date.now();
      if (left <= 0) return false;
      await this.next(isPolling ? Math.min(left, POLL_MS) : left);
    }
    return true;
  }

  wake(): void {
    const woken = this.waiting;
    this.waiting = new Set();
    for (const resolve of woken) resolve();
  }

  close(): void {
    this.wake();
  }

  private next(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.waiting.add(done);
    });
  }
}
