import { schemaVersionOf, streamOf } from '#domain';
import type { EventStore, NewEvent } from '../event-store.js';
import type { Plan } from './import-decide.js';
import type { ImportSpool, Storable } from './import-spool.js';

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
  const revisions = new Map(plan.revisions);
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
    const line = spool.storable(index);
    const { reference } = line;
    const stream = streamOf(reference);
    const expected = revisions.get(reference)!;
    const event = eventOf(line, officer);
    const bytes = spool.lengthOf(index);
    const last = window.at(-1);
    const fits = last && last.events.length < APPEND_EVENTS_MAX && last.bytes + bytes <= APPEND_BYTES_MAX;
    const append = fits && last.stream === stream ? last : { stream, expected, events: [], bytes: 0 };
    if (append !== last) window.push(append);
    append.events.push(event);
    append.bytes += bytes;
    revisions.set(reference, expected + 1);
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

function eventOf({ eventId, type, knownSince, content }: Storable, officer: string): NewEvent {
  const event = { eventId, type, schemaVersion: schemaVersionOf(type), data: content, recordedBy: officer };
  return knownSince === undefined ? event : { ...event, knownSince };
}
