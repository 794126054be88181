import { PERSON_VIEWS, type Day, type Moment, type Placed, type SpellQuery, type Turn } from '#domain';
import { byDay } from '../turns.js';
import { bitOf } from '../versions.js';
import { segmentOf, SEGMENT_COLUMNS, type SegmentTuple } from './segment-rows.js';
import type { SqliteRowStore } from './sqlite-row-store.js';

const OF_VIEW = "kind = 'person' AND view = ? AND lens = ?";
const KNOWN = 'known_from <= ? AND known_to > ?';

/** Statuses by their spans of days, out of the index of the board. */
export class Spans {
  constructor(private readonly store: SqliteRowStore) {}

  spells({ view, lens, values, from, to, moment: { seq } }: SpellQuery, after: string | null, limit: number): Placed[] {
    if (values.length === 0) return [];
    const where = `${OF_VIEW} AND listed_under IN (${values.map(() => '?').join(', ')}) AND valid_from <= ? AND valid_to > ? AND ${KNOWN} AND subject > ?`;
    const own = [view, lens, ...values, to, from, seq, seq, after ?? ''];
    const shared = [view, 'working', ...values, to, from, seq, seq, after ?? ''];
    const [condition, bound] =
      lens === 'working'
        ? [where, own]
        : [`(${where}) OR (${where} AND apart & ${bitOf(lens)} = 0)`, [...own, ...shared]];
    const people = `SELECT DISTINCT subject FROM segments_v1 WHERE ${condition} ORDER BY subject LIMIT ?`;
    const references = this.pluck<string>(people, ...bound, limit);
    const last = references.at(-1);
    if (last === undefined) return [];
    const rows = this.raw(
      `SELECT ${SEGMENT_COLUMNS} FROM segments_v1 WHERE (${condition}) AND subject <= ? ORDER BY subject, valid_from, id`,
      ...bound,
      last,
    );
    // A possible status is listed under each of its values.
    const seen = new Set<string>();
    return rows.flatMap((row) => {
      const key = `${row[1]} ${String(row[5])}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ reference: row[1], segment: segmentOf(row) }];
    });
  }

  turns(from: Day, to: Day, { seq }: Moment): Turn[] {
    const turns = PERSON_VIEWS.flatMap(({ name, values }) => {
      const sql = `SELECT DISTINCT subject, valid_from FROM segments_v1 WHERE ${OF_VIEW} AND listed_under IN (${values.map(() => '?').join(', ')}) AND valid_from >= ? AND valid_from <= ? AND ${KNOWN}`;
      const rows = this.store.statements.prepared(sql).all(name, 'working', ...values, from, to, seq, seq);
      return (rows as { subject: string; valid_from: Day }[]).map(({ subject, valid_from: day }) => ({
        reference: subject,
        view: name,
        day,
      }));
    });
    return turns.sort(byDay);
  }

  private pluck<T>(sql: string, ...values: unknown[]): T[] {
    return this.store.statements
      .prepared(sql)
      .pluck()
      .all(...values) as T[];
  }

  private raw(sql: string, ...values: unknown[]): SegmentTuple[] {
    return this.store.statements
      .prepared(sql)
      .raw()
      .all(...values) as SegmentTuple[];
  }
}
