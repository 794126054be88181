import { boardAnswer, statusAnswer, viewNamed, type Json, type Question, type RecordReader } from '#domain';
import type { RosterLine } from './roster.js';

/** The views that a sheet shows, in its order; a value of which nothing follows for the reader is left out unless it is disputed or may be another. */
const SHOWN: readonly { readonly view: string; readonly quiet: readonly string[] }[] = [
  { view: 'life', quiet: [] },
  { view: 'custody', quiet: ['unknown'] },
  { view: 'bail', quiet: [] },
  { view: 'charges', quiet: [] },
  { view: 'sentences', quiet: [] },
  { view: 'sentencedInAbsentia', quiet: [] },
  { view: 'exile', quiet: ['unknown'] },
  { view: 'travel', quiet: [] },
  { view: 'mandate', quiet: [] },
  { view: 'immunity', quiet: ['not_lifted', 'ended_with_mandate'] },
  { view: 'politicalBan', quiet: [] },
  { view: 'accountability', quiet: [] },
];

/** What one view says of the members that day: alike statuses together, and groups that a source only counts. */
export interface Situation {
  readonly view: string;
  readonly statuses: readonly { readonly people: readonly string[]; readonly status: Json }[];
  readonly groups: readonly { readonly value: string; readonly counts: Json }[];
}

export interface MembersTold {
  readonly situation: readonly Situation[];
  /** Where the record of a member stops, because an event could not be read. */
  readonly incomplete: readonly Json[];
}

export async function situationOf(
  reader: RecordReader,
  reference: string,
  roster: readonly RosterLine[],
  question: Question,
): Promise<MembersTold> {
  const told: { readonly person: string; readonly status: Readonly<Record<string, Json>> }[] = [];
  for (const { reference: person } of roster) {
    const answer = await statusAnswer(reader, person, question);
    told.push({ person, status: answer['status'] as Readonly<Record<string, Json>> });
  }
  const situation: Situation[] = [];
  for (const { view, quiet } of SHOWN) {
    const isQuiet = (value: unknown) => value === viewNamed(view)!.values[0] || quiet.includes(String(value));
    const loud = told.filter(({ status }) => !isQuiet(status[view]!['value']) || isOpen(status[view]!));
    const statuses = alike(loud.map(({ person, status }) => ({ person, status: status[view]! })));
    const groups = await groupsOf(reader, view, reference, question);
    if (statuses.length + groups.length > 0) situation.push({ view, statuses, groups });
  }
  const stops = told.map(({ status }) => Object.values(status)[0]?.['incompleteSince'] as Json | null);
  const incomplete = stops.filter((one) => one !== null && one !== undefined);
  return { situation, incomplete: [...new Map(incomplete.map((one) => [JSON.stringify(one), one])).values()] };
}

const isOpen = ({ certainty, otherwise }: Json): boolean => certainty === 'disputed' || otherwise !== undefined;

/** Statuses that say the same for the same reasons are one line with several people. */
function alike(told: readonly { person: string; status: Json }[]): Situation['statuses'] {
  const lines = new Map<string, { people: string[]; status: Json }>();
  for (const { person, status } of told) {
    const same = JSON.stringify(status);
    const line = lines.get(same) ?? { people: [], status };
    line.people.push(person);
    lines.set(same, line);
  }
  return [...lines.values()];
}

async function groupsOf(
  reader: RecordReader,
  view: string,
  reference: string,
  question: Question,
): Promise<Situation['groups']> {
  const { moment, asOf, lens } = question;
  if ((await reader.groups({ moment, asOf, lens, view })).length === 0) return [];
  const board = await boardAnswer(reader, { view, case: reference, limit: 1 }, question);
  return Object.entries(board['counts'] as Readonly<Record<string, Json>>)
    .filter(([, counts]) => (counts['stated'] as readonly unknown[]).length > 0)
    .map(([value, counts]) => ({ value, counts }));
}
