import { statusAnswer, type Json, type Question, type RecordReader } from '#domain';
import type { RosterLine } from './roster.js';

/** How many, as a sentence of the card counts them. What nobody told is counted as such, never guessed. */
export interface Victims {
  readonly total: number;
  readonly men: number;
  readonly women: number;
  /** Of another sex, or of whom no source tells it. */
  readonly otherSex: number;
  /** By chamber, as recorded. */
  readonly chambers: Readonly<Record<string, number>>;
  /** By mandate on that day, in the words of the view. */
  readonly mandates: Readonly<Record<string, number>>;
  readonly sides: Readonly<Record<string, number>>;
}

export interface VictimsTold {
  readonly listed: Victims;
  readonly possible: number;
  /** What the last decision says of the number of members. */
  readonly stated: StatedTotal | null;
  /** False: what is stated and the roster differ, and both are printed. */
  readonly agrees: boolean;
}

export interface StatedTotal {
  readonly total: number;
  readonly men?: number;
  readonly women?: number;
  readonly chambers?: Readonly<Record<string, number>>;
  /** EDTF, of the decision that says so. */
  readonly date: string;
  readonly because: readonly Json[];
}

/** Mandates that are over. */
export const FORMER = new Set(['revoked', 'ended']);

/** @param members what is stated of them; null: a decision on several cases states nothing of this one alone */
export async function victimsOf(
  reader: RecordReader,
  roster: readonly RosterLine[],
  members: Json | null,
  question: Question,
): Promise<VictimsTold> {
  const certain = roster.filter(({ membership }) => membership === 'certain');
  const standing = await Promise.all(certain.map(({ reference }) => standingOf(reader, reference, question)));
  const genders = tally(certain.map(({ gender }) => gender.value));
  const listed: Victims = {
    total: certain.length,
    men: genders['male'] ?? 0,
    women: genders['female'] ?? 0,
    otherSex: certain.length - (genders['male'] ?? 0) - (genders['female'] ?? 0),
    chambers: tally(certain.map(({ chamber }) => chamber ?? '')),
    mandates: tally(standing.map(({ mandate }) => mandate)),
    sides: tally(standing.map(({ side }) => side)),
  };
  const stated = members && statedOf(members);
  const possible = roster.length - certain.length;
  return { listed, possible, stated, agrees: stated === null || agree(listed, stated) };
}

/** In the secretariat's own reading, whatever the lens: the sentence counts people, it does not weigh voices. */
async function standingOf(reader: RecordReader, reference: string, question: Question) {
  const working: Question = { ...question, lens: 'working', echo: { ...question.echo, lens: 'working' } };
  const valueOf = async (view: string) => {
    const { status } = (await statusAnswer(reader, reference, working, view)) as { status: Record<string, Json> };
    return status[view]!;
  };
  const [mandate, party] = [await valueOf('mandate'), await valueOf('party')];
  const side = party['value'] === 'none_recorded' || party['value'] === 'unknown' ? null : party['side'];
  return { mandate: String(mandate['value']), side: typeof side === 'string' ? side : 'not_stated' };
}

function statedOf(members: Json): StatedTotal | null {
  const stated = members['stated'] as (Partial<StatedTotal> & { because: readonly Json[] }) | null;
  const decision = stated?.because[0];
  if (!stated || typeof stated.total !== 'number' || !decision) return null;
  const { total, men, women, chambers, because } = stated;
  return {
    total,
    ...(typeof men === 'number' && { men }),
    ...(typeof women === 'number' && { women }),
    ...(chambers && { chambers }),
    date: String(decision['occurredOn']),
    because,
  };
}

function agree(listed: Victims, { total, men, women, chambers }: StatedTotal): boolean {
  const sameChambers = Object.entries(chambers ?? {}).every(([chamber, n]) => listed.chambers[chamber] === n);
  return (
    total === listed.total &&
    (men === undefined || men === listed.men) &&
    (women === undefined || women === listed.women) &&
    sameChambers
  );
}

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
