import { CanonicalText, type EventType, schemaVersionOf, streamOf } from '#domain';
import type { EventStore, NewEvent } from '../event-store.js';
import type { Plan } from './import-decide.js';
import type { Glance, ImportSpool } from './import-spool.js';

/** What is appended together, so that one failure stops the import soon: as much as a commit in bulk takes. */
const WINDOW_EVENTS = 20_000;
const WINDOW_BYTES = 16_000_000;
/** Consecutive lines of one case share an append, as far as every store takes it: KurrentDB up to 1 MiB. */
const APPEND_EVENTS_MAX = 200;
const APPEND_BYTES_MAX = 600_000;

interface Append {
  readonly stream: string;
  readonly expected: number;
  readonly events: NewEvent[];
  bytes: number;
}

export interface Storing {
  readonly store: EventStore;
  readonly spool: ImportSpool;
  readonly officer: string;
  readonly tell: (done: number) => void;
}

/** Some lines are stored and the rest are not; what follows is not stored either. */
export class ImportStoppedError extends Error {
  override readonly name = 'ImportStoppedError';
  constructor(
    readonly stored: number,
    cause: unknown,
  ) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `The import stopped after ${stored} stored lines (${why}). Run it again with the same files: it goes on where it stopped.`,
      { cause },
    );
  }
}

/** Appends the lines in their order, without waiting for one before the next. Answers how many were stored now. */
export async function storeAll(plan: Plan, storing: Storing): Promise<number> {
  const { store, spool, officer, tell } = storing;
  const revisions = plan.revisions.slice();
  let stored = 0;
  let window: Append[] = [];
  let waiting = 0;
  let waitingBytes = 0;
  const flush = async (): Promise<void> => {
    stored += await appendAll(store, window, stored);
    window = [];
    waiting = 0;
    waitingBytes = 0;
    tell(stored);
  };
  for (const index of plan.order) {
    if (plan.isRepeat[index] === 1) continue;
    const glance = spool.glance(index);
    const { caseNumber } = glance;
    const stream = streamOf(glance.reference);
    const expected = revisions[caseNumber]!;
    const event = new Line(spool, index, glance, officer);
    const bytes = spool.bytesOf(index);
    const last = window.at(-1);
    const fits = last && last.events.length < APPEND_EVENTS_MAX && last.bytes + bytes <= APPEND_BYTES_MAX;
    if (fits && last.stream === stream) {
      last.events.push(event);
      last.bytes += bytes;
    } else window.push({ stream, expected, events: [event], bytes });
    revisions[caseNumber] = expected + 1;
    waiting += 1;
    waitingBytes += bytes;
    if (waiting === WINDOW_EVENTS || waitingBytes >= WINDOW_BYTES) await flush();
  }
  await flush();
  return stored;
}

async function appendAll(store: EventStore, window: readonly Append[], before: number): Promise<number> {
  const answers = await Promise.allSettled(
    window.map(({ stream, expected, events }) => store.append(stream, expected < 0 ? 'no_stream' : expected, events)),
  );
  let stored = 0;
  for (const answer of answers)
    if (answer.status === 'fulfilled' && answer.value.outcome === 'stored') stored += answer.value.events.length;
  const failed = answers.find((answer) => answer.status === 'rejected');
  if (failed) throw new ImportStoppedError(before + stored, failed.reason);
  return stored;
}

/** A line as the event that it becomes: what is long is read when it is its turn, so that a window of them is small. */
class Line implements NewEvent {
  readonly eventId: string;
  readonly type: EventType;
  readonly schemaVersion: number;

  constructor(
    private readonly spool: ImportSpool,
    private readonly index: number,
    { eventId, type }: Glance,
    readonly recordedBy: string,
  ) {
    this.eventId = eventId;
    this.type = type;
    this.schemaVersion = schemaVersionOf(type);
  }

  get data(): CanonicalText {
    return new CanonicalText(() => this.spool.textOf(this.index));
  }

  get knownSince(): string | undefined {
    return this.spool.knownSinceOf(this.index);
  }
}
