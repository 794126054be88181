import type { Json, Said, SubjectRow } from '#domain';

/** Somebody or something that a figure counts. */
export interface Counted {
  readonly subject: SubjectRow;
  /** A case rather than the parliamentarian of an individual one. */
  readonly isCase?: true;
  /** False: it is counted apart, as what may be. */
  readonly certain: boolean;
  /** How many days it stands for; absent where subjects are counted. */
  readonly days?: Days;
  /** Why it is counted. */
  readonly told: Json;
}

export interface Days {
  readonly certain: number;
  readonly possible: number;
  /** Of the certain ones, those that a source confirms. */
  readonly confirmed: number;
}

/** What is counted for one figure. */
export interface Measured {
  readonly id: string;
  readonly of: 'persons' | 'cases' | 'days';
  readonly about: Said;
  readonly counted: readonly Counted[];
  /** Of a status: where sources count people whom they do not name. */
  readonly status?: { readonly view: string; readonly values: readonly string[] };
  /** The figures of this one's parts add up to it. */
  readonly partOf?: string;
}

/** What a figure says. */
export interface Tally {
  readonly count: number;
  readonly possible: number;
  readonly atLeast: number;
  readonly atMost: number | null;
  /** How many subjects stand behind it. */
  readonly subjects: { readonly certain: number; readonly possible: number };
}

export function tallyOf(counted: readonly Counted[], of: Measured['of']): Tally {
  const certain = counted.filter((one) => one.certain).length;
  const subjects = { certain, possible: counted.length - certain };
  if (of !== 'days')
    return { count: certain, possible: subjects.possible, atLeast: certain, atMost: counted.length, subjects };
  const sum = (pick: (days: Days) => number): number => counted.reduce((total, { days }) => total + pick(days!), 0);
  const [count, possible] = [sum((days) => days.certain), sum((days) => days.possible)];
  return { count, possible, atLeast: sum((days) => days.confirmed), atMost: count + possible, subjects };
}
