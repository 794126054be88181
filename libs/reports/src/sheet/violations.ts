import { statusAnswer, type Json, type Question, type RecordReader } from '#domain';
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

/** The box in force that day: answers.md 4, with what its footnotes say. A case without a box of its own is in that of a collective one. */
export async function violationsOf(
  reader: RecordReader,
  card: Json,
  { ofCase }: HeardRecord,
  question: Question,
): Promise<ViolationLine[]> {
  const lines = card['violations'] as readonly Omit<ViolationLine, 'isLimited' | 'note'>[];
  if (lines.length === 0 && card['kind'] === 'individual') return linesOfPerson(reader, card, question);
  const members = (card['members'] as { references: readonly string[] }).references;
  const box = happenedBy(ofCase, question).findLast(({ known }) => known.event.type === 'ViolationsListed');
  const printed = (box?.account.facts['lines'] ?? []) as readonly { note?: string }[];
  return lines.map(({ label, codes, currently, previously, because }, index) => ({
    label,
    codes,
    currently,
    previously,
    isLimited: previously.length > 0 || members.some((member) => !currently.includes(member)),
    note: printed[index]?.note ?? null,
    because,
  }));
}

interface Category {
  readonly code: string;
  readonly label: string;
  readonly applies: 'currently' | 'previously';
}

async function linesOfPerson(reader: RecordReader, card: Json, question: Question): Promise<ViolationLine[]> {
  const reference = String(card['reference']);
  const working: Question = { ...question, lens: 'working', echo: { ...question.echo, lens: 'working' } };
  const { status } = (await statusAnswer(reader, reference, working, 'violations')) as {
    status: Readonly<Record<string, { categories: readonly Category[]; because: readonly Json[] }>>;
  };
  const { categories, because } = status['violations']!;
  return [...new Set(categories.map(({ label }) => label))].map((label) => {
    const told = categories.filter((one) => one.label === label);
    const isNow = told.some(({ applies }) => applies === 'currently');
    return {
      label,
      codes: told.map(({ code }) => code).filter((code) => code !== ''),
      currently: isNow ? [reference] : [],
      previously: isNow ? [] : [reference],
      isLimited: !isNow,
      note: null,
      because,
    };
  });
}
