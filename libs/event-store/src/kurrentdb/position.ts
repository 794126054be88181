import { PositionError } from '../errors.js';
import type { Position } from '../event-store.js';

/** The place of an event in `$all`. Both numbers count: events that a server took in one transaction share the commit. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

const FORM = /^c(0|[1-9]\d{0,18})p(0|[1-9]\d{0,18})$/;

export const positionText = ({ commit, prepare }: LogPosition): Position => `c${commit}p${prepare}`;

export function positionOf(text: Position): LogPosition {
  const [, commit, prepare] = FORM.exec(text) ?? [];
  if (commit === undefined || prepare === undefined) throw new PositionError(text);
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}

export function compare(a: LogPosition, b: LogPosition): number {
  if (a.commit !== b.commit) return a.commit < b.commit ? -1 : 1;
  return a.prepare === b.prepare ? 0 : a.prepare < b.prepare ? -1 : 1;
}

export const comparePositions = (a: Position, b: Position): number => compare(positionOf(a), positionOf(b));
