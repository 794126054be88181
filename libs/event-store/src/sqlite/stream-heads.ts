import type { Database, Statement } from 'better-sqlite3';

const REMEMBERED_MAX = 10_000;

export interface StreamHead {
  readonly revision: number;
  readonly digest: string;
}

/** The last event of each stream, remembered for the streams that were written last. Valid only while nobody else appends. */
export class StreamHeads {
  private readonly lastOfStream: Statement<[string], [revision: number, digest: Buffer]>;
  private readonly remembered = new Map<string, StreamHead>();

  constructor(db: Database) {
    this.lastOfStream = db
      .prepare<[string], [revision: number, digest: Buffer]>(
        'SELECT revision, digest FROM events WHERE stream = ? ORDER BY revision DESC LIMIT 1',
      )
      .raw();
  }

  of(stream: string): StreamHead | null {
    const known = this.remembered.get(stream);
    if (known) return known;
    const row = this.lastOfStream.get(stream);
    return row ? { revision: row[0], digest: row[1].toString('hex') } : null;
  }

  remember(stream: string, head: StreamHead): void {
    this.remembered.delete(stream);
    this.remembered.set(stream, head);
    if (this.remembered.size > REMEMBERED_MAX) this.remembered.delete(this.remembered.keys().next().value as string);
  }

  forget(): void {
    this.remembered.clear();
  }
}
