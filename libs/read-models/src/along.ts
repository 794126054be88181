import { forget, Lately, type KnownEvent, type RecordedDevelopment } from '#domain';
import { identifying, identityBy, sameIdentity } from './identity.js';
import { PoisonedEventError } from './errors.js';
import { FOLD_FAILED } from './parked.js';
import { OPEN } from './rows.entities.js';
import type { IdentityVersion, SegmentVersion } from './row-store.js';
import { changedViews, Stage } from './stage.js';
import { Versions } from './versions.js';

export interface IdentityChange {
  readonly identity: IdentityVersion | null;
  readonly knownFrom: number;
  readonly knownTo: number;
}

export interface Changes {
  readonly segments: readonly SegmentVersion[];
  /** Empty: it is as it was. The first one closes what is stored, if anything is. */
  readonly identities: readonly IdentityChange[];
  readonly hadIdentity: boolean;
}

interface Stored {
  readonly segments: readonly SegmentVersion[];
  readonly identity: IdentityVersion | null;
}

export const NOTHING_STORED: Stored = { segments: [], identity: null };

/**
 * Folds one subject at each of the moments `seqs`, in order, as if each were the end of the log, and tells what changes in its rows.
 * @param developments all that concern it, in the order of the log
 */
export function foldAlong(
  subject: string,
  developments: readonly RecordedDevelopment[],
  seqs: readonly number[],
  stored: Stored,
): Changes {
  try {
    return foldEach(subject, developments, seqs, stored);
  } finally {
    // What the rules have worked out for this subject is of no use to the next.
    forget();
  }
}

function foldEach(
  subject: string,
  developments: readonly RecordedDevelopment[],
  seqs: readonly number[],
  stored: Stored,
): Changes {
  const versions = new Versions(stored.segments);
  const identities = new Identities(subject, stored.identity);
  const lately = new Lately();
  const stageWith = (isKnown: (one: RecordedDevelopment) => boolean): Stage =>
    new Stage(subject, developments.filter(isKnown), lately);
  let before = stageWith((one) => one.seq < seqs[0]!);
  for (const seq of seqs) {
    const now = stageWith((one) => one.seq <= seq);
    try {
      fold(before, now, versions, seq);
      identities.at(now, seq);
    } catch (error) {
      const { eventId } = developments.find((one) => one.seq === seq)!;
      throw new PoisonedEventError(eventId, `${FOLD_FAILED}${error instanceof Error ? error.message : String(error)}`);
    }
    before = now;
  }
  return { segments: versions.written(), identities: identities.changes, hadIdentity: stored.identity !== null };
}

function fold(before: Stage, now: Stage, versions: Versions, seq: number): void {
  for (const kind of now.kinds)
    for (const view of changedViews(before, now, kind))
      versions.replace({ row: now.rowOf(kind), kind }, view, now.history(kind), seq);
}

class Identities {
  readonly changes: IdentityChange[] = [];
  private told: readonly KnownEvent[] | null = null;

  constructor(
    private readonly reference: string,
    private now: IdentityVersion | null,
  ) {}

  at(stage: Stage, seq: number): void {
    if (!stage.kinds.includes('person')) return;
    const told = identifying(this.reference, stage.known);
    // Known events are the same object as long as nothing more is known of them.
    if (this.told?.length === told.length && this.told.every((one, index) => one === told[index])) return;
    this.told = told;
    const identity = identityBy(this.reference, told);
    if (sameIdentity(this.now, identity)) return;
    this.now = identity;
    const last = this.changes.at(-1);
    if (last) this.changes[this.changes.length - 1] = { ...last, knownTo: seq };
    this.changes.push({ identity, knownFrom: seq, knownTo: OPEN });
  }
}
