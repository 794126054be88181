import { knownEvents, referencesOf, type Question, type RecordReader } from '#domain';
import type { ChronologyEntry } from './chronology.js';
import { byNumber, type RosterLine } from './roster.js';
import type { ViolationLine } from './violations.js';

/** Somebody whom a line of the sheet concerns though they are not on its roster that day, or another case, by what was known then. */
export interface Mentioned {
  readonly reference: string;
  /** In use that day. */
  readonly label: string;
  /** Of a collective case its title. */
  readonly name: string | null;
}

interface Lines {
  readonly reference: string;
  readonly roster: readonly RosterLine[];
  readonly violations: readonly ViolationLine[];
  readonly chronology: readonly ChronologyEntry[];
}

export async function mentionedIn(
  reader: RecordReader,
  { reference: own, roster, violations, chronology }: Lines,
  question: Question,
): Promise<Mentioned[]> {
  const listed = new Set([own, ...roster.map(({ reference }) => reference)]);
  const named = [
    ...violations.flatMap(({ currently, previously }) => [...currently, ...previously]),
    ...chronology.flatMap(({ people, among }) => [...people, ...(among ? [among.case, ...among.references] : [])]),
  ];
  const references = [...new Set(named)].filter((reference) => !listed.has(reference)).sort(byNumber);
  const subjects = await reader.subjectsNamed(references, question.moment);
  const mentioned: Mentioned[] = [];
  for (const reference of references) {
    const subject = subjects.get(reference);
    if (!subject) continue;
    const known = knownEvents(await reader.developmentsOf(reference, question.moment));
    const label = referencesOf(reference, known, question).at(-1)!.reference;
    mentioned.push({ reference, label, name: subject.name });
  }
  return mentioned;
}
