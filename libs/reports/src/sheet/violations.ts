import type { Json, Question } from '#domain';
import { happenedBy, type HeardRecord } from './heard.js';

/** A ticked line of the box, as printed, and whom it concerns. */
export interface ViolationLine {
  readonly label: string;
  readonly codes: readonly string[];
  /** The members whom it concerns now. */
  readonly currently: readonly string[];
  readonly previously: readonly string[];
  /** False: it concerns all members, and needs no footnote. */
  readonly isLimited: boolean;
  /** What the document adds to its footnote. */
  readonly note: string | null;
  readonly because: readonly Json[];
}

/** The box in force that day: answers.md 4, with what its footnotes say. */
export function violationsOf(card: Json, { ofCase }: HeardRecord, question: Question): ViolationLine[] {
  const members = (card['members'] as { references: readonly string[] }).references;
  const box = happenedBy(ofCase, question).findLast(({ known }) => known.event.type === 'ViolationsListed');
  const printed = (box?.account.facts['lines'] ?? []) as readonly { note?: string }[];
  return (card['violations'] as readonly Omit<ViolationLine, 'isLimited' | 'note'>[]).map((line, index) => ({
    label: line.label,
    codes: line.codes,
    currently: line.currently,
    previously: line.previously,
    isLimited: line.previously.length > 0 || members.some((member) => !line.currently.includes(member)),
    note: printed[index]?.note ?? null,
    because: line.because,
  }));
}
