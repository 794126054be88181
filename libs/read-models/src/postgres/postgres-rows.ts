import type { RecordedDevelopment } from '#domain';
import { RunnerLostError } from '../errors.js';
import type { Checkpoint, IdentityVersion, SegmentVersion } from '../row-store.js';
import { forkOf } from '../fork.js';
import { SEGMENT_INSERTED, segmentsInserted } from '../sql/segment-rows.js';
import { PROJECTION, SqlRows } from '../sql/sql-rows.js';
import type { Answer } from '../steps.js';

const HELD_MAX = 1_000;
const WHOLE = new Set<string>(['valid_from', 'valid_to', 'known_from', 'known_to', 'fork', 'apart']);
const OPEN_SEGMENTS = `INSERT INTO segments_v1 (${SEGMENT_INSERTED.join(', ')})
  SELECT * FROM unnest(${SEGMENT_INSERTED.map((column) => `?::${WHOLE.has(column) ? 'bigint' : 'text'}[]`).join(', ')})`;
const CLOSE_SEGMENTS = `UPDATE segments_v1 AS segment SET known_to = closed.known_to, fork = closed.fork
  FROM unnest(?::bigint[], ?::bigint[], ?::bigint[]) AS closed (id, known_to, fork) WHERE segment.id = closed.id`;

/** The statements of the projection within one transaction. */
export class PostgresRows extends SqlRows {
  private found: Checkpoint | null | undefined;
  private opened: (readonly unknown[])[] = [];
  private closed: (readonly unknown[])[] = [];
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

  override insertSegment(version: SegmentVersion): void {
    this.opened.push(...segmentsInserted(version));
    if (this.opened.length >= HELD_MAX) this.flush();
  }

  override closeSegment(version: SegmentVersion): void {
    for (const id of version.ids) this.closed.push([id, version.knownTo, forkOf(version)]);
    if (this.closed.length >= HELD_MAX) this.flush();
  }

  /** Writes what was held back to be written together: nobody reads a subject's timelines twice in one transaction. */
  flush(): void {
    if (this.opened.length > 0) this.sql.write(OPEN_SEGMENTS, ...columnsOf(this.opened));
    if (this.closed.length > 0) this.sql.write(CLOSE_SEGMENTS, ...columnsOf(this.closed));
    this.opened = [];
    this.closed = [];
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

const columnsOf = (rows: readonly (readonly unknown[])[]): unknown[][] =>
  rows[0]!.map((_, column) => rows.map((row) => row[column]));

interface Ahead {
  readonly segments: Answer<SegmentVersion[]>;
  readonly identity: Answer<IdentityVersion | null>;
}

/** A failure is told to whoever waits for the answer, and to nobody where none does. */
function quiet<T>(answer: Answer<T>): Answer<T> {
  if (answer instanceof Promise) answer.catch(() => undefined);
  return answer;
}
