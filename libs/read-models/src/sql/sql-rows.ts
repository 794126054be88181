import type { RecordedDevelopment } from '#domain';
import type { Projection, ProjectionRows } from '../projection.js';
import { forkOf } from '../fork.js';
import { OPEN } from '../rows.entities.js';
import type {
  Checkpoint,
  IdentityVersion,
  NewDevelopmentRow,
  Parked,
  Place,
  Rows,
  SegmentVersion,
} from '../row-store.js';
import { then, type Answer } from '../steps.js';
import type { DevelopmentCache } from './development-cache.js';
import { developmentsAt } from './developments.js';
import {
  groupSegments,
  SEGMENT_COLUMNS,
  SEGMENT_INSERTED,
  segmentsInserted,
  type SegmentTuple,
} from './segment-rows.js';
import type { Statements } from './statements.js';
import { TableRows } from './table-rows.js';

export const PROJECTION = 'timelines';

const INSERT_SEGMENT = `INSERT INTO segments_v1 (${SEGMENT_INSERTED.join(', ')}) VALUES (${SEGMENT_INSERTED.map(() => '?').join(', ')})`;

/** The statements that the projection is made of, the same for every database. */
export class SqlRows implements Rows {
  private readonly tables = new Map<Projection, ProjectionRows<object>>();

  constructor(
    readonly sql: Statements,
    readonly cache: DevelopmentCache,
  ) {}

  tableOf(projection: Projection): ProjectionRows<object> {
    const known = this.tables.get(projection) ?? new TableRows(this.sql, projection.row);
    this.tables.set(projection, known);
    return known;
  }

  checkpoint(): Answer<Checkpoint | null> {
    const sql = 'SELECT seq, position, count, digest, rules FROM checkpoint_v1 WHERE projection = ?';
    return then(this.sql.one<Checkpoint>(sql, PROJECTION), (row) => row ?? null);
  }

  saveCheckpoint({ seq, position, count, digest, rules }: Checkpoint): Answer<void> {
    this.sql.write(
      `INSERT INTO checkpoint_v1 (projection, seq, position, count, digest, rules) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (projection) DO UPDATE SET seq = excluded.seq, position = excluded.position, count = excluded.count,
       digest = excluded.digest, rules = excluded.rules`,
      PROJECTION,
      seq,
      position ?? '',
      count,
      digest,
      rules,
    );
  }

  revisionOf(stream: string): Answer<number> {
    const sql = 'SELECT revision FROM streams_v1 WHERE stream = ?';
    return then(this.sql.value<number>(sql, stream), (revision) => revision ?? -1);
  }

  saveRevision(stream: string, revision: number): void {
    this.sql.write(
      'INSERT INTO streams_v1 (stream, revision) VALUES (?, ?) ON CONFLICT (stream) DO UPDATE SET revision = excluded.revision',
      stream,
      revision,
    );
  }

  isParked(stream: string): Answer<boolean> {
    return then(this.sql.value('SELECT 1 FROM parked_v1 WHERE stream = ?', stream), (found) => found !== undefined);
  }

  park({ stream, revision, seq, position, reason }: Parked): void {
    this.sql.write(
      'INSERT INTO parked_v1 (stream, revision, seq, position, reason) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      stream,
      revision,
      seq,
      position,
      reason,
    );
  }

  parked(): Answer<Parked[]> {
    return this.sql.all<Parked>('SELECT stream, revision, seq, position, reason FROM parked_v1 ORDER BY seq');
  }

  placeOf(seq: number): Answer<Place | undefined> {
    return this.sql.one('SELECT stream, revision, event_id AS "eventId" FROM developments_v1 WHERE seq = ?', seq);
  }

  addWaiting(reference: string, stream: string): void {
    this.sql.write(
      'INSERT INTO waiting_v1 (reference, stream) VALUES (?, ?) ON CONFLICT DO NOTHING',
      reference,
      stream,
    );
  }

  insertDevelopment(row: NewDevelopmentRow): void {
    const { seq, position, eventId, stream, revision, type, knownSinceMs, key, root, development } = row;
    const json = development && JSON.stringify(development);
    if (development) this.cache.add(development);
    this.sql.write(
      'INSERT INTO developments_v1 (seq, position, event_id, stream, revision, type, known_since_ms, key, root, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      seq, position, eventId, stream, revision, type, knownSinceMs, key, root, json,
    ); // prettier-ignore
  }

  /** A key of the stream goes before an event id. */
  rootNamed(stream: string, name: string): Answer<number | null> {
    const sql = `SELECT root FROM (
      SELECT 0 AS turn, root FROM developments_v1 WHERE stream = ? AND key = ? AND json IS NOT NULL
      UNION ALL SELECT 1, root FROM developments_v1 WHERE event_id = ? AND json IS NOT NULL) AS named ORDER BY turn LIMIT 1`;
    return then(this.sql.value<number>(sql, stream, name, name), (root) => root ?? null);
  }

  cluster(root: number): Answer<RecordedDevelopment[]> {
    return then(this.clusterSeqs(root), (seqs) => this.developments(seqs));
  }

  clusterSeqs(root: number): Answer<number[]> {
    const sql = 'SELECT seq FROM developments_v1 WHERE root = ? AND root <> seq ORDER BY seq';
    return then(this.sql.values<number>(sql, root), (seqs) => [root, ...seqs]);
  }

  rootOfOpening(stream: string): Answer<number | null> {
    const sql = "SELECT root FROM developments_v1 WHERE stream = ? AND revision = 0 AND type = 'CaseOpened'";
    return then(this.sql.value<number>(sql, stream), (root) => root ?? null);
  }

  rootsOfStream(stream: string): Answer<number[]> {
    return this.sql.values<number>(
      'SELECT DISTINCT root FROM developments_v1 WHERE stream = ? AND json IS NOT NULL',
      stream,
    );
  }

  subjectsOf(seq: number): Answer<string[]> {
    return this.sql.values<string>('SELECT subject FROM concerns_v1 WHERE seq = ?', seq);
  }

  addConcern(subject: string, seq: number): void {
    this.sql.write('INSERT INTO concerns_v1 (subject, seq) VALUES (?, ?) ON CONFLICT DO NOTHING', subject, seq);
  }

  addMention(name: string, root: number): Answer<boolean> {
    return this.sql.changes('INSERT INTO mentions_v1 (name, root) VALUES (?, ?) ON CONFLICT DO NOTHING', name, root);
  }

  mentionsOf(root: number): Answer<string[]> {
    return this.sql.values<string>('SELECT name FROM mentions_v1 WHERE root = ?', root);
  }

  rootsMentioning({ key, eventId, stream }: RecordedDevelopment): Answer<number[]> {
    return this.sql.values<number>(
      'SELECT m.root FROM mentions_v1 m JOIN developments_v1 d ON d.seq = m.root WHERE m.name = ? AND d.stream = ? UNION SELECT root FROM mentions_v1 WHERE name = ?',
      key, stream, eventId,
    ); // prettier-ignore
  }

  addMember(caseReference: string, person: string, root: number): Answer<boolean> {
    return this.sql.changes(
      'INSERT INTO members_v1 (case_ref, person, root) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      caseReference,
      person,
      root,
    );
  }

  membersOf(caseReference: string): Answer<string[]> {
    return this.sql.values<string>('SELECT DISTINCT person FROM members_v1 WHERE case_ref = ?', caseReference);
  }

  addAmongEvent(caseReference: string, root: number): Answer<boolean> {
    return this.sql.changes(
      'INSERT INTO among_events_v1 (case_ref, root) VALUES (?, ?) ON CONFLICT DO NOTHING',
      caseReference,
      root,
    );
  }

  amongEvents(caseReference: string): Answer<number[]> {
    return this.sql.values<number>('SELECT root FROM among_events_v1 WHERE case_ref = ?', caseReference);
  }

  addCountry(caseReference: string, country: string): Answer<boolean> {
    return this.sql.changes(
      'INSERT INTO case_countries_v1 (case_ref, country) VALUES (?, ?) ON CONFLICT DO NOTHING',
      caseReference,
      country,
    );
  }

  countriesOf(caseReference: string): Answer<string[]> {
    return this.sql.values<string>('SELECT country FROM case_countries_v1 WHERE case_ref = ?', caseReference);
  }

  addParty(country: string, name: string): void {
    this.sql.write('INSERT INTO parties_v1 (country, name) VALUES (?, ?) ON CONFLICT DO NOTHING', country, name);
  }

  developmentsConcerning(subject: string): Answer<RecordedDevelopment[]> {
    const sql = 'SELECT seq FROM concerns_v1 WHERE subject = ? ORDER BY seq';
    return then(this.sql.values<number>(sql, subject), (seqs) => this.developments(seqs));
  }

  /** A reference has timelines as a person and as a case. */
  openSegments(subject: string): Answer<SegmentVersion[]> {
    const sql = `SELECT ${SEGMENT_COLUMNS} FROM segments_v1 WHERE subject IN (?, ?) AND known_to = ${OPEN}`;
    return then(this.sql.tuples<SegmentTuple>(sql, subject, `case:${subject}`), groupSegments);
  }

  insertSegment(version: SegmentVersion): void {
    for (const row of segmentsInserted(version)) this.sql.write(INSERT_SEGMENT, ...row);
  }

  closeSegment(version: SegmentVersion): void {
    for (const id of version.ids)
      this.sql.write(
        'UPDATE segments_v1 SET known_to = ?, fork = ? WHERE id = ?',
        version.knownTo,
        forkOf(version),
        id,
      );
  }

  openIdentity(reference: string): Answer<IdentityVersion | null> {
    return then(this.sql.all<IdentityRow>(OPEN_IDENTITY, reference), identityFrom);
  }

  insertIdentity(identity: IdentityVersion, knownFrom: number, knownTo: number): void {
    const { reference, kind, country, name, labels } = identity;
    this.sql.write(
      'INSERT INTO subjects_v1 (reference, kind, country, name, known_from, known_to) VALUES (?, ?, ?, ?, ?, ?)',
      reference, kind, country, name, knownFrom, knownTo,
    ); // prettier-ignore
    for (const label of labels)
      this.sql.write(
        'INSERT INTO labels_v1 (label, reference, known_from, known_to) VALUES (?, ?, ?, ?)',
        label, reference, knownFrom, knownTo,
      ); // prettier-ignore
  }

  closeIdentity(reference: string, knownTo: number): void {
    for (const table of ['subjects_v1', 'labels_v1'])
      this.sql.write(`UPDATE ${table} SET known_to = ? WHERE reference = ? AND known_to = ${OPEN}`, knownTo, reference);
  }

  subjectsAfter(subject: string, limit: number): Answer<string[]> {
    return this.sql.values<string>(
      'SELECT DISTINCT subject FROM concerns_v1 WHERE subject > ? ORDER BY subject LIMIT ?',
      subject,
      limit,
    );
  }

  /** Those that could be read, in the order asked for. */
  developments(seqs: readonly number[]): Answer<RecordedDevelopment[]> {
    return developmentsAt(seqs, this.sql, this.cache);
  }
}

/** An identity with one of its labels. */
export type IdentityRow = Omit<IdentityVersion, 'labels'> & { readonly label: string | null };

export const openIdentitiesWhere = (condition: string): string =>
  `SELECT s.reference, s.kind, s.country, s.name, l.label FROM subjects_v1 s
   LEFT JOIN labels_v1 l ON l.reference = s.reference AND l.known_to = ${OPEN}
   WHERE ${condition} AND s.known_to = ${OPEN} ORDER BY l.id`;
const OPEN_IDENTITY = openIdentitiesWhere('s.reference = ?');

export function identityFrom(rows: readonly IdentityRow[]): IdentityVersion | null {
  const [first] = rows;
  if (!first) return null;
  const { reference, kind, country, name } = first;
  return { reference, kind, country, name, labels: rows.map(({ label }) => label).filter((one) => one !== null) };
}
