import { needsPeople, type EventType } from '../events/catalogue.js';
import { isAnnotation } from '../fold/known.js';
import { makesALine } from '../views/sentence-lines.js';
import type { Development, RecordedDevelopment } from './development.js';
import { eventIdOf } from './event-id.js';

export type CaseKind = 'individual' | 'collective';

/** What was said about another event. */
export interface Annotation {
  readonly eventId: string;
  readonly type: EventType;
  readonly stream: string;
  /** Of a rectification: what it changed, and into what. */
  readonly field?: string;
  readonly next?: unknown;
}

export interface Conviction {
  readonly ruling: string;
  readonly references: readonly string[];
  /** Absent where a report does not tell it. */
  readonly proceeding?: string;
  /** Of the event that said so; absent for what is not in the log yet. */
  readonly position?: string;
}

/** By event id. Where the events of very many cases are looked at, these are kept elsewhere. */
export type EventTypes = Pick<Map<string, EventType>, 'has' | 'get'> & {
  set: (eventId: string, type: EventType) => void;
};

/**
 * What the rules have to know of one case: little enough to be kept for a thousand cases at once. An event's content is fetched when a
 * rectification asks for it.
 */
export interface CaseState {
  readonly reference: string;
  /** Null: not open yet. */
  kind: CaseKind | null;
  /** -1: nothing is on the stream. */
  revision: number;
  /** Keys are not kept: a key and its case make the id. */
  readonly types: EventTypes;
  /** Reports of a view about no person; see `needsPeople`. */
  aboutNobody: Set<string>;
  /** By the event id of their target, in the order of revisions. */
  annotations: Map<string, Annotation[]>;
  /** Whom rulings convicted, in the order of revisions. */
  convictions: Conviction[];
}

export type Evolving = Pick<RecordedDevelopment, 'eventId' | 'stream' | 'revision' | keyof Development> &
  Partial<Pick<RecordedDevelopment, 'position'>>;

/** Most cases have none, so they share these until they do; nobody writes to them. */
const NONE = new Set<string>();
const NO_ANNOTATIONS = new Map<string, Annotation[]>();
const NO_CONVICTIONS: Conviction[] = [];

export const newCase = (reference: string, types: EventTypes = new Map()): CaseState => ({
  reference,
  kind: null,
  revision: -1,
  types,
  aboutNobody: NONE,
  annotations: NO_ANNOTATIONS,
  convictions: NO_CONVICTIONS,
});

/**
 * Adds one event and answers the same state, which belongs to whoever folds it: a copy of the maps for every event would make a long case
 * slow. An event that was added already changes nothing.
 */
export function evolve(state: CaseState, event: Evolving): CaseState {
  if (event.revision <= state.revision) return state;
  state.revision = event.revision - 1;
  advance(state, event.eventId, event.type);
  if (event.type === 'CaseOpened') state.kind ??= event.facts['kind'] as CaseKind;
  if (isAboutNobody(event)) addAboutNobody(state, event.eventId);
  if (event.target !== undefined && isAnnotation(event.type)) annotate(state, event, event.target);
  noteConvictions(state, event);
  return state;
}

/** The next event, of which the rules have only to know that it is there. */
export function advance(state: CaseState, eventId: string, type: EventType): void {
  state.revision += 1;
  state.types.set(eventId, type);
}

/** The event of this case that a key or an event id names. */
export function eventNamed(state: CaseState, name: string): string | null {
  const byKey = eventIdOf(state.reference, name);
  if (state.types.has(byKey)) return byKey;
  return state.types.has(name) ? name : null;
}

export const annotationOf = ({ eventId, type, stream, facts }: Evolving): Annotation => ({
  eventId,
  type,
  stream,
  ...(type === 'Rectified' && { field: facts['field'] as string, next: facts['new'] }),
});

const isAboutNobody = ({ type, facts }: Evolving): boolean => type === 'StatusReported' && !needsPeople(type, facts);

function annotate(state: CaseState, event: Evolving, name: string): void {
  const target = eventNamed(state, name) ?? name;
  const others = state.annotations.get(target);
  if (others) others.push(annotationOf(event));
  else {
    if (state.annotations === NO_ANNOTATIONS) state.annotations = new Map();
    state.annotations.set(target, [annotationOf(event)]);
  }
}

function noteConvictions(state: CaseState, event: Evolving): void {
  const { type, appliesTo, eventId, target, position } = event;
  const references = appliesTo?.references ?? [state.reference];
  const said = { references, ...(position !== undefined && { position }) };
  if (convicts(event)) convict(state, { ruling: eventId, ...said, ...proceedingOf(event) });
  if (type !== 'ParticipantsIdentified' || target === undefined) return;
  const ruling = eventNamed(state, target);
  const known = state.convictions.find((one) => one.ruling === ruling);
  if (known) convict(state, { ...known, ...said });
}

const proceedingOf = ({ facts }: Evolving): Pick<Conviction, 'proceeding'> =>
  typeof facts['proceeding'] === 'string' ? { proceeding: facts['proceeding'] } : {};

function convicts({ type, facts }: Evolving): boolean {
  if (type === 'VerdictDelivered') return facts['outcome'] === 'convicted';
  if (type === 'AppealDecided') return makesALine({ facts });
  return type === 'StatusReported' && facts['view'] === 'sentences' && facts['value'] === 'standing';
}

function convict(state: CaseState, conviction: Conviction): void {
  if (state.convictions === NO_CONVICTIONS) state.convictions = [];
  state.convictions.push(conviction);
}

function addAboutNobody(state: CaseState, eventId: string): void {
  if (state.aboutNobody === NONE) state.aboutNobody = new Set();
  state.aboutNobody.add(eventId);
}
