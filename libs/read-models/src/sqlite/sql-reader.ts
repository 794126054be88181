import {
  knownEvents,
  partyNamedBy,
  streamOf,
  viewNamed,
  type BoardCount,
  type BoardQuery,
  type Lens,
  type Moment,
  type Placed,
  type RecordedDevelopment,
  type RecordReader,
  type Segment,
  type SpellQuery,
  type StatusQuery,
  type SubjectRow,
  type Day,
  type Turn,
} from '#domain';
import { developmentsAbout, membersAddedBy } from '../about-case.js';
import { labelOf } from '../identity.js';
import { BEFORE_ALL } from '../moments.js';
import { partySubject } from '../named-by.js';
import { Stage } from '../stage.js';
import { Board } from './board.js';
import { Spans } from './spans.js';
import type { SqliteRowStore } from './sqlite-row-store.js';
import { allTimelines, timelineIn, KNOWN_AT } from './timeline-rows.js';
import type { SegmentTuple } from './segment-rows.js';
import { SEGMENT_COLUMNS } from './segment-rows.js';

const SUBJECT_COLUMNS = 'reference, kind, country, name';

/** Answers from the rows. Each question is one or a few indexed reads, whatever the days it asks about. */
export class SqlReader implements RecordReader {
  private readonly board: Board;
  private readonly spans: Spans;

  constructor(private readonly store: SqliteRowStore) {
    this.board = new Board(store);
    this.spans = new Spans(store);
  }

  async momentAt(knownBy: number | null): Promise<Moment> {
    const last = 'SELECT seq, position FROM developments_v1';
    const moment =
      knownBy === null
        ? this.get<Moment>(`${last} ORDER BY seq DESC LIMIT 1`)
        : this.get<Moment>(`${last} WHERE known_since_ms <= ? ORDER BY known_since_ms DESC, seq DESC LIMIT 1`, knownBy);
    return Promise.resolve(moment ?? BEFORE_ALL);
  }

  async momentOf(position: string): Promise<Moment | null> {
    if (position === BEFORE_ALL.position) return BEFORE_ALL;
    return Promise.resolve(
      this.get<Moment>('SELECT seq, position FROM developments_v1 WHERE position = ?', position) ?? null,
    );
  }

  async subject(reference: string, { seq }: Moment): Promise<SubjectRow | null> {
    const known = 'known_from <= ? AND known_to > ?';
    const named = this.get<{ reference: string }>(
      `SELECT reference FROM labels_v1 WHERE label = ? AND ${known} ORDER BY reference = ? DESC, known_from, reference LIMIT 1`,
      labelOf(reference),
      seq,
      seq,
      reference,
    );
    if (!named) return Promise.resolve(null);
    const sql = `SELECT ${SUBJECT_COLUMNS} FROM subjects_v1 WHERE reference = ? AND ${known}`;
    return this.get<SubjectRow>(sql, named.reference, seq, seq) ?? null;
  }

  async subjects({ seq }: Moment, kind?: SubjectRow['kind']): Promise<readonly SubjectRow[]> {
    const where = `known_from <= ? AND known_to > ? AND kind IN (?, ?)`;
    const kinds = kind ? [kind, kind] : ['individual', 'collective'];
    return Promise.resolve(
      this.all<SubjectRow>(
        `SELECT ${SUBJECT_COLUMNS} FROM subjects_v1 WHERE ${where} ORDER BY reference`,
        seq,
        seq,
        ...kinds,
      ),
    );
  }

  async segments(subject: string, { moment, asOf, lens }: StatusQuery): Promise<ReadonlyMap<string, Segment>> {
    const onDay = new Map<string, Segment>();
    for (const [view, timeline] of allTimelines(this.rows(subject, moment, lens), lens)) {
      const segment = timeline.find(({ from, to }) => from <= asOf && asOf < to);
      if (segment) onDay.set(view, segment);
    }
    return Promise.resolve(onDay);
  }

  async timeline(subject: string, view: string, moment: Moment, lens: Lens): Promise<readonly Segment[]> {
    return Promise.resolve(timelineIn(this.rowsOfView(subject, view, moment, lens), viewNamed(view)!, lens));
  }

  async boardCounts(query: BoardQuery): Promise<readonly BoardCount[]> {
    return Promise.resolve(this.board.counts(query));
  }

  async boardRows(query: BoardQuery, after: string | null, limit: number): Promise<readonly Placed[]> {
    const references = this.board.page(query, after, limit);
    return Promise.resolve(references.map((reference) => ({ reference, segment: this.placed(reference, query) })));
  }

  async groups(query: BoardQuery): Promise<readonly Placed[]> {
    const names = this.board.groups(query);
    return Promise.resolve(
      names.map((name) => ({ reference: name.slice('group:'.length), segment: this.placed(name, query) })),
    );
  }

  async spells(query: SpellQuery, after: string | null, limit: number): Promise<readonly Placed[]> {
    return Promise.resolve(this.spans.spells(query, after, limit));
  }

  async turns(from: Day, to: Day, moment: Moment): Promise<readonly Turn[]> {
    return Promise.resolve(this.spans.turns(from, to, moment));
  }

  async developmentsAfter(seq: number, moment: Moment, limit: number): Promise<readonly RecordedDevelopment[]> {
    const { statements } = this.store;
    const sql = 'SELECT seq FROM developments_v1 WHERE seq > ? AND seq <= ? AND json IS NOT NULL ORDER BY seq LIMIT ?';
    const seqs = this.all<{ seq: number }>(sql, seq, moment.seq, limit).map((one) => one.seq);
    return Promise.resolve(statements.cache.all(seqs, (one) => statements.json(one)));
  }

  async developments(seqs: readonly number[]): Promise<ReadonlyMap<number, RecordedDevelopment>> {
    const { statements } = this.store;
    const found = statements.cache.all([...new Set(seqs)], (seq) => statements.json(seq));
    return Promise.resolve(new Map(found.map((one) => [one.seq, one])));
  }

  async developmentsOf(reference: string, moment: Moment): Promise<readonly RecordedDevelopment[]> {
    return Promise.resolve(developmentsAbout(reference, this.concerning(reference, moment)));
  }

  async everMembers(reference: string, moment: Moment): Promise<readonly string[]> {
    const { statements } = this.store;
    const roots = this.all<{ root: number }>(
      'SELECT DISTINCT root FROM members_v1 WHERE case_ref = ? ORDER BY root',
      reference,
    );
    const developments = roots.flatMap(({ root }) => statements.cluster(root)).filter((one) => one.seq <= moment.seq);
    return Promise.resolve(membersAddedBy(reference, knownEvents(developments.sort((a, b) => a.seq - b.seq))));
  }

  async partyCountries(name: string, moment: Moment): Promise<readonly string[]> {
    const candidates = this.all<{ country: string }>(
      'SELECT country FROM parties_v1 WHERE name = ? ORDER BY country',
      name,
    );
    const isNamed = ({ country }: { country: string }): boolean => {
      const stage = new Stage(partySubject(country, name), this.concerning(partySubject(country, name), moment));
      return stage.history('party')!.hits.some(({ known }) => partyNamedBy(known) === name);
    };
    return Promise.resolve(candidates.filter(isNamed).map(({ country }) => country));
  }

  async incompleteSince(reference: string): Promise<{ readonly stream: string; readonly revision: number } | null> {
    // As good as always nothing is parked, and then nobody's record stops anywhere.
    if (!this.get('SELECT 1 FROM parked_v1 LIMIT 1')) return Promise.resolve(null);
    const theirs =
      "stream = ? OR stream IN (SELECT stream FROM waiting_v1 WHERE reference = ?) OR stream IN (SELECT 'case-' || case_ref FROM members_v1 WHERE person = ?)";
    const found = this.get<{ stream: string; revision: number }>(
      `SELECT stream, revision FROM parked_v1 WHERE ${theirs} ORDER BY seq LIMIT 1`,
      streamOf(reference),
      reference,
      reference,
    );
    return Promise.resolve(found ?? null);
  }

  private placed(subject: string, { view, lens, moment, asOf }: BoardQuery): Segment {
    const segments = timelineIn(this.rowsOfView(subject, view, moment, lens), viewNamed(view)!, lens);
    return (
      segments.find(({ from, to }) => from <= asOf && asOf < to) ?? timelineIn([], viewNamed(view)!, lens, true)[0]!
    );
  }

  private rows(subject: string, { seq }: Moment, lens: Lens): SegmentTuple[] {
    const sql = `SELECT ${SEGMENT_COLUMNS} FROM segments_v1 WHERE subject = ? AND ${KNOWN_AT} AND lens IN ('working', ?) AND listed_under = value ORDER BY valid_from`;
    return this.store.statements.prepared(sql).raw().all(subject, seq, seq, lens) as SegmentTuple[];
  }

  private rowsOfView(subject: string, view: string, { seq }: Moment, lens: Lens): SegmentTuple[] {
    const sql = `SELECT ${SEGMENT_COLUMNS} FROM segments_v1 WHERE subject = ? AND view = ? AND ${KNOWN_AT} AND lens IN ('working', ?) AND listed_under = value ORDER BY valid_from`;
    return this.store.statements.prepared(sql).raw().all(subject, view, seq, seq, lens) as SegmentTuple[];
  }

  private concerning(subject: string, moment: Moment): RecordedDevelopment[] {
    return this.store.statements.developmentsConcerning(subject).filter((one) => one.seq <= moment.seq);
  }

  private get<T>(sql: string, ...values: unknown[]): T | undefined {
    return this.store.statements.prepared(sql).get(...values) as T | undefined;
  }

  private all<T>(sql: string, ...values: unknown[]): T[] {
    return this.store.statements.prepared(sql).all(...values) as T[];
  }
}
