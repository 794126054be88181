import {
  identityAnswer,
  LAST_DAY,
  parseEdtf,
  printed,
  streamOf,
  toldOf,
  type Day,
  type Json,
  type Said,
  type Segment,
  type SubjectRow,
} from '#domain';
import type { Dimension } from './dimensions.js';
import { cardLabel, yearlyLabel } from './labels.js';
import { REGION_LABELS, regionOf, type Region } from './regions.js';
import type { Survey } from './survey.js';

export const NOT_STATED = 'not_stated';

/** Everybody falls in one group, or in several (violations): then the groups do not add up to the whole. */
export const isPartition = (dimension: Dimension): boolean => dimension !== 'violation' && dimension !== 'yearlyLabel';

/** Where a language has words for the groups; the names of chambers are the record's own. */
const LISTS: Readonly<Record<Exclude<Dimension, 'region'>, string>> = {
  country: 'countries',
  sex: 'sexes',
  chamber: 'chambers',
  side: 'sides',
  violation: 'violationCodes',
  yearlyLabel: 'yearlyLabels',
};

/** That somebody, or a case, is in a group: certainly, or only possibly. */
export interface Belonging {
  readonly key: string;
  readonly certain: boolean;
}

/** Which groups somebody, or a case, belongs to on the last day of the period; somebody in those of violations that were alleged on any day of it. */
export class Groups {
  private readonly known = new Map<string, readonly Belonging[]>();

  constructor(
    private readonly survey: Survey,
    private readonly dimension: Dimension,
  ) {}

  /** Null: a case has no such group. */
  async of(subject: SubjectRow, kind: 'persons' | 'cases'): Promise<readonly Belonging[] | null> {
    if (this.dimension === 'country') return [surely(subject.country)];
    if (this.dimension === 'region') return [surely(regionOf(subject.country))];
    if (kind === 'cases' && isPartition(this.dimension)) return null;
    const key = `${kind} ${subject.reference}`;
    const groups = this.known.get(key) ?? (await this.found(subject, kind));
    this.known.set(key, groups);
    return groups;
  }

  labelOf(group: string): Said {
    if (this.dimension === 'region') return REGION_LABELS[group as Region];
    return printed(this.dimension === 'violation' ? cardLabel(group) : group, LISTS[this.dimension], group);
  }

  private async found(subject: SubjectRow, kind: 'persons' | 'cases'): Promise<readonly Belonging[]> {
    const { reader, question } = this.survey;
    if (this.dimension === 'sex' || this.dimension === 'chamber') {
      const identity = await identityAnswer(reader, subject.reference, question);
      const group = this.dimension === 'sex' ? (identity['gender'] as Json)['value'] : identity['chamber'];
      return [surely(typeof group === 'string' ? group : NOT_STATED)];
    }
    if (this.dimension === 'side') return [surely(await this.sideOf(subject))];
    const codes = kind === 'persons' ? await this.codesOfPerson(subject) : await this.codesOfCase(subject);
    const found = new Map<string, boolean>();
    for (const { key: code, certain } of codes) {
      const label = this.dimension === 'violation' ? code : yearlyLabel(code);
      if (label !== null) found.set(label, certain || found.get(label) === true);
    }
    return [...found].map(([key, certain]) => ({ key, certain }));
  }

  private async sideOf({ reference }: SubjectRow): Promise<string> {
    const party = (await this.survey.reader.segments(reference, this.survey.question)).get('party');
    const side = party?.certainty === 'possible' ? undefined : party?.body.details['side'];
    return typeof side === 'string' ? side : NOT_STATED;
  }

  /**
   * While it is only possible that something is alleged of somebody, what was alleged before or is alleged after it may be; and until the last day on
   * which a box may have been printed, what the box before it alleged.
   */
  private async codesOfPerson({ reference }: SubjectRow): Promise<Belonging[]> {
    const { reader, question, period } = this.survey;
    const segments = await reader.timeline(reference, 'violations', question.moment, question.lens);
    return segments.flatMap((segment, at) => {
      if (segment.from > period.to || segment.to <= period.from) return [];
      const isPossible = segment.otherwise.length > 0;
      const last = Math.min(segment.to - 1, period.to);
      const own = allegedIn(segment);
      const before = isPossible || own.some(({ printedBy }) => printedBy > period.from) ? segments[at - 1] : undefined;
      const around = [before, isPossible ? segments[at + 1] : undefined].flatMap((one) => (one ? allegedIn(one) : []));
      return [
        ...own.map(({ code, printedBy }) => ({ key: code, certain: !isPossible && printedBy <= last })),
        ...around.map(({ code }) => ({ key: code, certain: false })),
      ];
    });
  }

  /** The lines of the box last printed by that day. */
  private async codesOfCase(subject: SubjectRow): Promise<Belonging[]> {
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
    return lines.flatMap(({ codes }) => codes).map(surely);
  }
}

const surely = (key: string): Belonging => ({ key, certain: true });

interface Alleged {
  readonly code: string;
  /** The last day on which its box may have been printed. */
  readonly printedBy: Day;
}

function allegedIn({ body }: Segment): Alleged[] {
  const categories = (body.details['categories'] ?? []) as readonly { code: string; applies: string; from: string }[];
  return categories
    .filter(({ applies }) => applies === 'currently')
    .map(({ code, from }) => {
      const range = parseEdtf(from);
      return { code, printedBy: 'to' in range ? range.to : LAST_DAY };
    });
}
