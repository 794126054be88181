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
  type Day,
  type Segment,
  type SpellQuery,
  type StatusQuery,
  type SubjectRow,
  type Turn,
} from '#domain';
import { developmentsAbout, membersAddedBy } from '../about-case.js';
import { labelOf } from '../identity.js';
import { BEFORE_ALL } from '../moments.js';
import { partySubject } from '../named-by.js';
import { Stage } from '../stage.js';
import { Board } from './board.js';
import { Spans } from './spans.js';
import type { Statements } from './statements.js';
import { developmentsAt } from './developments.js';
import type { DevelopmentCache } from './development-cache.js';
import { allTimelines, timelineIn, KNOWN_AT } from './timeline-rows.js';
import { SEGMENT_COLUMNS, type SegmentTuple } from './segment-rows.js';

const SUBJECT_COLUMNS = 'reference, kind, country, name';

/** What the reader asks: statements, and the developments that were read lately. */
export interface RowSource {
  readonly sql: Statements;
  readonly cache: DevelopmentCache;
}

/** Answers from the rows. Each question is one or a few indexed reads, whatever the days it asks about. */
export class SqlReader implements RecordReader {
  private readonly source: () => RowSource | Promise<RowSource>;

  /** @param source a function where it is not known yet which rows will answer; it must give the same ones at each call */
  constructor(source: RowSource | (() => Promise<RowSource>)) {
    this.source = typeof source === 'function' ? source : () => source;
  }

  async momentAt(knownBy: number | null): Promise<Moment> {
    const { sql: db } = await this.source();
    const last = 'SELECT seq, position FROM developments_v1';
    const moment = await (knownBy === null
      ? db.one<Moment>(`${last} ORDER BY seq DESC LIMIT 1`)
      : db.one<Moment>(`${last} WHERE known_since_ms <= ? ORDER BY known_since_ms DESC, seq DESC LIMIT 1`, knownBy));
    return moment ?? BEFORE_ALL;
  }

  async momentOf(position: string): Promise<Moment | null> {
    const { sql: db } = await this.source();
    if (position === BEFORE_ALL.position) return BEFORE_ALL;
    const sql = 'SELECT seq, position FROM developments_v1 WHERE position = ?';
    return (await db.one<Moment>(sql, position)) ?? null;
  }

  async subject(reference: string, { seq }: Moment): Promise<SubjectRow | null> {
    const { sql: db } = await this.source();
    const known = 'known_from <= ? AND known_to > ?';
    const named = await db.value<string>(
      `SELECT reference FROM labels_v1 WHERE label = ? AND ${known} ORDER BY reference = ? DESC, known_from, reference LIMIT 1`,
      labelOf(reference),
      seq,
      seq,
      reference,
    );
    if (named === undefined) return null;
    const sql = `SELECT ${SUBJECT_COLUMNS} FROM subjects_v1 WHERE reference = ? AND ${known}`;
    return (await db.one<SubjectRow>(sql, named, seq, seq)) ?? null;
  }

  async subjectsNamed(references: readonly string[], { seq }: Moment): Promise<ReadonlyMap<string, SubjectRow>> {
    const { sql: db } = await this.source();
    const theirs = db.dialect.isOneOf('reference', references);
    const sql = `SELECT ${SUBJECT_COLUMNS} FROM subjects_v1 WHERE ${theirs.text} AND known_from <= ? AND known_to > ?`;
    const subjects = await db.all<SubjectRow>(sql, ...theirs.values, seq, seq);
    return new Map(subjects.map((subject) => [subject.reference, subject]));
  }

  async subjects({ seq }: Moment, kind?: SubjectRow['kind']): Promise<readonly SubjectRow[]> {
    const { sql: db } = await this.source();
    const kinds = kind ? [kind, kind] : ['individual', 'collective'];
    const sql = `SELECT ${SUBJECT_COLUMNS} FROM subjects_v1 WHERE known_from <= ? AND known_to > ? AND kind IN (?, ?) ORDER BY reference`;
    return db.all<SubjectRow>(sql, seq, seq, ...kinds);
  }

  async segments(subject: string, { moment, asOf, lens }: StatusQuery): Promise<ReadonlyMap<string, Segment>> {
    const { sql: db } = await this.source();
    const onDay = new Map<string, Segment>();
    const sql = `SELECT ${SEGMENT_COLUMNS} FROM segments_v1 ${db.dialect.by('timeline_v1')} WHERE subject = ? AND ${KNOWN_AT} AND lens IN ('working', ?) AND listed_under = value ORDER BY valid_from`;
    const rows = await db.tuples<SegmentTuple>(sql, subject, moment.seq, moment.seq, lens);
    for (const [view, timeline] of allTimelines(rows, lens)) {
      const segment = timeline.find(({ from, to }) => from <= asOf && asOf < to);
      if (segment) onDay.set(view, segment);
    }
    return onDay;
  }

  async timeline(subject: string, view: string, moment: Moment, lens: Lens): Promise<readonly Segment[]> {
    const rows = await this.rowsOfView([subject], { view, moment, lens });
    return timelineIn(rows, viewNamed(view)!, lens);
  }

  async boardCounts(query: BoardQuery): Promise<readonly BoardCount[]> {
    const { sql: db } = await this.source();
    return new Board(db).counts(query);
  }

  async boardRows(query: BoardQuery, after: string | null, limit: number): Promise<readonly Placed[]> {
    const few = fewOf(query);
    if (few) return (await this.placed(few.filter(isAfter(after)), query)).filter(isListedIn(query)).slice(0, limit);
    const { sql: db } = await this.source();
    return this.placed(await new Board(db).page(query, after, limit), query);
  }

  async groups(query: BoardQuery): Promise<readonly Placed[]> {
    const { sql: db } = await this.source();
    const placed = await this.placed(await new Board(db).groups(query), query);
    return placed.map(({ reference, segment }) => ({ reference: reference.slice('group:'.length), segment }));
  }

  async spells(query: SpellQuery, after: string | null, limit: number): Promise<readonly Placed[]> {
    const { sql: db } = await this.source();
    return new Spans(db).spells(query, after, limit);
  }

  async turns(from: Day, to: Day, moment: Moment): Promise<readonly Turn[]> {
    const { sql: db } = await this.source();
    return new Spans(db).turns(from, to, moment);
  }

  async developmentsAfter(seq: number, moment: Moment, limit: number): Promise<readonly RecordedDevelopment[]> {
    const { sql: db } = await this.source();
    const sql = 'SELECT seq FROM developments_v1 WHERE seq > ? AND seq <= ? AND json IS NOT NULL ORDER BY seq LIMIT ?';
    return this.developmentsAt(await db.values<number>(sql, seq, moment.seq, limit));
  }

  async developments(seqs: readonly number[]): Promise<ReadonlyMap<number, RecordedDevelopment>> {
    const found = await this.developmentsAt([...new Set(seqs)]);
    return new Map(found.map((one) => [one.seq, one]));
  }

  async developmentsOf(reference: string, moment: Moment): Promise<readonly RecordedDevelopment[]> {
    return developmentsAbout(reference, await this.concerning(reference, moment));
  }

  async everMembers(reference: string, moment: Moment): Promise<readonly string[]> {
    const { sql: db } = await this.source();
    const sql = `SELECT root FROM members_v1 WHERE case_ref = ? UNION
      SELECT d.seq FROM members_v1 m JOIN developments_v1 d ON d.root = m.root AND d.root <> d.seq WHERE m.case_ref = ? ORDER BY 1`;
    const seqs = await db.values<number>(sql, reference, reference);
    const developments = await this.developmentsAt(seqs.filter((seq) => seq <= moment.seq));
    return membersAddedBy(reference, knownEvents(developments));
  }

  async partyCountries(name: string, moment: Moment): Promise<readonly string[]> {
    const { sql: db } = await this.source();
    const sql = 'SELECT country FROM parties_v1 WHERE name = ? ORDER BY country';
    const named: string[] = [];
    for (const country of await db.values<string>(sql, name)) {
      const subject = partySubject(country, name);
      const stage = new Stage(subject, await this.concerning(subject, moment));
      if (stage.history('party')!.hits.some(({ known }) => partyNamedBy(known) === name)) named.push(country);
    }
    return named;
  }

  async incompleteSince(reference: string): Promise<{ readonly stream: string; readonly revision: number } | null> {
    const { sql: db } = await this.source();
    // As good as always nothing is parked, and then nobody's record stops anywhere.
    if ((await db.value('SELECT 1 FROM parked_v1 LIMIT 1')) === undefined) return null;
    const theirs =
      "stream = ? OR stream IN (SELECT stream FROM waiting_v1 WHERE reference = ?) OR stream IN (SELECT 'case-' || case_ref FROM members_v1 WHERE person = ?)";
    const found = await db.one<{ stream: string; revision: number }>(
      `SELECT stream, revision FROM parked_v1 WHERE ${theirs} ORDER BY seq LIMIT 1`,
      streamOf(reference),
      reference,
      reference,
    );
    return found ?? null;
  }

  private async placed(subjects: readonly string[], query: BoardQuery): Promise<Placed[]> {
    const { lens, asOf } = query;
    const view = viewNamed(query.view)!;
    const rows = await this.rowsOfView(subjects, query);
    const bySubject = new Map<string, SegmentTuple[]>(subjects.map((subject) => [subject, []]));
    for (const row of rows) bySubject.get(row[1])!.push(row);
    return subjects.map((reference) => {
      const segments = timelineIn(bySubject.get(reference)!, view, lens);
      const segment = segments.find(({ from, to }) => from <= asOf && asOf < to);
      return { reference, segment: segment ?? timelineIn([], view, lens, true)[0]! };
    });
  }

  private async rowsOfView(
    subjects: readonly string[],
    { view, moment: { seq }, lens }: Pick<BoardQuery, 'view' | 'moment' | 'lens'>,
  ): Promise<SegmentTuple[]> {
    const { sql: db } = await this.source();
    const theirs = db.dialect.isOneOf('subject', subjects);
    const sql = `SELECT ${SEGMENT_COLUMNS} FROM segments_v1 ${db.dialect.by('timeline_v1')} WHERE ${theirs.text} AND view = ? AND ${KNOWN_AT} AND lens IN ('working', ?) AND listed_under = value ORDER BY valid_from`;
    return db.tuples<SegmentTuple>(sql, ...theirs.values, view, seq, seq, lens);
  }

  private async concerning(subject: string, moment: Moment): Promise<RecordedDevelopment[]> {
    const { sql: db } = await this.source();
    const sql = 'SELECT seq FROM concerns_v1 WHERE subject = ? AND seq <= ? ORDER BY seq';
    return this.developmentsAt(await db.values<number>(sql, subject, moment.seq));
  }

  private async developmentsAt(seqs: readonly number[]): Promise<RecordedDevelopment[]> {
    const { sql: db, cache } = await this.source();
    return developmentsAt(seqs, db, cache);
  }
}

const FEW_MAX = 500;

/** The people of a small board, each of whom is looked up faster than all are searched; null where it is not one. */
function fewOf({ view, value, among, country }: BoardQuery): readonly string[] | null {
  const isOfFirst = value === viewNamed(view)!.values[0];
  return among && among.length <= FEW_MAX && country === undefined && !isOfFirst ? among.toSorted() : null;
}

const isAfter =
  (after: string | null) =>
  (reference: string): boolean =>
    after === null || reference > after;

/** By its own value or, where that is only possible, another one. */
function isListedIn({ view, value }: BoardQuery): (placed: Placed) => boolean {
  const asked = value === undefined ? viewNamed(view)!.values.slice(1) : [value];
  return ({ segment }) => [segment.value, ...segment.otherwise].some((one) => asked.includes(one));
}
