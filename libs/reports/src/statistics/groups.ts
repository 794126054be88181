import { identityAnswer, toldOf, streamOf, type Json, type SubjectRow } from '#domain';
import type { Dimension } from './dimensions.js';
import { cardLabel, yearlyLabel } from './labels.js';
import { REGION_LABELS, regionOf, type Region } from './regions.js';
import type { Survey } from './survey.js';

export const NOT_STATED = 'not_stated';

/** Everybody falls in one group, or in several (violations): then the groups do not add up to the whole. */
export const isPartition = (dimension: Dimension): boolean => dimension !== 'violation' && dimension !== 'yearlyLabel';

/** Which groups somebody, or a case, belongs to on the last day of the period. */
export class Groups {
  private readonly known = new Map<string, readonly string[]>();

  constructor(
    private readonly survey: Survey,
    private readonly dimension: Dimension,
  ) {}

  /** Null: a case has no such group. */
  async of(subject: SubjectRow, kind: 'persons' | 'cases'): Promise<readonly string[] | null> {
    if (this.dimension === 'country') return [subject.country];
    if (this.dimension === 'region') return [regionOf(subject.country)];
    if (kind === 'cases' && isPartition(this.dimension)) return null;
    const key = `${kind} ${subject.reference}`;
    const groups = this.known.get(key) ?? (await this.found(subject, kind));
    this.known.set(key, groups);
    return groups;
  }

  labelOf(group: string): string {
    if (this.dimension === 'region') return REGION_LABELS[group as Region];
    return this.dimension === 'violation' ? cardLabel(group) : group;
  }

  private async found(subject: SubjectRow, kind: 'persons' | 'cases'): Promise<readonly string[]> {
    const { reader, question } = this.survey;
    if (this.dimension === 'sex' || this.dimension === 'chamber') {
      const identity = await identityAnswer(reader, subject.reference, question);
      const group = this.dimension === 'sex' ? (identity['gender'] as Json)['value'] : identity['chamber'];
      return [typeof group === 'string' ? group : NOT_STATED];
    }
    if (this.dimension === 'side') return [await this.sideOf(subject)];
    const codes = kind === 'persons' ? await this.codesOfPerson(subject) : await this.codesOfCase(subject);
    const labels = this.dimension === 'violation' ? codes : codes.flatMap((code) => yearlyLabel(code) ?? []);
    return [...new Set(labels)];
  }

  private async sideOf({ reference }: SubjectRow): Promise<string> {
    const party = (await this.survey.reader.segments(reference, this.survey.question)).get('party');
    const side = party?.certainty === 'possible' ? undefined : party?.body.details['side'];
    return typeof side === 'string' ? side : NOT_STATED;
  }

  private async codesOfPerson({ reference }: SubjectRow): Promise<string[]> {
    const violations = (await this.survey.reader.segments(reference, this.survey.question)).get('violations');
    const categories = (violations?.body.details['categories'] ?? []) as readonly { code: string; applies: string }[];
    return categories.filter(({ applies }) => applies === 'currently').map(({ code }) => code);
  }

  /** The lines of the box last printed by that day. */
  private async codesOfCase(subject: SubjectRow): Promise<string[]> {
    const { reader, question } = this.survey;
    const { said } = await toldOf(reader, subject, question);
    const box = said
      .filter(({ known: { event }, account }) => {
        const isOwn = event.type === 'ViolationsListed' && event.stream === streamOf(subject.reference);
        return isOwn && account.range.to <= question.asOf;
      })
      .toSorted((a, b) => a.account.range.to - b.account.range.to)
      .at(-1);
    const lines = (box?.account.facts['lines'] ?? []) as readonly { codes: readonly string[] }[];
    return lines.flatMap(({ codes }) => codes);
  }
}
