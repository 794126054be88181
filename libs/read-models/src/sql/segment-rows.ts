import type { Lens, Segment } from '#domain';
import { forkOf } from '../fork.js';
import type { SegmentVersion, SubjectKind } from '../row-store.js';

/** In the order of `SegmentTuple`, for statements that read raw. */
export const SEGMENT_COLUMNS =
  'id, subject, kind, view, lens, valid_from, valid_to, known_from, known_to, value, certainty, listed_under, apart, otherwise, body';

export type SegmentTuple = [
  id: number,
  subject: string,
  kind: SubjectKind,
  view: string,
  lens: Lens,
  from: number,
  to: number,
  knownFrom: number,
  knownTo: number,
  value: string,
  certainty: Segment['certainty'],
  listedUnder: string,
  apart: number,
  otherwise: string,
  body: string,
];

/** In the order in which `segmentsInserted` gives them. */
export const SEGMENT_INSERTED = [
  'subject', 'kind', 'view', 'lens', 'valid_from', 'valid_to', 'known_from', 'known_to',
  'value', 'certainty', 'listed_under', 'fork', 'apart', 'otherwise', 'body',
] as const; // prettier-ignore

/** The rows of a version: a possible status stands on the board under each of its values. */
export function segmentsInserted(version: SegmentVersion): (readonly (string | number)[])[] {
  const { subject, kind, view, lens, from, to, knownFrom, knownTo, value, certainty, apart, otherwise, body } = version;
  const fork = forkOf(version);
  const others = certainty === 'possible' ? (JSON.parse(otherwise) as string[]) : [];
  return [value, ...others].map((under) => [
    subject, kind, view, lens, from, to, knownFrom, knownTo, value, certainty, under, fork, apart, otherwise, body,
  ]); // prettier-ignore
}

/** A possible status is listed under each of its values, and is one version all the same. */
export function groupSegments(rows: readonly SegmentTuple[]): SegmentVersion[] {
  const versions = new Map<string, SegmentVersion & { ids: number[] }>();
  for (const row of rows) {
    const [id, subject, kind, view, lens, from, to, knownFrom, knownTo, value, certainty, , apart, otherwise, body] =
      row;
    const key = JSON.stringify([subject, view, lens, from, to, value, otherwise, body, apart, knownFrom]);
    const version = versions.get(key);
    if (version) version.ids.push(id);
    else
      versions.set(key, {
        subject,
        kind,
        view,
        lens,
        from,
        to,
        knownFrom,
        knownTo,
        value,
        certainty,
        apart,
        otherwise,
        body,
        ids: [id],
      });
  }
  return [...versions.values()];
}

export function segmentOf(row: SegmentTuple): Segment {
  const [, , , , , from, to, , , value, certainty, , , otherwise, body] = row;
  return {
    from,
    to,
    value,
    certainty,
    otherwise: JSON.parse(otherwise) as string[],
    body: JSON.parse(body) as Segment['body'],
  };
}
