import type { Development, Facts } from '../record/development.js';
import { caseEvents } from './case.events.js';
import { type EventEntry, type Group } from './define-events.js';
import { schemaOf, type JsonSchema } from './json-schema.js';
import { justiceEvents } from './justice.events.js';
import { libertyEvents } from './liberty.events.js';
import { mandateEvents } from './mandate.events.js';
import { movementEvents } from './movement.events.js';
import { personalPathsOf } from './personal.js';
import { fieldsOf } from './registry.js';
import { reportEvents } from './report.events.js';
import { dated, ENGLISH, printed, say, term, word, worded, type Said, type Wording } from './say.js';
import { isAboutPeople } from './view-values.js';

/** Every event that a case stream may hold. */
export const eventTypes = {
  ...caseEvents,
  ...libertyEvents,
  ...justiceEvents,
  ...mandateEvents,
  ...movementEvents,
  ...reportEvents,
};

export type EventType = keyof typeof eventTypes;
/** The facts of a type, as its payload class declares them. */
export type FactsOf<T extends EventType> = InstanceType<(typeof eventTypes)[T]['facts']>;

export const EVENT_TYPES = Object.keys(eventTypes) as readonly EventType[];

export const isEventType = (name: unknown): name is EventType =>
  typeof name === 'string' && Object.hasOwn(eventTypes, name);

/** The table without the facts of each type: for code that treats all alike. */
export const entryOf = (type: EventType): EventEntry => eventTypes[type] as unknown as EventEntry;

export const schemaVersionOf = (type: EventType): number => entryOf(type).upcasters.length + 1;

/** JSON pointers, `*` for every entry of a list: what in the facts is personal. */
export const personalOf = (type: EventType): readonly string[] => personalPathsOf(entryOf(type).facts);

/** Whether somebody must be meant: on a collective case such a development needs `appliesTo`. */
export function needsPeople(type: EventType, facts: Facts = {}): boolean {
  const aboutNobody = type === 'StatusReported' && facts['view'] !== undefined && !isAboutPeople(facts['view']);
  return entryOf(type).hits === 'people' && !aboutNobody;
}

/** Stored facts in the shape of the current schema version. */
export function upcast(type: EventType, schemaVersion: number, facts: Facts): Facts {
  const current = schemaVersionOf(type);
  if (!Number.isInteger(schemaVersion) || schemaVersion < 1 || schemaVersion > current)
    throw new RangeError(
      `${type} is known up to schema version ${current}, not ${schemaVersion}: it was written by a newer Habeas`,
    );
  return entryOf(type)
    .upcasters.slice(schemaVersion - 1)
    .reduce((older, step) => step(older), facts);
}

const MAX_SUMMARY = 300;
/** What an odd fact looks like once it is in a text. */
const ODD = /\bundefined\b|\[object /;

type Summarised = Pick<Development, 'type' | 'facts' | 'occurredOn' | 'appliesTo' | 'place' | 'target'>;

/** One line for people. A record may hold facts that no version of this code wrote: then it says the type alone. */
export function summaryOf(development: Summarised, wording: Wording = ENGLISH): string {
  const { type, facts } = development;
  const summary = summaryIn(development, wording);
  if (summary === '' || (ODD.test(summary) && !ODD.test(JSON.stringify(facts))))
    return worded(word(type, 'eventTypes'), wording);
  return summary.length > MAX_SUMMARY ? `${summary.slice(0, MAX_SUMMARY - 1)}…` : summary;
}

function summaryIn(development: Summarised, wording: Wording): string {
  try {
    return worded(entryOf(development.type).summary(development.facts, development), wording);
  } catch {
    return '';
  }
}

/** A fact as a summary would say it: what is one of our words as such, and what a source wrote as it stands. */
export function factSaid(type: string, name: string, value: unknown): Said {
  const list = LISTS[`${type}.${name}`] ?? LISTS[name];
  const told = (text: string, code: string): Said => (list === undefined ? text : printed(text, list, code));
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? told(one, one) : JSON.stringify(one)));
  if (typeof value === 'boolean') return word(String(value));
  if (typeof value !== 'string') return JSON.stringify(value);
  const { spec } = isEventType(type) ? fieldNamed(type, name) : { spec: undefined };
  if (spec?.kind === 'word') return word(value, list) ?? say`not stated`;
  if (spec?.kind === 'edtf') return dated(value);
  return (spec?.kind === 'duration' ? term(value) : null) ?? told(value.replaceAll('_', ' '), value);
}

const fieldNamed = (type: EventType, name: string) =>
  fieldsOf(entryOf(type).facts).find((field) => field.name === name) ?? { spec: undefined };

/** Facts whose words are those of a list that summaries or other parts of a report have too. */
const LISTS: Readonly<Record<string, string>> = {
  gender: 'sexes',
  view: 'views',
  country: 'countries',
  rights: 'rights',
  'CaseClosed.kind': 'closureKinds',
  'DevelopmentNoted.kind': 'noteKinds',
};

/** A summary in an answer: English for programs, and in the words of a language where people read it. */
export class Summary {
  private readonly development: Summarised;

  /** Keeps what a summary may use, and not the accounts, which are the most of a development. */
  constructor({ type, facts, occurredOn, appliesTo, place, target }: Summarised) {
    this.development = {
      type,
      facts,
      occurredOn,
      ...(appliesTo && { appliesTo }),
      ...(place && { place }),
      ...(target !== undefined && { target }),
    };
  }

  in(wording: Wording): string {
    return summaryOf(this.development, wording);
  }

  toJSON(): string {
    return summaryOf(this.development);
  }

  toString(): string {
    return summaryOf(this.development);
  }
}

export interface CatalogueEntry {
  readonly type: EventType;
  readonly schemaVersion: number;
  readonly group: Group;
  readonly meaning: string;
  readonly source: string;
  readonly hits: 'people' | 'case';
  readonly needsTarget: boolean;
  readonly personal: readonly string[];
  readonly jsonSchema: JsonSchema;
  readonly example: Facts;
}

/** What the interface and the documentation tell of every type. */
export const catalogue = (): readonly CatalogueEntry[] =>
  EVENT_TYPES.map((type) => {
    const { group, meaning, source, hits, needsTarget = false, facts, example } = entryOf(type);
    return {
      type,
      schemaVersion: schemaVersionOf(type),
      group,
      meaning,
      source,
      hits,
      needsTarget,
      personal: personalOf(type),
      jsonSchema: schemaOf(facts, type),
      example: example as Facts,
    };
  });
