import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import { lineOf } from '../sql/copied.js';
import { reaching } from './reaching.js';

/** Handed to the connection at once: fewer, larger pieces cost less. */
const CHUNK_CHARACTERS = 64 * 1024;

/** Rows on their way into one table, in COPY's text format. Nothing waits: `drained` tells when it is time to. */
export class Copy {
  private chunk = '';
  private failure: unknown = null;

  private constructor(private readonly stream: CopyStreamQuery) {
    stream.on('error', (error) => {
      this.failure ??= error;
      // Else what still waits would be sent, on a connection that the stream no longer has, where nobody could catch that.
      stream.destroy();
    });
  }

  /** Into a table that this transaction has emptied: such rows need no later work by the server before every reader sees them. */
  static async into(client: Client, table: string, columns: readonly string[]): Promise<Copy> {
    await reaching(() => client.query(`TRUNCATE ${table}`));
    return new Copy(client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN (FREEZE)`)));
  }

  add(row: readonly unknown[]): void {
    this.chunk += lineOf(row);
    if (this.chunk.length >= CHUNK_CHARACTERS) this.send();
  }

  /** Rows as text, one a line. */
  addLines(lines: Uint8Array): void {
    this.send();
    if (lines.length > 0) this.write(lines);
  }

  /** The connection has taken so much that more may come. */
  async drained(): Promise<void> {
    if (this.failure !== null) await reaching(() => Promise.reject(this.failure as Error));
    if (this.stream.writableNeedDrain) await reaching(() => once(this.stream, 'drain'));
  }

  async end(): Promise<void> {
    this.send();
    await this.drained();
    this.stream.end();
    await reaching(() => finished(this.stream));
  }

  private send(): void {
    if (this.chunk !== '') this.write(this.chunk);
    this.chunk = '';
  }

  /** What has failed has no connection any more, and says so in `drained`. */
  private write(chunk: string | Uint8Array): void {
    if (this.failure === null) this.stream.write(chunk);
  }
}
