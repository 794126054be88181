import type { Lens, RecordedDevelopment } from '#domain';
import type { Projection, ProjectionRows } from './projection.js';
import type { Answer, Steps } from './steps.js';

export interface Checkpoint {
  /** Ordinal of the last event applied; 0: none was. */
  readonly seq: number;
  readonly position: string | null;
  readonly count: number;
  /** Over (previous digest, event id) of every event applied, in order: it shows that none was left out. */
  readonly digest: string;
  readonly rules: string;
}

export interface NewDevelopmentRow {
  readonly seq: number;
  readonly position: string;
  readonly eventId: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly knownSinceMs: number;
  readonly key: string | null;
  readonly root: number;
  /** Null: it could not be read, or waits behind one that could not. */
  readonly development: RecordedDevelopment | null;
}

export interface Parked {
  readonly stream: string;
  readonly revision: number;
  readonly seq: number;
  readonly position: string;
  readonly reason: string;
}

/** Where an event stands in its stream. */
export interface Place {
  readonly stream: string;
  readonly revision: number;
  readonly eventId: string;
}

export type SubjectKind = 'person' | 'case' | 'party' | 'group';

/** One row of a timeline, and the further ones that repeat it under its other values. */
export interface SegmentVersion {
  readonly subject: string;
  readonly kind: SubjectKind;
  readonly view: string;
  readonly lens: Lens;
  readonly from: number;
  readonly to: number;
  readonly value: string;
  readonly certainty: string;
  readonly apart: number;
  /** JSON. */
  readonly otherwise: string;
  readonly body: string;
  readonly knownFrom: number;
  knownTo: number;
  /** Of its rows; empty: not stored yet. */
  readonly ids: readonly number[];
}

export interface IdentityVersion {
  readonly reference: string;
  readonly kind: 'individual' | 'collective';
  readonly country: string;
  readonly name: string | null;
  readonly labels: readonly string[];
}

/** The statements that the projection is made of. */
export interface Rows {
  checkpoint(): Answer<Checkpoint | null>;
  saveCheckpoint(checkpoint: Checkpoint): Answer<void>;
  /** -1: nothing of the stream was applied. */
  revisionOf(stream: string): Answer<number>;
  saveRevision(stream: string, revision: number): Answer<void>;

  isParked(stream: string): Answer<boolean>;
  park(parked: Parked): Answer<void>;
  addWaiting(reference: string, stream: string): Answer<void>;

  insertDevelopment(row: NewDevelopmentRow): Answer<void>;
  /** The event that a key of the stream or an event id names: its root. */
  rootNamed(stream: string, name: string): Answer<number | null>;
  /** An event and every annotation that is about it, in the order of the log. */
  cluster(root: number): Answer<readonly RecordedDevelopment[]>;
  clusterSeqs(root: number): Answer<readonly number[]>;
  rootOfOpening(stream: string): Answer<number | null>;
  rootsOfStream(stream: string): Answer<readonly number[]>;

  subjectsOf(seq: number): Answer<readonly string[]>;
  addConcern(subject: string, seq: number): Answer<void>;
  addMention(name: string, root: number): Answer<boolean>;
  mentionsOf(root: number): Answer<readonly string[]>;
  /** Those that named the event by its key, on its stream, or by its id. */
  rootsMentioning(event: RecordedDevelopment): Answer<readonly number[]>;
  addMember(caseReference: string, person: string, root: number): Answer<boolean>;
  membersOf(caseReference: string): Answer<readonly string[]>;
  addAmongEvent(caseReference: string, root: number): Answer<boolean>;
  amongEvents(caseReference: string): Answer<readonly number[]>;
  addCountry(caseReference: string, country: string): Answer<boolean>;
  countriesOf(caseReference: string): Answer<readonly string[]>;
  addParty(country: string, name: string): Answer<void>;

  /** Those whose timelines are folded next: what is across a network is read for all of them at once. */
  readAhead?(subjects: readonly string[]): Answer<void>;
  subjectsAfter(subject: string, limit: number): Answer<readonly string[]>;
  /** Everything that a subject's timelines are folded from, in the order of the log. */
  developmentsConcerning(subject: string): Answer<readonly RecordedDevelopment[]>;
  openSegments(subject: string): Answer<SegmentVersion[]>;
  insertSegment(version: SegmentVersion): Answer<void>;
  /** Since its `knownTo` other rows hold. */
  closeSegment(version: SegmentVersion): Answer<void>;
  openIdentity(reference: string): Answer<IdentityVersion | null>;
  insertIdentity(version: IdentityVersion, knownFrom: number, knownTo: number): Answer<void>;
  closeIdentity(reference: string, knownTo: number): Answer<void>;

  /** The own table of a projection. */
  tableOf(projection: Projection): ProjectionRows<object>;
}

/**
 * Where the rows live: the wall behind which another database can stand. There is one writer; what it does in one transaction is seen by readers
 * as a whole or not at all.
 */
export interface RowStore {
  transaction<T>(work: (rows: Rows) => Steps<T>): Promise<T>;
}
