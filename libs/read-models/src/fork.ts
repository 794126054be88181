import { FIRST_DAY, LAST_DAY } from '#domain';
import { OPEN } from './rows.entities.js';

/**
 * Where a row hangs, so that few rows are looked at that do not hold on the days of a question. Numbers are thought of as a binary tree, their even
 * ones nearer to the root; an interval hangs at the highest number in it, so those that hold a point hang on the way from the root to it (Kriegel,
 * Pötke, Seidl: Managing Intervals Efficiently in Object-Relational Databases, VLDB 2000). Days hang above zero, ordinals below; what is open on
 * both axes at zero.
 */
export function forkOf(row: {
  readonly from: number;
  readonly to: number;
  readonly knownFrom: number;
  readonly knownTo: number;
}): number {
  if (row.to < LAST_DAY) return highestIn(row.from + FROM_ZERO, row.to + FROM_ZERO);
  return row.knownTo < OPEN ? -highestIn(row.knownFrom, row.knownTo) : 0;
}

/** All places at which rows can hang that hold on a day, as known by an ordinal. */
export function forksOver(day: number, seq: number): number[] {
  return [0, ...wayTo(day + FROM_ZERO), ...wayTo(seq).map((number) => -number)];
}

/** Ordinals and days, these from zero on, are below 2 ** 31. */
const BITS = 31;
const FROM_ZERO = -FIRST_DAY;

/** Where its first and last number part, unless the first one itself is higher. */
function highestIn(from: number, to: number): number {
  const last = to - 1;
  if (from >= last) return from;
  const parting = 31 - Math.clz32(from ^ last);
  return from % 2 ** (parting + 1) === 0 ? from : (last >>> parting) * 2 ** parting;
}

function wayTo(point: number): number[] {
  const way: number[] = [];
  for (let bit = BITS - 1; bit >= 0; bit -= 1) {
    const number = (point >>> bit) % 2 === 1 ? (point >>> bit) * 2 ** bit : ((point >>> bit) + 1) * 2 ** bit;
    way.push(number);
    if (number === point) break;
  }
  return way;
}
