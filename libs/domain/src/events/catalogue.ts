import type { Development, Facts } from '../record/development.js';
import { caseEvents } from './case.events.js';
import { type EventEntry, type Group } from './define-events.js';
import { schemaOf, type JsonSchema } from './json-schema.js';
import { justiceEvents } from './justice.events.js';
import { libertyEvents } from './liberty.events.js';
import { mandateEvents } from './mandate.events.js';
import { movementEvents } from './movement.events.js';
import { personalPathsOf } from './personal.js';
import { fieldsOf, isRequired } from './registry.js';
import { reportEvents } from './report.events.js';
import { ENGLISH, word, worded, type Wording } from './say.js';
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

/** One line for people. A record may hold facts that no version of this code wrote, and voices may differ on what the line is about: then it says the type alone. */
export function summaryOf(development: Summarised, wording: Wording = ENGLISH): string {
  const { type, facts } = development;
  const summary = summaryIn(development, wording);
  if (summary === '' || (ODD.test(summary) && !ODD.test(JSON.stringify(facts))))
    return worded(word(type, 'eventTypes'), wording);
  return summary.length > MAX_SUMMARY ? `${summary.slice(0, MAX_SUMMARY - 1)}…` : summary;
}

const REQUIRED = new Map<string, readonly string[]>(
  EVENT_TYPES.map((type) => [
    type,
    fieldsOf(entryOf(type).facts)
      .filter(isRequired)
      .map(({ name }) => name),
  ]),
);

/** What the type must have is what its line is about: without it there is none. */
function summaryIn(development: Summarised, wording: Wording): string {
  const { type, facts } = development;
  try {
    const isTold = REQUIRED.get(type)!.every((name) => facts[name] !== undefined);
    return isTold ? worded(entryOf(type).summary(facts, development), wording) : '';
  } catch {
    return '';
  }
}

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
