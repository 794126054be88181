import type { Json, Said } from '#domain';
import { tallyOf, type Counted, type Measured, type Tally } from './counted.js';
import type { Dimension } from './dimensions.js';
import { Groups, isPartition } from './groups.js';
import { countriesByRegion, regionOf } from './regions.js';
import { isSmall, suppressed, type Cell } from './suppression.js';
import type { Survey } from './survey.js';
import { unnamedIn, withUnnamed, type Unnamed } from './unnamed.js';

/** One number of the statistics, and what it counts. */
export interface Figure {
  readonly id: string;
  readonly measure: string;
  readonly of: Measured['of'];
  readonly about: Said;
  /** Null: of everybody. */
  readonly group: string | null;
  readonly tally: Tally;
  readonly counted: readonly Counted[];
  readonly stated: readonly Json[];
  readonly isSuppressed: boolean;
}

export interface FiguresAsked {
  readonly by: Dimension | null;
  readonly suppressBelow: number | null;
}

export interface Breakdown {
  readonly whole: readonly Figure[];
  readonly groups: readonly { readonly key: string; readonly label: Said; readonly figures: readonly Figure[] }[];
}

export async function breakdownOf(
  survey: Survey,
  measures: readonly Measured[],
  { by, suppressBelow }: FiguresAsked,
): Promise<Breakdown> {
  const groups = by === null ? null : new Groups(survey, by);
  const whole: Figure[] = [];
  const cells = new Map<string, Figure[]>();
  for (const measured of measures) {
    const unnamed = await unnamedIn(survey, measured);
    whole.push(wholeOf(measured, unnamed, survey.countries()));
    const parts = groups === null ? null : await partsOf(measured, groups);
    for (const [key, counted] of parts ?? []) {
      const figure = cellOf(measured, unnamed, { key, counted, by: by! });
      cells.set(key, [...(cells.get(key) ?? []), figure]);
    }
  }
  const shown = { whole, cells: [...cells.values()].flat() };
  const hidden = suppressBelow === null ? new Set<string>() : hiddenIn(shown, suppressBelow, by);
  const mark = (figures: readonly Figure[]): Figure[] =>
    figures.map((figure) => ({ ...figure, isSuppressed: hidden.has(figure.id) }));
  return {
    whole: mark(whole),
    groups: [...cells.keys()]
      .sort()
      .map((key) => ({ key, label: groups!.labelOf(key), figures: mark(cells.get(key)!) })),
  };
}

const wholeOf = (measured: Measured, unnamed: Unnamed, countries: readonly string[]): Figure => ({
  id: measured.id,
  measure: measured.id,
  of: measured.of,
  about: measured.about,
  group: null,
  tally: withUnnamed(tallyOf(measured.counted, measured.of), unnamed, countries),
  counted: measured.counted,
  stated: unnamed.stated,
  isSuppressed: false,
});

function cellOf(
  measured: Measured,
  unnamed: Unnamed,
  { key, counted, by }: { readonly key: string; readonly counted: readonly Counted[]; readonly by: Dimension },
): Figure {
  const countries = by === 'country' ? [key] : by === 'region' ? (countriesByRegion[key] ?? null) : null;
  const tally = withUnnamed(tallyOf(counted, measured.of), unnamed, countries);
  return { ...wholeOf(measured, unnamed, []), id: `${measured.id}/${key}`, group: key, tally, counted, stated: [] };
}

/** Null: what is counted has no such groups. */
async function partsOf({ counted }: Measured, groups: Groups): Promise<Map<string, Counted[]> | null> {
  const parts = new Map<string, Counted[]>();
  for (const one of counted) {
    const kind = isCase(one) ? 'cases' : 'persons';
    const belongings = await groups.of(one.subject, kind);
    if (belongings === null) return null;
    for (const { key, certain } of belongings)
      parts.set(key, [...(parts.get(key) ?? []), certain ? one : onlyPossible(one)]);
  }
  return parts;
}

/** It is certain, but whether it belongs here is not. */
const onlyPossible = (one: Counted): Counted => ({
  ...one,
  certain: false,
  ...(one.days && { days: { certain: 0, possible: one.days.certain + one.days.possible, confirmed: 0 } }),
});

const isCase = ({ isCase: is }: Counted): boolean => is === true;

function hiddenIn(
  { whole, cells }: { readonly whole: readonly Figure[]; readonly cells: readonly Figure[] },
  below: number,
  by: Dimension | null,
): Set<string> {
  const hidden = new Set(whole.filter(({ tally }) => isSmall(tally.subjects, below)).map(({ id }) => id));
  const add = (id: string, parts: readonly Cell[], addUp: boolean): void => {
    const found = suppressed(parts, below, addUp);
    for (const one of found.ids) hidden.add(one);
    if (found.whole) hidden.add(id);
  };
  const sums = new Set(whole.map(({ measure }) => measure.split('.')[0]!));
  for (const sum of sums) {
    const parts = whole.filter(({ measure }) => measure.startsWith(`${sum}.`));
    if (parts.length > 0) add(sum, parts.map(cellIn), true);
  }
  for (const { id } of whole) {
    const parts = cells.filter(({ measure }) => measure === id);
    const nested = parts.map((one) =>
      by === 'country' ? { ...cellIn(one), within: regionOf(one.group!) } : cellIn(one),
    );
    add(id, nested, by !== null && isPartition(by));
  }
  return hidden;
}

const cellIn = ({ id, tally: { subjects } }: Figure): Cell => ({ id, ...subjects });
