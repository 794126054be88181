import type { RecordedDevelopment } from '#domain';

const LIMIT = 4_000;

/**
 * Developments that were read lately. One that hits fifty people is read once; and as long as it is the same object, so is what is known of it,
 * by which the projection sees that nothing changed.
 */
export class DevelopmentCache {
  private recent = new Map<number, RecordedDevelopment>();
  private older = new Map<number, RecordedDevelopment>();

  add(development: RecordedDevelopment): void {
    if (this.recent.size >= LIMIT / 2) {
      this.older = this.recent;
      this.recent = new Map();
    }
    this.recent.set(development.seq, development);
  }

  get(seq: number): RecordedDevelopment | undefined {
    const recent = this.recent.get(seq);
    if (recent) return recent;
    const known = this.older.get(seq);
    if (known) this.add(known);
    return known;
  }

  /** After a transaction that was undone, what it read may never have been. */
  clear(): void {
    this.recent.clear();
    this.older.clear();
  }
}
