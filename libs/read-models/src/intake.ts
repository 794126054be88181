import { caseOf } from '#domain';
import { knownSinceMs, type StoredEvent } from '#event-store';
import { advanced } from './checkpoint.js';
import { RevisionGapError } from './errors.js';
import { Linker } from './linker.js';
import { projectInto } from './projections.js';
import { readDevelopment, type Readable } from './read-development.js';
import { referencesIn } from './replay-log.js';
import type { Checkpoint, Rows } from './row-store.js';
import { got, type Steps } from './steps.js';

/** Event ids that read well but that the fold could not take, and why. */
export type Poisons = ReadonlyMap<string, string>;

/**
 * Takes events into the rows, one by one in the order of the log: each gets its ordinal, is read and linked to whom it concerns. An event that was
 * taken before is skipped; one that comes too early is refused; one that cannot be read stops its own stream alone.
 */
export class Intake {
  private readonly linker: Linker;

  constructor(
    private readonly rows: Rows,
    private readonly poisons: Poisons,
    public checkpoint: Checkpoint,
  ) {
    this.linker = new Linker(rows);
  }

  /** @returns whose timelines it may change; null where it was taken before */
  *take(stored: StoredEvent): Steps<ReadonlySet<string> | null> {
    const { stream, revision } = stored;
    const last = yield* got(this.rows.revisionOf(stream));
    if (revision <= last) return null;
    if (revision > last + 1) throw new RevisionGapError(stream, revision, last);
    this.checkpoint = advanced(this.checkpoint, stored);
    yield* got(this.rows.saveRevision(stream, revision));
    const isWaiting = yield* got(this.rows.isParked(stream));
    const read = isWaiting ? { poison: 'it waits behind an event that could not be read' } : this.read(stored);
    if ('development' in read) {
      yield* projectInto((projection) => this.rows.tableOf(projection), read.development);
      return yield* this.linker.link(read.development, knownSinceMs(stored.knownSince));
    }
    yield* this.setAside(stored, read.poison, isWaiting);
    return NOBODY;
  }

  private read(stored: StoredEvent): Readable {
    const reason = this.poisons.get(stored.eventId);
    return reason === undefined ? readDevelopment(stored, this.checkpoint.seq) : { poison: reason };
  }

  /** It keeps its ordinal, so that the record counts on as the log does. */
  private *setAside(stored: StoredEvent, reason: string, isWaiting: boolean): Steps<void> {
    const { seq } = this.checkpoint;
    const { stream, revision, position, eventId, type } = stored;
    const unread = { key: null, root: seq, development: null };
    yield* got(
      this.rows.insertDevelopment({
        seq,
        position,
        eventId,
        stream,
        revision,
        type,
        knownSinceMs: knownSinceMs(stored.knownSince),
        ...unread,
      }),
    );
    if (!isWaiting) yield* got(this.rows.park({ stream, revision, seq, position, reason }));
    for (const reference of [caseOf(stream), ...referencesIn(stored.data)])
      yield* got(this.rows.addWaiting(reference, stream));
  }
}

const NOBODY: ReadonlySet<string> = new Set();
