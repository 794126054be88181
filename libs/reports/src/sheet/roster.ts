import { identityAnswer, type Json, type Members, type Question, type RecordReader } from '#domain';
import type { AccountTold } from './accounts.js';

/** One line of the roster: under the label in use that day, with the labels before it. */
export interface RosterLine {
  readonly reference: string;
  readonly label: string;
  readonly earlier: readonly string[];
  readonly name: string;
  readonly nameVariants: readonly string[];
  readonly gender: { readonly value: string; readonly certainty: string; readonly accounts: readonly AccountTold[] };
  readonly chamber: string | null;
  readonly membership: 'certain' | 'possible';
}

/** Those who certainly were members that day, and those who may have been, in the order of their numbers. */
export async function rosterOf(
  reader: RecordReader,
  { certain, possible }: Members,
  question: Question,
): Promise<RosterLine[]> {
  const lines: RosterLine[] = [];
  for (const reference of [...certain, ...possible].sort(byNumber))
    lines.push({
      ...lineOf(await identityAnswer(reader, reference, question)),
      membership: certain.includes(reference) ? 'certain' : 'possible',
    });
  return lines;
}

export type Labelled = readonly { readonly reference: string; readonly since: string | null }[];

function lineOf(identity: Json): Omit<RosterLine, 'membership'> {
  const label = identity['referenceInUse'] as string;
  const name = (identity['name'] as string | null) ?? '';
  return {
    reference: identity['reference'] as string,
    label,
    earlier: earlierLabels(identity['references'] as Labelled),
    name,
    nameVariants: (identity['nameVariants'] as readonly string[]).filter((one) => one !== name),
    gender: identity['gender'] as RosterLine['gender'],
    chamber: identity['chamber'] as string | null,
  };
}

/** Those that were in use before the last; the key that a case was opened under is the record's own, whether or not it was ever printed. */
export function earlierLabels([, ...changes]: Labelled): string[] {
  const labels = changes.map(({ reference }) => reference);
  return [...new Set(labels.slice(0, -1))].filter((label) => label !== labels.at(-1));
}

/** `KHM-99` before `KHM-100`. */
export function byNumber(a: string, b: string): number {
  const [left, right] = [a, b].map((one) => one.split(/(\d+)/));
  for (const [index, part] of left!.entries()) {
    const other = right![index] ?? '';
    if (part === other) continue;
    const isNumber = index % 2 === 1 && other !== '';
    return isNumber && Number(part) !== Number(other) ? Number(part) - Number(other) : part < other ? -1 : 1;
  }
  return left!.length - right!.length;
}
