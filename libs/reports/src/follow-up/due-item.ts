import {
  parseEdtf,
  tellEvents,
  worded,
  type Day,
  type DescribedStatus,
  type Json,
  type RecordReader,
  type Said,
  type Wording,
} from '#domain';
import { byNumber } from '../sheet/roster.js';

export const DUE_KINDS = ['recommendation', 'reply', 'mission', 'ban', 'confirmation'] as const;
export type DueKind = (typeof DUE_KINDS)[number];

/** Something that somebody has to do, or to look at, and by when. */
export interface DueItem {
  readonly kind: DueKind;
  /** Stable: of the event, or of the person, the view and what it rests on. */
  readonly id: string;
  readonly case: string | null;
  readonly country: string;
  readonly parliamentarian: string | null;
  readonly name: string | null;
  /** The day on which it falls due, the latest that was said; null where no day was set. */
  readonly due: Day | null;
  /** As it was said, at its precision. */
  readonly dueAsSaid: string | null;
  readonly since: string | null;
  readonly who: Said;
  readonly what: Said;
  /** A word of the list `states`. */
  readonly state: string;
  readonly because: readonly Json[];
  /** When the record learned of what it rests on. */
  readonly knownSince: string;
  /** Ordinal of the event that it rests on first. */
  readonly seq: number;
}

/** What the record says, line by line as it stands; our own words in those of a language. */
export const dueText = (said: Said, wording: Wording): string =>
  typeof said === 'string' ? said : worded(said, wording);

/** The last day that a date allows; null where it tells none. */
export function lastDayOf(edtf: unknown): Day | null {
  if (typeof edtf !== 'string') return null;
  const range = parseEdtf(edtf);
  return 'fault' in range ? null : range.to;
}

/** By day, then what has none; of one day in the order of kinds, of whom it is about by their numbers, of the record, and of ids. */
export const byDue = (a: DueItem, b: DueItem): number =>
  dayOf(a) - dayOf(b) ||
  DUE_KINDS.indexOf(a.kind) - DUE_KINDS.indexOf(b.kind) ||
  byNumber(subjectOf(a), subjectOf(b)) ||
  a.seq - b.seq ||
  (a.id < b.id ? -1 : 1);

const dayOf = ({ due }: DueItem): number => due ?? Number.MAX_SAFE_INTEGER;

const subjectOf = (item: DueItem): string => item.parliamentarian ?? item.case ?? '';

/** The deciding events of a status, and when the last of them became known. */
export async function restsOn(
  reader: RecordReader,
  status: DescribedStatus,
): Promise<Pick<DueItem, 'because' | 'knownSince' | 'seq' | 'case'>> {
  const developments = await reader.developments(status.body.because);
  const because = tellEvents(status.body.because, developments);
  const known = [...developments.values()].map((one) => one.knownSince).sort();
  const [first] = status.body.because;
  const stream = first === undefined ? undefined : developments.get(first)?.stream;
  return { because, knownSince: known.at(-1) ?? '', seq: first ?? 0, case: stream?.slice('case-'.length) ?? null };
}
