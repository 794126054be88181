import { viewNamed, type BoardCount, type BoardQuery, type Lens } from '#domain';
import { bitOf } from '../versions.js';
import type { SqliteRowStore } from './sqlite-row-store.js';

interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Who has which value: counted and paged on the covering index alone; whole rows are read for one page only. */
export class Board {
  constructor(private readonly store: SqliteRowStore) {}

  counts(query: BoardQuery): BoardCount[] {
    const [first, ...others] = viewNamed(query.view)!.values;
    const asked = query.value === undefined ? others : [query.value];
    return asked
      .map((value) => (value === first ? this.countFirst(query, value) : this.count(query, value)))
      .filter(isSome);
  }

  /** References in order, after `after`. */
  page(query: BoardQuery, after: string | null, limit: number): string[] {
    const [first, ...others] = viewNamed(query.view)!.values;
    if (query.value === first) return this.pageOfFirst(query, after, limit);
    const values = query.value === undefined ? others : [query.value];
    const listed = this.listed('person', query, values);
    const filter = filterOf(query, 'subject');
    const sql = `SELECT DISTINCT subject FROM (${listed.text}) WHERE subject > ? ${filter.text} ORDER BY subject LIMIT ?`;
    return this.pluck<string>(sql, ...listed.values, after ?? '', ...filter.values, limit);
  }

  /** Groups that may have a value other than the first, or the one asked for. */
  groups(query: BoardQuery): string[] {
    const [first, ...others] = viewNamed(query.view)!.values;
    const values = query.value === undefined ? others : [query.value].filter((value) => value !== first);
    const listed = this.listed('group', query, values);
    const sql = `SELECT DISTINCT subject FROM (${listed.text}) ORDER BY subject`;
    const groups = this.pluck<string>(sql, ...listed.values);
    return query.country === undefined
      ? groups
      : groups.filter((group) => this.countryOf(group, query) === query.country);
  }

  private count(query: BoardQuery, value: string): BoardCount {
    const listed = this.listed('person', query, [value]);
    const filter = filterOf(query, 'subject');
    const sql = `SELECT count(*) AS listed, coalesce(sum(certainty = 'possible'), 0) AS possible FROM (${listed.text}) WHERE true ${filter.text}`;
    const { listed: all, possible } = this.get<{ listed: number; possible: number }>(
      sql,
      ...listed.values,
      ...filter.values,
    );
    return { value, certain: all - possible, possible };
  }

  /** People of whom nothing is recorded have no row and the first value. */
  private countFirst(query: BoardQuery, value: string): BoardCount {
    const stated = this.count(query, value);
    const listed = this.listed('person', query, viewNamed(query.view)!.values);
    const filter = filterOf(query, 'subject');
    const withRow = this.pluck<number>(
      `SELECT count(DISTINCT subject) FROM (${listed.text}) WHERE true ${filter.text}`,
      ...listed.values,
      ...filter.values,
    )[0]!;
    const people = peopleAt(query);
    const all = this.pluck<number>(`SELECT count(*) FROM (${people.text})`, ...people.values)[0]!;
    return { ...stated, certain: stated.certain + all - withRow };
  }

  private pageOfFirst(query: BoardQuery, after: string | null, limit: number): string[] {
    const people = peopleAt(query);
    const any = this.listed('person', query, viewNamed(query.view)!.values);
    const first = this.listed('person', query, [viewNamed(query.view)!.values[0]!]);
    const sql = `SELECT reference FROM (${people.text}) WHERE reference > ?
      AND (reference NOT IN (${any.text.replaceAll('subject, certainty', 'subject')}) OR reference IN (${first.text.replaceAll('subject, certainty', 'subject')}))
      ORDER BY reference LIMIT ?`;
    return this.pluck<string>(sql, ...people.values, after ?? '', ...any.values, ...first.values, limit);
  }

  /** Rows listed under the values on the day of the question: by the lens' own word, else by `working` where the lens is not apart from it. */
  private listed(kind: 'person' | 'group', { view, lens, asOf, moment }: BoardQuery, values: readonly string[]): Sql {
    const under = values.map(() => '?').join(', ');
    const select = `SELECT subject, certainty FROM segments_v1 INDEXED BY board_v1 WHERE kind = ? AND view = ? AND lens = ? AND listed_under IN (${under})
      AND valid_from <= ? AND valid_to > ? AND known_from <= ? AND known_to > ?`;
    const valuesFor = (by: Lens) => [kind, view, by, ...values, asOf, asOf, moment.seq, moment.seq];
    if (lens === 'working') return { text: select, values: valuesFor(lens) };
    return {
      text: `${select} UNION ALL ${select} AND apart & ${bitOf(lens)} = 0`,
      values: [...valuesFor(lens), ...valuesFor('working')],
    };
  }

  private countryOf(group: string, { moment: { seq } }: BoardQuery): string | undefined {
    const sql = `SELECT s.country FROM developments_v1 d JOIN subjects_v1 s ON 'case-' || s.reference = d.stream
      WHERE d.event_id = ? AND s.known_from <= ? AND s.known_to > ?`;
    return this.pluck<string>(sql, group.slice('group:'.length), seq, seq)[0];
  }

  private get<T>(sql: string, ...values: unknown[]): T {
    return this.store.statements.prepared(sql).get(...values) as T;
  }

  private pluck<T>(sql: string, ...values: unknown[]): T[] {
    return this.store.statements
      .prepared(sql)
      .pluck()
      .all(...values) as T[];
  }
}

const isSome = ({ certain, possible }: BoardCount): boolean => certain + possible > 0;

function filterOf({ country, among, moment: { seq } }: BoardQuery, column: string): Sql {
  const parts: Sql[] = [];
  const inCountry = `SELECT reference FROM subjects_v1 WHERE country = ? AND known_from <= ? AND known_to > ?`;
  if (country !== undefined) parts.push({ text: `AND ${column} IN (${inCountry})`, values: [country, seq, seq] });
  if (among) parts.push({ text: `AND ${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(among)] });
  return { text: parts.map((part) => part.text).join(' '), values: parts.flatMap((part) => part.values) };
}

function peopleAt(query: BoardQuery): Sql {
  const { seq } = query.moment;
  const filter = filterOf(query, 'reference');
  const text = `SELECT reference FROM subjects_v1 WHERE kind = 'individual' AND known_from <= ? AND known_to > ? ${filter.text}`;
  return { text, values: [seq, seq, ...filter.values] };
}
