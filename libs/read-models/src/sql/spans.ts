import { PERSON_VIEWS, type Day, type Lens, type Moment, type Placed, type SpellQuery, type Turn } from '#domain';
import { forksOver } from '../fork.js';
import { byDay } from '../turns.js';
import { bitOf } from '../versions.js';
import { segmentOf, SEGMENT_COLUMNS, type SegmentTuple } from './segment-rows.js';
import type { Statements } from './statements.js';

const OF_VIEW = "kind = 'person' AND view = ? AND lens = ?";
/** Of more days all rows are looked through. */
const FEW_DAYS = 31;
const KNOWN = 'known_from <= ? AND known_to > ?';

/** Statuses by their spans of days, out of the index of the board. */
export class Spans {
  constructor(private readonly statements: Statements) {}

  async spells(
    { view, lens, values, from, to, confirmed, moment: { seq } }: SpellQuery,
    after: string | null,
    limit: number,
  ): Promise<Placed[]> {
    if (values.length === 0) return [];
    const { dialect } = this.statements;
    const days = confirmed ? [confirmed.from, confirmed.to] : [];
    const few = to - from < FEW_DAYS;
    const hangs = few ? dialect.isOneOf('fork', forksOverAll(from, to, seq)) : { text: 'TRUE', values: [] };
    const where = `${OF_VIEW} AND listed_under IN (${values.map(() => '?').join(', ')}) AND ${hangs.text} AND valid_from <= ? AND valid_to > ? AND ${KNOWN} AND subject > ?${confirmed ? ` AND ${dialect.confirmed} BETWEEN ? AND ?` : ''}`;
    const valuesFor = (by: Lens) => [view, by, ...values, ...hangs.values, to, from, seq, seq, after ?? '', ...days];
    const own = valuesFor(lens);
    const shared = valuesFor('working');
    const [condition, bound] =
      lens === 'working'
        ? [where, own]
        : [`(${where}) OR (${where} AND apart & ${bitOf(lens)} = 0)`, [...own, ...shared]];
    const people = `SELECT DISTINCT subject FROM segments_v1 WHERE ${condition} ORDER BY subject LIMIT ?`;
    const references = await this.statements.values<string>(people, ...bound, limit);
    const last = references.at(-1);
    if (last === undefined) return [];
    const rows = await this.statements.tuples<SegmentTuple>(
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

  async turns(from: Day, to: Day, { seq }: Moment): Promise<Turn[]> {
    const turns: Turn[] = [];
    for (const { name, values } of PERSON_VIEWS) {
      const sql = `SELECT DISTINCT subject, valid_from FROM segments_v1 ${this.statements.dialect.by('turns_v1')} WHERE ${OF_VIEW} AND listed_under IN (${values.map(() => '?').join(', ')}) AND valid_from >= ? AND valid_from <= ? AND ${KNOWN}`;
      const found = [name, 'working', ...values, from, to, seq, seq];
      for (const [reference, day] of await this.statements.tuples<[string, Day]>(sql, ...found))
        turns.push({ reference, view: name, day });
    }
    return turns.sort(byDay);
  }
}

/** What holds on some of the days hangs where a row of one of them does. */
function forksOverAll(from: Day, to: Day, seq: number): number[] {
  const forks = new Set<number>();
  for (let day = from; day <= to; day += 1) for (const fork of forksOver(day, seq)) forks.add(fork);
  return [...forks];
}
