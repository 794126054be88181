import { type CaseState, type Conviction, type Development, type EventType, type Fault, secondLook } from '#domain';

/** A pardon of hundreds by name is not looked into one by one. */
const PEOPLE_MAX = 50;
const SHOWN_MAX = 10;

/** The record that warnings are judged by. */
export interface Background {
  stateOf(reference: string): Promise<CaseState>;
  /** The other cases whose events name somebody. */
  casesNaming(person: string): Promise<readonly string[]>;
  /** Whether an event of that case has the key or id, and events of it name one of these people, if there are any. */
  hasEvent(reference: string, name: string, people: readonly string[]): Promise<boolean>;
  /** Whether an event of any case has that id. */
  hasEventId(name: string): Promise<boolean>;
  hasCase(name: string): Promise<boolean>;
  /** The case that was opened first under a reference spelt like this one. */
  caseSpeltLike(reference: string): Promise<string | null>;
  /** Null: what was ruled is not known here. */
  readonly counts: ((conviction: Conviction) => boolean) | null;
  /** The type of the event that a development speaks about; null where that cannot be told. */
  typeOfTarget(development: Development): Promise<EventType | null>;
  contentOfTarget(development: Development): Promise<Development | null>;
}

/** What is taken as it is said, and yet looks like a slip, or as if something was left out. */
export async function warningsOf(development: Development, record: Background): Promise<Fault[]> {
  const { named, odd } = secondLook(development, await record.typeOfTarget(development));
  if (development.type === 'CaseOpened')
    return [...odd, ...spellingWarnings(development.case, await record.caseSpeltLike(development.case))];
  const isPardon = development.type === 'Pardoned';
  if (named.length === 0 && !isPardon) return odd;
  // What a correction names is held against those whom the corrected event hits.
  const around = await surroundingsOf((await record.contentOfTarget(development)) ?? development, record);
  const warnings = [...odd];
  const pardoned = isPardon ? await notConvicted(around, record) : [];
  for (const { path, of, name } of named) {
    if (of === 'event' && !(await isEvent(name, around, record))) warnings.push({ path, message: NO_EVENT });
    if (of === 'case' && !(await record.hasCase(name))) warnings.push({ path, message: NO_CASE });
    if (of === 'proceeding' && pardoned.length === 0 && !(await isConvictedIn(name, around, record)))
      warnings.push({ path, message: NO_PROCEEDING });
  }
  return [...warnings, ...pardoned.map((message) => ({ path: '', message }))];
}

const NO_EVENT =
  'names no event that stands recorded of this case or of these people: rectify it, or log what it names';
const NO_CASE = 'names no case that the record knows: rectify it, or open that case';
const NO_PROCEEDING =
  'names a proceeding in which no conviction of these people is recorded: rectify it, or log the verdict that it is about';

/** @param other the case that was opened first under a reference spelt so */
export function spellingWarnings(reference: string, other: string | null): Fault[] {
  if (other === null || other === reference) return [];
  const message = `is spelt like ${other}, and a case is found whatever the hyphens: if they are one, log to ${other} and close this one`;
  return [{ path: '/case', message }];
}

/** The people whom a development hits, and the cases on which what it speaks of may be: the keys of a ruling on many are on another case than their own. */
interface Surroundings {
  readonly own: string;
  readonly people: readonly string[];
  /** Those whose cases are among them: not all, where there are hundreds. */
  readonly lookedUp: readonly string[];
  readonly cases: readonly string[];
}

async function surroundingsOf({ case: own, appliesTo }: Development, record: Background): Promise<Surroundings> {
  const people = appliesTo?.references ?? [own];
  const lookedUp = people.slice(0, PEOPLE_MAX);
  const cases = [own, ...lookedUp];
  for (const person of lookedUp) cases.push(...(await record.casesNaming(person)));
  return { own, people, lookedUp, cases: [...new Set(cases)] };
}

/** Where not all are looked up, nothing is said of what was not found. */
async function isEvent(name: string, around: Surroundings, record: Background): Promise<boolean> {
  const { own, people, lookedUp, cases } = around;
  for (const reference of cases)
    if (await record.hasEvent(reference, name, reference === own ? [] : people)) return true;
  return lookedUp.length < people.length || record.hasEventId(name);
}

async function isConvictedIn(proceeding: string, around: Surroundings, record: Background): Promise<boolean> {
  const convictions = await convictionsIn(around.cases, record);
  if (convictions === null) return true;
  return convictions.some(
    (one) =>
      (one.proceeding === undefined || one.proceeding === proceeding) &&
      (around.people.length === 0 || one.references.some((person) => around.people.includes(person))),
  );
}

async function notConvicted({ own, lookedUp }: Surroundings, record: Background): Promise<string[]> {
  const without: string[] = [];
  for (const person of lookedUp) {
    const convictions = await convictionsIn([own, person, ...(await record.casesNaming(person))], record);
    if (convictions?.some(({ references }) => references.includes(person)) === false) without.push(person);
  }
  return without.length === 0 ? [] : [noConviction(without)];
}

async function convictionsIn(cases: readonly string[], record: Background): Promise<Conviction[] | null> {
  const { counts } = record;
  if (counts === null) return null;
  const found: Conviction[] = [];
  for (const reference of cases) found.push(...(await record.stateOf(reference)).convictions.filter(counts));
  return found;
}

function noConviction(people: readonly string[]): string {
  const more = people.length > SHOWN_MAX ? ` and ${people.length - SHOWN_MAX} more` : '';
  const named = people.slice(0, SHOWN_MAX).join(', ');
  return `No conviction is recorded for ${named}${more}: log the verdict that the pardon is about.`;
}
