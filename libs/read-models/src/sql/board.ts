import { viewNamed, type BoardCount, type BoardQuery, type Lens } from '#domain';
import { forksOver } from '../fork.js';
import { bitOf } from '../versions.js';
import type { Answer } from '../steps.js';
import type { Sql, Statements } from './statements.js';

/** Who has which value: counted and paged on the covering index alone; whole rows are read for one page only. */
export class Board {
  constructor(private readonly statements: Statements) {}

  async counts(query: BoardQuery): Promise<BoardCount[]> {
    const [first, ...others] = viewNamed(query.view)!.values;
    const asked = query.value === undefined ? others : [query.value];
    const counts: BoardCount[] = [];
    for (const value of asked)
      counts.push(await (value === first ? this.countFirst(query, value) : this.count(query, value)));
    return counts.filter(isSome);
  }

  /** References in order, after `after`. */
  async page(query: BoardQuery, after: string | null, limit: number): Promise<string[]> {
    const [first, ...others] = viewNamed(query.view)!.values;
    if (query.value === first) return this.pageOfFirst(query, after, limit);
    const values = query.value === undefined ? others : [query.value];
    const listed = this.listed('person', query, values);
    const filter = this.filterOf(query, 'subject');
    // Listed under one value, nobody is listed twice.
    const subjects = values.length === 1 ? 'subject' : 'DISTINCT subject';
    const sql = `SELECT ${subjects} FROM (${listed.text}) AS listed WHERE subject > ? ${filter.text} ORDER BY subject LIMIT ?`;
    return this.statements.values<string>(sql, ...listed.values, after ?? '', ...filter.values, limit);
  }

  /** Groups that may have a value other than the first, or the one asked for. */
  async groups(query: BoardQuery): Promise<string[]> {
    const [first, ...others] = viewNamed(query.view)!.values;
    const values = query.value === undefined ? others : [query.value].filter((value) => value !== first);
    if (values.length === 0) return [];
    const listed = this.listed('group', query, values);
    const sql = `SELECT DISTINCT subject FROM (${listed.text}) AS listed ORDER BY subject`;
    const groups = await this.statements.values<string>(sql, ...listed.values);
    if (query.country === undefined) return groups;
    const ofCountry: string[] = [];
    for (const group of groups) if ((await this.countryOf(group, query)) === query.country) ofCountry.push(group);
    return ofCountry;
  }

  private async count(query: BoardQuery, value: string): Promise<BoardCount> {
    const listed = this.listed('person', query, [value]);
    const filter = this.filterOf(query, 'subject');
    const sql = `SELECT count(*) AS listed, count(*) FILTER (WHERE certainty = 'possible') AS possible FROM (${listed.text}) AS listed WHERE true ${filter.text}`;
    const found = await this.statements.one<{ listed: number; possible: number }>(
      sql,
      ...listed.values,
      ...filter.values,
    );
    const { listed: all, possible } = found!;
    return { value, certain: all - possible, possible };
  }

  /** People of whom nothing is recorded have no row and the first value. */
  private async countFirst(query: BoardQuery, value: string): Promise<BoardCount> {
    const stated = await this.count(query, value);
    const listed = this.listed('person', query, viewNamed(query.view)!.values);
    const filter = this.filterOf(query, 'subject');
    const withRow = await this.statements.value<number>(
      `SELECT count(DISTINCT subject) FROM (${listed.text}) AS listed WHERE true ${filter.text}`,
      ...listed.values,
      ...filter.values,
    );
    const people = this.peopleAt(query);
    const all = await this.statements.value<number>(
      `SELECT count(*) FROM (${people.text}) AS people`,
      ...people.values,
    );
    return { ...stated, certain: stated.certain + all! - withRow! };
  }

  private async pageOfFirst(query: BoardQuery, after: string | null, limit: number): Promise<string[]> {
    const people = this.peopleAt(query);
    const any = this.listed('person', query, viewNamed(query.view)!.values);
    const first = this.listed('person', query, [viewNamed(query.view)!.values[0]!]);
    const sql = `SELECT reference FROM (${people.text}) AS people WHERE reference > ?
      AND (reference NOT IN (${any.text.replaceAll('subject, certainty', 'subject')}) OR reference IN (${first.text.replaceAll('subject, certainty', 'subject')}))
      ORDER BY reference LIMIT ?`;
    return this.statements.values<string>(sql, ...people.values, after ?? '', ...any.values, ...first.values, limit);
  }

  /** Rows listed under the values on the day of the question: by the lens' own word, else by `working` where the lens is not apart from it. */
  private listed(kind: 'person' | 'group', { view, lens, asOf, moment }: BoardQuery, values: readonly string[]): Sql {
    const under = values.map(() => '?').join(', ');
    const { dialect } = this.statements;
    const hangs = dialect.isOneOf('fork', forksOver(asOf, moment.seq));
    const select = `SELECT subject, certainty FROM segments_v1 ${dialect.by('board_v1')} WHERE kind = ? AND view = ? AND lens = ? AND listed_under IN (${under})
      AND ${hangs.text} AND valid_from <= ? AND valid_to > ? AND known_from <= ? AND known_to > ?`;
    const valuesFor = (by: Lens) => [kind, view, by, ...values, ...hangs.values, asOf, asOf, moment.seq, moment.seq];
    if (lens === 'working') return { text: select, values: valuesFor(lens) };
    return {
      text: `${select} UNION ALL ${select} AND apart & ${bitOf(lens)} = 0`,
      values: [...valuesFor(lens), ...valuesFor('working')],
    };
  }

  private countryOf(group: string, { moment: { seq } }: BoardQuery): Answer<string | undefined> {
    const sql = `SELECT s.country FROM developments_v1 d JOIN subjects_v1 s ON 'case-' || s.reference = d.stream
      WHERE d.event_id = ? AND s.known_from <= ? AND s.known_to > ?`;
    return this.statements.value<string>(sql, group.slice('group:'.length), seq, seq);
  }

  private filterOf({ country, among, moment: { seq } }: BoardQuery, column: string): Sql {
    const parts: Sql[] = [];
    const inCountry = `SELECT reference FROM subjects_v1 WHERE country = ? AND known_from <= ? AND known_to > ?`;
    if (country !== undefined) parts.push({ text: `${column} IN (${inCountry})`, values: [country, seq, seq] });
    if (among) parts.push(this.statements.dialect.isOneOf(column, among));
    return {
      text: parts.map(({ text }) => `AND ${text}`).join(' '),
      values: parts.flatMap(({ values }) => values),
    };
  }

  private peopleAt(query: BoardQuery): Sql {
    const { seq } = query.moment;
    const filter = this.filterOf(query, 'reference');
    const text = `SELECT reference FROM subjects_v1 WHERE kind = 'individual' AND known_from <= ? AND known_to > ? ${filter.text}`;
    return { text, values: [seq, seq, ...filter.values] };
  }
}

const isSome = ({ certain, possible }: BoardCount): boolean => certain + possible > 0;
