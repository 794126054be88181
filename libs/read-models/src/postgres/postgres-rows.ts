import type { RecordedDevelopment } from '#domain';
import { RunnerLostError } from '../errors.js';
import { forkOf } from '../fork.js';
import { caseSubjectName } from '../named-by.js';
import { OPEN } from '../rows.entities.js';
import type { Checkpoint, IdentityVersion, Parked, SegmentVersion } from '../row-store.js';
import {
  groupSegments,
  SEGMENT_COLUMNS,
  SEGMENT_INSERTED,
  segmentsInserted,
  type SegmentTuple,
} from '../sql/segment-rows.js';
import { identityFrom, openIdentitiesWhere, PROJECTION, SqlRows, type IdentityRow } from '../sql/sql-rows.js';
import type { Answer } from '../steps.js';

const HELD_MAX = 1_000;
const SUBJECTS_AHEAD_MAX = 200;
const WHOLE = new Set<string>(['valid_from', 'valid_to', 'known_from', 'known_to', 'fork', 'apart']);
const OPEN_SEGMENTS = `INSERT INTO segments_v1 (${SEGMENT_INSERTED.join(', ')})
  SELECT * FROM unnest(${SEGMENT_INSERTED.map((column) => `?::${WHOLE.has(column) ? 'bigint' : 'text'}[]`).join(', ')})`;
const CLOSE_SEGMENTS = `UPDATE segments_v1 AS segment SET known_to = closed.known_to, fork = closed.fork
  FROM unnest(?::bigint[], ?::bigint[], ?::bigint[]) AS closed (id, known_to, fork) WHERE segment.id = closed.id`;

const ADD_CONCERNS =
  'INSERT INTO concerns_v1 (subject, seq) SELECT * FROM unnest(?::text[], ?::bigint[]) ON CONFLICT DO NOTHING';
const CONCERNS_OF = 'SELECT subject, seq FROM concerns_v1 WHERE subject = ANY(?) ORDER BY seq';
const IDENTITIES_OF = openIdentitiesWhere('s.reference = ANY(?)');
const SEGMENTS_OF = `SELECT ${SEGMENT_COLUMNS} FROM segments_v1 WHERE subject = ANY(?) AND known_to = ${OPEN}`;

/** The statements of the projection within one transaction. */
export class PostgresRows extends SqlRows {
  private found: Checkpoint | null | undefined;
  private parkedStreams: Set<string> | null = null;
  private concerns: (readonly unknown[])[] = [];
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

  override async isParked(stream: string): Promise<boolean> {
    this.parkedStreams ??= new Set((await super.parked()).map((one) => one.stream));
    return this.parkedStreams.has(stream);
  }

  override park(parked: Parked): void {
    this.parkedStreams?.add(parked.stream);
    super.park(parked);
  }

  override addConcern(subject: string, seq: number): void {
    this.concerns.push([subject, seq]);
    if (this.concerns.length >= HELD_MAX) this.flush();
  }

  override subjectsOf(seq: number): Answer<string[]> {
    this.flush();
    return super.subjectsOf(seq);
  }

  async readAhead(subjects: readonly string[]): Promise<void> {
    this.flush();
    for (let from = 0; from < subjects.length; from += SUBJECTS_AHEAD_MAX)
      await this.readOf(subjects.slice(from, from + SUBJECTS_AHEAD_MAX));
  }

  override developmentsConcerning(subject: string): Answer<RecordedDevelopment[]> {
    const known = this.ahead.get(subject);
    if (known) return this.developments(known.seqs);
    this.flush();
    return super.developmentsConcerning(subject);
  }

  override openSegments(subject: string): Answer<SegmentVersion[]> {
    return this.ahead.get(subject)?.segments ?? super.openSegments(subject);
  }

  /** The last that is asked of a subject. */
  override openIdentity(subject: string): Answer<IdentityVersion | null> {
    const known = this.ahead.get(subject);
    this.ahead.delete(subject);
    return known ? known.identity : super.openIdentity(subject);
  }

  private async readOf(subjects: readonly string[]): Promise<void> {
    const owners = subjects.flatMap((subject) => [subject, caseSubjectName(subject)]);
    const [concerns, segments, identities] = await Promise.all([
      this.sql.tuples<[subject: string, seq: number]>(CONCERNS_OF, subjects),
      this.sql.tuples<SegmentTuple>(SEGMENTS_OF, owners),
      this.sql.all<IdentityRow>(IDENTITIES_OF, subjects),
    ]);
    const seqs = grouped(concerns, ([subject]) => subject);
    const versions = grouped(groupSegments(segments), ({ subject, kind }) =>
      kind === 'case' ? subject.slice(caseSubjectName('').length) : subject,
    );
    const labels = grouped(identities, ({ reference }) => reference);
    for (const subject of subjects)
      this.ahead.set(subject, {
        seqs: (seqs.get(subject) ?? []).map(([, seq]) => seq),
        segments: versions.get(subject) ?? [],
        identity: identityFrom(labels.get(subject) ?? []),
      });
    await this.developments([...new Set(concerns.map(([, seq]) => seq))]);
  }

  override insertSegment(version: SegmentVersion): void {
    this.opened.push(...segmentsInserted(version));
    if (this.opened.length >= HELD_MAX) this.flush();
  }

  override closeSegment(version: SegmentVersion): void {
    for (const id of version.ids) this.closed.push([id, version.knownTo, forkOf(version)]);
    if (this.closed.length >= HELD_MAX) this.flush();
  }

  /** Writes what was held back to be written together: before it is read, and before the end. */
  flush(): void {
    if (this.concerns.length > 0) this.sql.write(ADD_CONCERNS, ...columnsOf(this.concerns));
    this.concerns = [];
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
  readonly seqs: readonly number[];
  readonly segments: SegmentVersion[];
  readonly identity: IdentityVersion | null;
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
