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

  /** @param read gives the JSON of an event, or null where it could not be read */
  all(seqs: readonly number[], read: (seq: number) => string | null): RecordedDevelopment[] {
    return seqs.flatMap((seq) => this.get(seq, read) ?? []);
  }

  get(seq: number, read: (seq: number) => string | null): RecordedDevelopment | null {
    const recent = this.recent.get(seq);
    if (recent) return recent;
    const known = this.older.get(seq) ?? parsed(read(seq));
    if (known) this.add(known);
    return known;
  }

  /** After a transaction that was undone, what it read may never have been. */
  clear(): void {
    this.recent.clear();
    this.older.clear();
  }
}

const parsed = (json: string | null): RecordedDevelopment | null =>
  json === null ? null : (JSON.parse(json) as RecordedDevelopment);
