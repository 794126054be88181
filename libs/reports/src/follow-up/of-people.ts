import {
  dated,
  isoOf,
  partyKey,
  PERSON_VIEWS,
  printed,
  say,
  shiftMonths,
  staleFrom,
  type AnyView,
  type Day,
  type Placed,
  type Question,
  type RecordReader,
  type SubjectRow,
} from '#domain';
import { allSpells } from '../spells.js';
import { lastDayOf, restsOn, type DueItem } from './due-item.js';

/** A ban that ends within a year is about to end. */
const BAN_MONTHS = 12;

export type People = ReadonlyMap<string, SubjectRow>;

/** Bans in force that end by time alone, from the day of the question until `horizon`; default: a year on. */
export async function bansAboutToEnd(
  reader: RecordReader,
  people: People,
  question: Question,
  horizon: Day = shiftMonths(question.asOf, BAN_MONTHS),
): Promise<DueItem[]> {
  const items: DueItem[] = [];
  for await (const { reference, segment } of spellsOn(reader, 'politicalBan', ['banned'], question)) {
    const person = people.get(reference);
    if (!person) continue;
    const bans = segment.body.details['bans'] as readonly Ban[];
    const ending = bans.filter(({ state, until }) => state === 'in_force' && isWithin(until, question.asOf, horizon));
    for (const ban of ending) items.push(await banItem(reader, person, segment, ban));
  }
  return items;
}

interface Ban {
  readonly id: string;
  readonly authority: string | null;
  readonly from: string;
  readonly until: string;
  readonly untilInclusive: boolean;
  readonly state: string;
}

function isWithin(until: string, from: Day, to: Day): boolean {
  const day = lastDayOf(until);
  return day !== null && day >= from && day <= to;
}

async function banItem(
  reader: RecordReader,
  person: SubjectRow,
  segment: Placed['segment'],
  ban: Ban,
): Promise<DueItem> {
  return {
    kind: 'ban',
    id: `${ban.id}/${person.reference}`,
    ...(await restsOn(reader, segment)),
    country: person.country,
    parliamentarian: person.reference,
    name: person.name,
    due: lastDayOf(ban.until),
    dueAsSaid: ban.until,
    since: ban.from,
    who: ban.authority,
    what: ban.untilInclusive ? say`Political ban ends after this day` : say`Political ban ends`,
    state: segment.certainty,
  };
}

/** Statuses that may have ended, and that nothing has confirmed for as long as their view allows, where there is somebody to ask about them. */
export async function unconfirmed(reader: RecordReader, people: People, question: Question): Promise<DueItem[]> {
  const dead = await theDead(reader, question);
  const items: DueItem[] = [];
  for (const view of PERSON_VIEWS.filter(({ canEnd }) => canEnd.length > 0)) {
    for await (const { reference, segment } of spellsOn(reader, view.name, view.canEnd, question)) {
      const person = people.get(reference);
      const day = staleFrom(view, segment);
      if (!person || dead.has(reference) || day === null || day > question.asOf) continue;
      if (!(await isMoot(reader, person, view, segment, question)))
        items.push(await staleItem(reader, person, view, segment, day));
    }
  }
  return items;
}

/** Those of whom it is certain: nothing is asked of them. */
async function theDead(reader: RecordReader, question: Question): Promise<ReadonlySet<string>> {
  const dead = new Set<string>();
  for await (const { reference, segment } of spellsOn(reader, 'life', ['killed', 'died'], question))
    if (segment.certainty !== 'possible') dead.add(reference);
  return dead;
}

/** Nothing is asked of a membership that went with the party, nor a second time of what another view says too. */
async function isMoot(
  reader: RecordReader,
  person: SubjectRow,
  { name, saidBy }: AnyView,
  { body }: Placed['segment'],
  question: Question,
): Promise<boolean> {
  if (saidBy) return (await reader.segments(person.reference, question)).get(saidBy.view)?.value === saidBy.value;
  const party = body.details['name'];
  if (name !== 'party' || typeof party !== 'string') return false;
  const segments = await reader.segments(`party:${partyKey(person.country, party)}`, question);
  const status = segments.get('partyStatus');
  return status?.value === 'dissolved' && status.certainty !== 'possible';
}

async function staleItem(
  reader: RecordReader,
  person: SubjectRow,
  view: AnyView,
  segment: Placed['segment'],
  day: Day,
): Promise<DueItem> {
  const { confirmed, since } = segment.body;
  return {
    kind: 'confirmation',
    id: `${person.reference}/${view.name}/${isoOf(confirmed!)}`,
    ...(await restsOn(reader, segment)),
    country: person.country,
    parliamentarian: person.reference,
    name: person.name,
    due: day,
    dueAsSaid: null,
    since,
    who: null,
    what: say`${printed(view.name, 'views')}: ${printed(segment.value, view.name)}, last confirmed ${dated(isoOf(confirmed!))}`,
    state: segment.certainty,
  };
}

const spellsOn = (
  reader: RecordReader,
  view: string,
  values: readonly string[],
  { moment, lens, asOf }: Question,
): AsyncGenerator<Placed> => allSpells(reader, { moment, lens, view, values, from: asOf, to: asOf });
