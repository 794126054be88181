import type { RecordedDevelopment } from '#domain';
import { RunnerLostError } from '../errors.js';
import type { Checkpoint, IdentityVersion, SegmentVersion } from '../row-store.js';
import { PROJECTION, SqlRows } from '../sql/sql-rows.js';
import type { Answer } from '../steps.js';

/** The statements of the projection within one transaction. */
export class PostgresRows extends SqlRows {
  private found: Checkpoint | null | undefined;
  private readonly ahead = new Map<string, Ahead>();

  override async checkpoint(): Promise<Checkpoint | null> {
    this.found = await super.checkpoint();
    return this.found;
  }

  /**
   * Only if it still is what this transaction began with. So of two programs that project at the same time, for whatever reason, one has written
   * nothing.
   */
  override async saveCheckpoint(checkpoint: Checkpoint): Promise<void> {
    const before = this.found === undefined ? await this.checkpoint() : this.found;
    if (!(await (before ? this.move(before, checkpoint) : this.begin(checkpoint))))
      throw new RunnerLostError('Another program has moved the checkpoint meanwhile; this write was undone');
    this.found = checkpoint;
  }

  /** What is asked next of a subject is asked along with it. */
  override async developmentsConcerning(subject: string): Promise<RecordedDevelopment[]> {
    const developments = super.developmentsConcerning(subject);
    this.ahead.set(subject, {
      segments: quiet(super.openSegments(subject)),
      identity: quiet(super.openIdentity(subject)),
    });
    return developments;
  }

  override openSegments(subject: string): Answer<SegmentVersion[]> {
    return this.ahead.get(subject)?.segments ?? super.openSegments(subject);
  }

  override openIdentity(subject: string): Answer<IdentityVersion | null> {
    const identity = this.ahead.get(subject)?.identity ?? super.openIdentity(subject);
    this.ahead.delete(subject);
    return identity;
  }

  private begin({ seq, position, count, digest, rules }: Checkpoint): Answer<boolean> {
    return this.sql.changes(
      'INSERT INTO checkpoint_v1 (projection, seq, position, count, digest, rules) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      PROJECTION, seq, position ?? '', count, digest, rules,
    ); // prettier-ignore
  }

  private move(from: Checkpoint, { seq, position, count, digest, rules }: Checkpoint): Answer<boolean> {
    return this.sql.changes(
      `UPDATE checkpoint_v1 SET seq = ?, position = ?, count = ?, digest = ?, rules = ?
       WHERE projection = ? AND seq = ? AND digest = ? AND rules = ?`,
      seq, position ?? '', count, digest, rules, PROJECTION, from.seq, from.digest, from.rules,
    ); // prettier-ignore
  }
}

interface Ahead {
  readonly segments: Answer<SegmentVersion[]>;
  readonly identity: Answer<IdentityVersion | null>;
}

/** A failure is told to whoever waits for the answer, and to nobody where none does. */
function quiet<T>(answer: Answer<T>): Answer<T> {
  if (answer instanceof Promise) answer.catch(() => undefined);
  return answer;
}
