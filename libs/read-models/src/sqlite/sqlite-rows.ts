import type { RecordedDevelopment } from '#domain';
import type { Database, Statement } from 'better-sqlite3';
import type { Projection } from '../projection.js';
import { OPEN } from '../rows.entities.js';
import type { Checkpoint, IdentityVersion, NewDevelopmentRow, Parked, Rows, SegmentVersion } from '../row-store.js';
import { DevelopmentCache } from './development-cache.js';
import { TableRows } from './table-rows.js';
import { groupSegments, SEGMENT_COLUMNS, type SegmentTuple } from './segment-rows.js';

const PROJECTION = 'timelines';

/** The statements of the projection, prepared once, answered at once. */
export class SqliteRows implements Rows {
  private readonly statements = new Map<string, Statement>();

  constructor(
    private readonly db: Database,
    readonly cache = new DevelopmentCache(),
  ) {}

  private readonly tables = new Map<Projection, TableRows<object>>();

  tableOf(projection: Projection): TableRows<object> {
    const known = this.tables.get(projection) ?? new TableRows(this.db, projection.row);
    this.tables.set(projection, known);
    return known;
  }

  checkpoint(): Checkpoint | null {
    const row = this.one<Checkpoint>(
      'SELECT seq, position, count, digest, rules FROM checkpoint_v1 WHERE projection = ?',
      PROJECTION,
    );
    return row ?? null;
  }

  saveCheckpoint({ seq, position, count, digest, rules }: Checkpoint): void {
    this.run(
      'INSERT OR REPLACE INTO checkpoint_v1 VALUES (?, ?, ?, ?, ?, ?)',
      PROJECTION,
      seq,
      position ?? '',
      count,
      digest,
      rules,
    );
  }

  revisionOf(stream: string): number {
    return this.value<number>('SELECT revision FROM streams_v1 WHERE stream = ?', stream) ?? -1;
  }

  saveRevision(stream: string, revision: number): void {
    this.run(
      'INSERT INTO streams_v1 VALUES (?, ?) ON CONFLICT DO UPDATE SET revision = excluded.revision',
      stream,
      revision,
    );
  }

  isParked(stream: string): boolean {
    return this.value('SELECT 1 FROM parked_v1 WHERE stream = ?', stream) !== undefined;
  }

  park({ stream, revision, seq, position, reason }: Parked): void {
    this.run(
      'INSERT OR IGNORE INTO parked_v1 (stream, revision, seq, position, reason) VALUES (?, ?, ?, ?, ?)',
      stream,
      revision,
      seq,
      position,
      reason,
    );
  }

  parked(): Parked[] {
    return this.statement(
      'SELECT stream, revision, seq, position, reason FROM parked_v1 ORDER BY seq',
    ).all() as Parked[];
  }

  placeOf(seq: number): { stream: string; revision: number; eventId: string } | undefined {
    return this.one('SELECT stream, revision, event_id AS eventId FROM developments_v1 WHERE seq = ?', seq);
  }

  addWaiting(reference: string, stream: string): void {
    this.run('INSERT OR IGNORE INTO waiting_v1 (reference, stream) VALUES (?, ?)', reference, stream);
  }

  insertDevelopment(row: NewDevelopmentRow): void {
    const { seq, position, eventId, stream, revision, type, knownSinceMs, key, root, development } = row;
    const json = development && JSON.stringify(development);
    if (development) this.cache.add(development);
    this.run(
      'INSERT INTO developments_v1 (seq, position, event_id, stream, revision, type, known_since_ms, key, root, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      seq, position, eventId, stream, revision, type, knownSinceMs, key, root, json,
    ); // prettier-ignore
  }

  rootNamed(stream: string, name: string): number | null {
    const byKey = this.value<number>(
      'SELECT root FROM developments_v1 WHERE stream = ? AND key = ? AND json IS NOT NULL',
      stream,
      name,
    );
    return (
      byKey ??
      this.value<number>('SELECT root FROM developments_v1 WHERE event_id = ? AND json IS NOT NULL', name) ??
      null
    );
  }

  cluster(root: number): RecordedDevelopment[] {
    return this.cache.all(this.clusterSeqs(root), (seq) => this.json(seq));
  }

  clusterSeqs(root: number): number[] {
    return [
      root,
      ...this.values<number>('SELECT seq FROM developments_v1 WHERE root = ? AND root <> seq ORDER BY seq', root),
    ];
  }

  rootOfOpening(stream: string): number | null {
    return (
      this.value<number>(
        "SELECT root FROM developments_v1 WHERE stream = ? AND revision = 0 AND type = 'CaseOpened'",
        stream,
      ) ?? null
    );
  }

  rootsOfStream(stream: string): number[] {
    return this.values<number>(
      'SELECT DISTINCT root FROM developments_v1 WHERE stream = ? AND json IS NOT NULL',
      stream,
    );
  }

  subjectsOf(seq: number): string[] {
    return this.values<string>('SELECT subject FROM concerns_v1 WHERE seq = ?', seq);
  }

  addConcern(subject: string, seq: number): void {
    this.run('INSERT OR IGNORE INTO concerns_v1 (subject, seq) VALUES (?, ?)', subject, seq);
  }

  addMention(name: string, root: number): boolean {
    return this.run('INSERT OR IGNORE INTO mentions_v1 (name, root) VALUES (?, ?)', name, root);
  }

  mentionsOf(root: number): string[] {
    return this.values<string>('SELECT name FROM mentions_v1 WHERE root = ?', root);
  }

  rootsMentioning({ key, eventId, stream }: RecordedDevelopment): number[] {
    return this.values<number>(
      'SELECT m.root FROM mentions_v1 m JOIN developments_v1 d ON d.seq = m.root WHERE m.name = ? AND d.stream = ? UNION SELECT root FROM mentions_v1 WHERE name = ?',
      key, stream, eventId,
    ); // prettier-ignore
  }

  addMember(caseReference: string, person: string, root: number): boolean {
    return this.run(
      'INSERT OR IGNORE INTO members_v1 (case_ref, person, root) VALUES (?, ?, ?)',
      caseReference,
      person,
      root,
    );
  }

  membersOf(caseReference: string): string[] {
    return this.values<string>('SELECT DISTINCT person FROM members_v1 WHERE case_ref = ?', caseReference);
  }

  addAmongEvent(caseReference: string, root: number): boolean {
    return this.run('INSERT OR IGNORE INTO among_events_v1 (case_ref, root) VALUES (?, ?)', caseReference, root);
  }

  amongEvents(caseReference: string): number[] {
    return this.values<number>('SELECT root FROM among_events_v1 WHERE case_ref = ?', caseReference);
  }

  addCountry(caseReference: string, country: string): boolean {
    return this.run(
      'INSERT OR IGNORE INTO case_countries_v1 (case_ref, country) VALUES (?, ?)',
      caseReference,
      country,
    );
  }

  countriesOf(caseReference: string): string[] {
    return this.values<string>('SELECT country FROM case_countries_v1 WHERE case_ref = ?', caseReference);
  }

  addParty(country: string, name: string): void {
    this.run('INSERT OR IGNORE INTO parties_v1 (country, name) VALUES (?, ?)', country, name);
  }

  developmentsConcerning(subject: string): RecordedDevelopment[] {
    return this.cache.all(
      this.values<number>('SELECT seq FROM concerns_v1 WHERE subject = ? ORDER BY seq', subject),
      (seq) => this.json(seq),
    );
  }

  /** A reference has timelines as a person and as a case. */
  openSegments(subject: string): SegmentVersion[] {
    const rows = this.statement(
      `SELECT ${SEGMENT_COLUMNS} FROM segments_v1 WHERE subject IN (?, ?) AND known_to = ${OPEN}`,
    ).raw();
    return groupSegments(rows.all(subject, `case:${subject}`) as SegmentTuple[]);
  }

  insertSegment(version: SegmentVersion): void {
    const { subject, kind, view, lens, from, to, knownFrom, knownTo, value, certainty, apart, otherwise, body } =
      version;
    const listed = certainty === 'possible' ? [value, ...(JSON.parse(otherwise) as string[])] : [value];
    for (const under of listed)
      this.run(
        'INSERT INTO segments_v1 (subject, kind, view, lens, valid_from, valid_to, known_from, known_to, value, certainty, listed_under, apart, otherwise, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        subject, kind, view, lens, from, to, knownFrom, knownTo, value, certainty, under, apart, otherwise, body,
      ); // prettier-ignore
  }

  closeSegment(id: number, knownTo: number): void {
    this.run('UPDATE segments_v1 SET known_to = ? WHERE id = ?', knownTo, id);
  }

  openIdentity(reference: string): IdentityVersion | null {
    const found = this.one<Omit<IdentityVersion, 'labels'>>(
      `SELECT reference, kind, country, name FROM subjects_v1 WHERE reference = ? AND known_to = ${OPEN}`,
      reference,
    );
    if (!found) return null;
    return {
      ...found,
      labels: this.values<string>(
        `SELECT label FROM labels_v1 WHERE reference = ? AND known_to = ${OPEN} ORDER BY id`,
        reference,
      ),
    };
  }

  insertIdentity(
    { reference, kind, country, name, labels }: IdentityVersion,
    knownFrom: number,
    knownTo: number,
  ): void {
    this.run(
      'INSERT INTO subjects_v1 (reference, kind, country, name, known_from, known_to) VALUES (?, ?, ?, ?, ?, ?)',
      reference,
      kind,
      country,
      name,
      knownFrom,
      knownTo,
    );
    for (const label of labels)
      this.run(
        'INSERT INTO labels_v1 (label, reference, known_from, known_to) VALUES (?, ?, ?, ?)',
        label,
        reference,
        knownFrom,
        knownTo,
      );
  }

  closeIdentity(reference: string, knownTo: number): void {
    this.run(`UPDATE subjects_v1 SET known_to = ? WHERE reference = ? AND known_to = ${OPEN}`, knownTo, reference);
    this.run(`UPDATE labels_v1 SET known_to = ? WHERE reference = ? AND known_to = ${OPEN}`, knownTo, reference);
  }

  subjectsAfter(subject: string, limit: number): string[] {
    return this.values<string>(
      'SELECT DISTINCT subject FROM concerns_v1 WHERE subject > ? ORDER BY subject LIMIT ?',
      subject,
      limit,
    );
  }

  json(seq: number): string | null {
    return this.value<string>('SELECT json FROM developments_v1 WHERE seq = ?', seq) ?? null;
  }

  /** For readers; the mode (`raw`, `pluck`) is set at each use. */
  prepared(sql: string): Statement {
    return this.statement(sql).raw(false).pluck(false);
  }

  private run(sql: string, ...values: unknown[]): boolean {
    return this.statement(sql).run(...values).changes > 0;
  }

  private one<T>(sql: string, ...values: unknown[]): T | undefined {
    return this.statement(sql).get(...values) as T | undefined;
  }

  private value<T>(sql: string, ...values: unknown[]): T | undefined {
    return this.statement(sql, true).get(...values) as T | undefined;
  }

  private values<T>(sql: string, ...values: unknown[]): T[] {
    return this.statement(sql, true).all(...values) as T[];
  }

  private statement(sql: string, pluck?: boolean): Statement {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.db.prepare(sql);
    if (pluck) statement.pluck();
    this.statements.set(sql, statement);
    return statement;
  }
}
