import { boundsOf, type BoardQuery, type Json, type Placed } from '#domain';
import type { Measured, Tally } from './counted.js';
import type { Survey } from './survey.js';

/** What groups that sources count, and do not name, add to a figure of one country. `most` null: nobody can say. */
interface More {
  readonly least: number;
  readonly most: number | null;
}

export interface Unnamed {
  readonly byCountry: ReadonlyMap<string, More>;
  readonly stated: readonly Json[];
}

/**
 * Whom sources count without naming them: bounds of a figure, never anybody in it. They are those of the last day of the period, which is a floor of
 * a whole year and no ceiling of it.
 */
export async function unnamedIn(survey: Survey, measured: Measured): Promise<Unnamed> {
  const byCountry = new Map<string, More>();
  const stated: Json[] = [];
  if (!measured.status) return { byCountry, stated };
  for (const country of survey.countries()) {
    const found = await boundsIn(survey, measured.status, country);
    if (found === null) continue;
    stated.push(...found.stated);
    const certain = measured.counted.filter((one) => one.certain && one.subject.country === country).length;
    const isOneDay = survey.period.from === survey.period.to;
    byCountry.set(country, {
      least: Math.max(0, found.atLeast - certain),
      most: isOneDay ? found.extra : null,
    });
  }
  return { byCountry, stated };
}

interface Found {
  readonly atLeast: number;
  readonly extra: number | null;
  readonly stated: readonly Json[];
}

async function boundsIn(
  survey: Survey,
  { view, values }: NonNullable<Measured['status']>,
  country: string,
): Promise<Found | null> {
  const { reader, question } = survey;
  const { moment, asOf, lens } = question;
  const asked = values.map((value) => ({
    moment,
    asOf,
    lens,
    view,
    value,
    country,
    among: survey.referencesIn(country),
  }));
  const groups: (readonly Placed[])[] = [];
  for (const query of asked) groups.push(await reader.groups(query));
  if (groups.every((placed) => placed.length === 0)) return null;
  const stated: Json[] = [];
  let [atLeast, extra]: [number, number | null] = [0, 0];
  for (const [index, query] of asked.entries()) {
    const named = await namedOn(survey, query);
    const bounds = await boundsOf(reader, query, named, { placed: groups[index]!, board: null });
    stated.push(...bounds.stated);
    atLeast += bounds.atLeast;
    const more = bounds.atMost === null ? null : bounds.atMost - named.certain - named.possible;
    extra = extra === null || more === null ? null : extra + more;
  }
  return stated.length === 0 ? null : { atLeast, extra, stated };
}

async function namedOn({ reader }: Survey, query: BoardQuery): Promise<{ certain: number; possible: number }> {
  const [count] = await reader.boardCounts(query);
  return { certain: count?.certain ?? 0, possible: count?.possible ?? 0 };
}

/** @param countries of which the figure counts everybody; null: it counts some people of them, and of the unnamed nobody can say whether they are meant */
export function withUnnamed(tally: Tally, { byCountry, stated }: Unnamed, countries: readonly string[] | null): Tally {
  if (stated.length === 0) return tally;
  if (countries === null) return { ...tally, atMost: null };
  const found = countries.flatMap((country) => byCountry.get(country) ?? []);
  const isOpen = found.some(({ most }) => most === null);
  return {
    ...tally,
    atLeast: tally.atLeast + found.reduce((sum, { least }) => sum + least, 0),
    atMost: isOpen ? null : tally.atMost! + found.reduce((sum, { most }) => sum + most!, 0),
  };
}
