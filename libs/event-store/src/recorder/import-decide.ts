import { type CaseState, type Fault, pointedInto, type Refusal, refusals } from '#domain';
import type { EventStore } from '../event-store.js';
import { knownSinceMs } from '../known-since.js';
import { FutureRecord } from './future-record.js';
import type { ImportEntry } from './import-line-check.js';
import type { Scanned } from './import-scan.js';
import type { Glance } from './import-spool.js';
import { Repeats } from './import-repeats.js';
import { spellingWarnings, warningsOf } from './warnings.js';

const TOLD_EVERY = 5_000;
const NOT_SEEN = -2;

/** What is to be done with the lines, if none of them has a fault. */
export interface Plan {
  /** The lines by their index, in the order of appending. */
  readonly order: Uint32Array;
  /** By index: 1 for a line that is in the log already. */
  readonly isRepeat: Uint8Array;
  /** By the number of the case, its last revision before the import; -1 where there is none. */
  readonly revisions: Int32Array;
}

export interface Deciding {
  readonly store: EventStore;
  readonly scanned: Scanned;
  readonly nowMs: number;
  readonly refuse: (index: number, fault: Fault) => void;
  readonly warn: (index: number, warning: Fault) => void;
  readonly tell: (done: number) => void;
}

/** Decides every line against the record as it will be when it is its turn. */
export async function decideAll({ store, scanned, nowMs, refuse, warn, tell }: Deciding): Promise<Plan> {
  const head = await store.head();
  const record = new FutureRecord(store, scanned, nowMs);
  try {
    if (head) await record.load();
    const lines = new LineDecider({ record, scanned, refuse, last: head?.knownSince ?? null });
    const plan = await decideEach(record, lines, { store, scanned, refuse, warn, tell });
    await lookAgain(record, scanned, warn);
    return plan;
  } finally {
    record.close();
  }
}

async function decideEach(
  record: FutureRecord,
  lines: LineDecider,
  { store, scanned: { spool }, refuse, warn, tell }: Omit<Deciding, 'nowMs'>,
): Promise<Plan> {
  const revisions = new Int32Array(spool.caseNumbers).fill(NOT_SEEN);
  const plan = { order: spool.inOrder(), isRepeat: new Uint8Array(spool.size), revisions };
  const repeats = new Repeats(store, spool);
  for (const [done, index] of plan.order.entries()) {
    if (done % TOLD_EVERY === 0) tell(done);
    const glance = spool.glance(index);
    const { reference, caseNumber, eventId, type } = glance;
    const state = record.kept(reference) ?? (await record.stateOf(reference));
    if (revisions[caseNumber] === NOT_SEEN) revisions[caseNumber] = state.revision;
    if (state.types.has(eventId)) {
      plan.isRepeat[index] = 1;
      repeats.add(index, reference);
    } else if (!lines.passesPlainly(index, glance, state)) await lines.decide(index, state);
    if (type === 'CaseOpened')
      for (const warning of spellingWarnings(reference, record.caseSpelt(reference))) warn(index, warning);
  }
  for (const promised of record.promised)
    if (!(await record.isKept(promised))) refuse(promised.index, brokenPromise(promised.field));
  for await (const index of repeats.differing()) refuse(index, otherContent);
  return plan;
}

/** Against the whole, for what a line names may stand in any other. */
async function lookAgain(record: FutureRecord, { doubtful, spool }: Scanned, warn: Deciding['warn']): Promise<void> {
  for (let at = 0; at < doubtful.length; at += 1) {
    const index = doubtful.at(at);
    for (const warning of await warningsOf(spool.at(index).development, record)) warn(index, warning);
  }
}

interface Given {
  readonly record: FutureRecord;
  readonly scanned: Scanned;
  readonly refuse: Deciding['refuse'];
  /** Since when the last event of the log is known; null where it is empty. */
  readonly last: string | null;
}

class LineDecider {
  private readonly lastMs: number;

  constructor(private readonly given: Given) {
    this.lastMs = given.last === null ? -Infinity : knownSinceMs(given.last);
  }

  /** Most lines need not be read again: nothing but the state of their case can speak against them. */
  passesPlainly(index: number, glance: Glance, state: CaseState): boolean {
    const { record, scanned } = this.given;
    const isInTime = scanned.spool.knownMsOf(index) >= this.lastMs;
    return isInTime && glance.isPlain && record.passes(glance, state);
  }

  async decide(index: number, state: CaseState): Promise<void> {
    const { record, scanned, refuse, last } = this.given;
    const entry = scanned.spool.at(index);
    const knownMs = scanned.spool.knownMsOf(index);
    if (last !== null && knownMs < this.lastMs) refuse(index, tooEarly(last));
    await record.turnTo(index, entry, { state, knownMs });
    for (const refusal of decidedAgainst(record, state, entry, scanned)) refuse(index, asWritten(refusal, entry));
    record.expect(index, entry, state);
  }
}

/** Where the case or the event itself is at fault, that is told once, at its own line. */
function* decidedAgainst(
  record: FutureRecord,
  state: CaseState,
  { development }: ImportEntry,
  { faultyCases }: Scanned,
): Generator<Refusal> {
  if (state.kind === null && development.type !== 'CaseOpened' && faultyCases.has(state.reference)) return;
  for (const refusal of refusals(state, development, record)) {
    const isOfFaultyTarget =
      refusal.code === 'unknown-target' && record.isFaulty(state.reference, development.target ?? '');
    if (!isOfFaultyTarget) yield refusal;
  }
}

const asWritten = (refusal: Refusal, { isBareRoster }: ImportEntry): Fault =>
  isBareRoster ? pointedInto({ appliesTo: [] }, [refusal])[0]! : refusal;

const tooEarly = (last: string): Fault => ({
  path: '/knownSince',
  message: `lies before ${last}, since when the last event of the log is known: a backfill goes into the log before what is known later, so import into an empty log, or leave knownSince out for what is known from now`,
});

const otherContent: Fault = {
  path: '/key',
  message: 'names another development of this case, with other content: take another key, or rectify what was logged',
};

const brokenPromise = (field: string): Fault => ({
  path: `/${field}`,
  message: 'names no event of this case, in the log or in this import: give the key of one, or an event id',
});
