import { FIRST_DAY, type Day, type Question, type RecordReader, type Segment, type SubjectRow } from '#domain';
import { allSpells } from '../spells.js';
import { docketOf, type Docket, type Presence } from './docket.js';
import { during, type Period } from './stretches.js';

/** What one set of statistics is made of: the docket of the period, and what holds on its days. */
export class Survey {
  private readonly present: ReadonlyMap<string, SubjectRow>;

  private constructor(
    readonly reader: RecordReader,
    readonly question: Question,
    /** What holds on some day of it is counted. */
    readonly period: Period,
    /** What begins or ends on a day of it is counted: the year, or all days up to the one asked about. */
    readonly flow: Period,
    private readonly docket: Docket,
  ) {
    this.present = new Map(this.persons().map(({ presence: { subject } }) => [subject.reference, subject]));
  }

  /** @param year of which the question's day is the last; absent: only that day */
  static async of(
    reader: RecordReader,
    question: Question,
    { year, country }: { readonly year: Period | null; readonly country?: string | undefined },
  ): Promise<Survey> {
    const day: Day = question.asOf;
    const docket = await docketOf(reader, question, country);
    return new Survey(reader, question, year ?? { from: day, to: day }, year ?? { from: FIRST_DAY, to: day }, docket);
  }

  persons(): { readonly presence: Presence; readonly certain: boolean }[] {
    return this.within(this.docket.persons);
  }

  cases(): { readonly presence: Presence; readonly certain: boolean }[] {
    return this.within(this.docket.cases);
  }

  /** Whatever the days on which it was before the Committee. */
  allCases(): readonly Presence[] {
    return this.docket.cases;
  }

  person(reference: string): SubjectRow | undefined {
    return this.present.get(reference);
  }

  countries(): string[] {
    return [...new Set([...this.present.values()].map(({ country }) => country))].sort();
  }

  referencesIn(country: string): string[] {
    return [...this.present.values()].filter((one) => one.country === country).map(({ reference }) => reference);
  }

  /** By person before the Committee in the period: where a view has one of the values on its days. */
  async spells(
    view: string,
    values: readonly string[],
    period: Period,
  ): Promise<ReadonlyMap<string, readonly Segment[]>> {
    const { moment, lens } = this.question;
    const query = { moment, lens, view, values, ...period };
    const found = new Map<string, Segment[]>();
    for await (const { reference, segment } of allSpells(this.reader, query))
      if (this.present.has(reference)) found.set(reference, [...(found.get(reference) ?? []), segment]);
    return found;
  }

  private within(all: readonly Presence[]): { readonly presence: Presence; readonly certain: boolean }[] {
    return all.flatMap((presence) => {
      const how = during(presence.stretches, this.period);
      return how === null ? [] : [{ presence, certain: how === 'certain' }];
    });
  }
}
