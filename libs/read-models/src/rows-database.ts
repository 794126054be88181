import type { RecordReader } from '#domain';
import type { EventStore } from '#event-store';
import type { Difference } from './difference.js';
import type { RebuildProgress } from './rebuild.js';
import type { Checkpoint, Parked, Place, RowStore } from './row-store.js';
import type { Answer } from './steps.js';

/** The rows that were built at one time, by one set of rules. */
export interface StoredRows extends RowStore {
  checkpoint(): Answer<Checkpoint | null>;
  parked(): Answer<readonly Parked[]>;
  placeOf(seq: number): Answer<Place | undefined>;
  /** The event ids that they hold, in order. */
  ids(upTo: number): Iterable<string> | AsyncIterable<string>;
}

export interface RowsReader extends RecordReader {
  /** Answers from those that answer by now; absent where none ever take their place. */
  renew?(): void;
}

/** Says which program projects into the rows: one at a time. */
export interface RunnerLock {
  readonly isHeld: boolean;
  /** So it was when this program last tried to take it. */
  readonly isHeldByAnother: boolean;
  /** Tells from now on when it was lost, and takes it when it falls free. */
  watch(changed: () => void): void;
  /** Lets another program have it, and tries again later. */
  giveBack(): Promise<void>;
  /** Gives it up for good. */
  release(): Promise<void>;
}

export interface Rebuilt {
  readonly checkpoint: Checkpoint;
  /** To the rows that they replace; null where there were none, or where it is not told. */
  readonly difference: Difference | null;
}

/** What keeps the rows of a program: a file, or a database that several programs share. */
export interface RowsDatabase {
  /** For messages; holds no secret. */
  readonly name: string;
  readonly lock: RunnerLock;
  /** A rebuild works beside a program that projects: what stops it is only another rebuild. */
  readonly rebuildsBesideRunner: boolean;
  /** Those that answer now. */
  current(): Answer<StoredRows>;
  /** Answers from one version of the rows, whatever is rebuilt meanwhile. */
  reader(): RowsReader;
  /** Were the rows that answer now built since this program opened them, by another one? */
  wereReplaced(): Answer<boolean>;
  /** From zero, beside the ones in use, which answer until the new ones take their place. */
  rebuild(log: EventStore, report: (progress: RebuildProgress) => void): Promise<Rebuilt>;
  /** Puts the rows of before the last rebuild in their place again, brought up to the end of the log. */
  goBack(log: EventStore): Promise<Checkpoint>;
  close(): Promise<void>;
}
