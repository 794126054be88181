import { silence, viewNamed, type AnyView, type Lens, type Segment } from '#domain';
import { bitOf } from '../versions.js';
import { segmentOf, type SegmentTuple } from './segment-rows.js';

export const KNOWN_AT = 'known_to > ? AND known_from <= ?';

/**
 * One view of one subject by a lens: its own rows where it has any, nothing said where the rows of `working` tell that it is apart and it has none,
 * else what `working` shows.
 */
export function timelineIn(
  rows: readonly SegmentTuple[],
  view: AnyView,
  lens: Lens,
  isSilent = false,
): readonly Segment[] {
  const own = rows.filter((row) => row[4] === lens);
  if (lens === 'working' || own.length > 0) return isSilent ? silence(view) : own.map(segmentOf);
  const isApart = isSilent || rows.some((row) => (row[12] & bitOf(lens)) !== 0);
  return isApart ? silence(view) : rows.map(segmentOf);
}

export function allTimelines(rows: readonly SegmentTuple[], lens: Lens): Map<string, readonly Segment[]> {
  const byView = new Map<string, SegmentTuple[]>();
  for (const row of rows) {
    const ofView = byView.get(row[3]);
    if (ofView) ofView.push(row);
    else byView.set(row[3], [row]);
  }
  return new Map([...byView].map(([view, ofView]) => [view, timelineIn(ofView, viewNamed(view)!, lens)]));
}
