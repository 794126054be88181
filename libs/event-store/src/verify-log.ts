import { createHash } from 'node:crypto';
import { digestOf } from './digest.js';
import { CorruptEventError } from './errors.js';
import type { EventStore, Position, StoredEvent } from './event-store.js';
import { knownSinceMs } from './known-since.js';

export interface LogFault {
  readonly position: Position;
  readonly stream: string;
  readonly revision: number;
  readonly what: string;
}

export interface LogSummary {
  readonly events: number;
  readonly streams: number;
  readonly faults: number;
  readonly headPosition: Position | null;
  /**
   * SHA-256 (hex) over one line `stream revision digest` and a line feed for each stream, in the order of the UTF-16 units of their names. Kept
   * elsewhere, it also shows what no chain can: that the newest events of a stream are missing.
   */
  readonly headsDigest: string;
}

interface Head {
  readonly revision: number;
  readonly digest: string;
}

/** Reads the whole log and recomputes every digest. Holds one digest for each stream. */
export async function verifyLog(store: EventStore, report: (fault: LogFault) => void): Promise<LogSummary> {
  const check = new LogCheck(store, report);
  let isDone = false;
  while (!isDone) isDone = await readOn(store, check);
  return check.summary();
}

/** False: met an event that cannot be read, and has noted it; what follows it is still to be checked. */
async function readOn(store: EventStore, check: LogCheck): Promise<boolean> {
  try {
    for await (const event of store.readAll(check.position)) check.event(event);
    return true;
  } catch (error) {
    if (!(error instanceof CorruptEventError)) throw error;
    check.unreadable(error);
    return false;
  }
}

class LogCheck {
  position: Position | null = null;
  private events = 0;
  private faults = 0;
  private knownSince = '';
  private readonly heads = new Map<string, Head>();

  constructor(
    private readonly store: EventStore,
    private readonly report: (fault: LogFault) => void,
  ) {}

  event(event: StoredEvent): void {
    const before = this.heads.get(event.stream);
    const fault = (what: string): void => this.fault(event, what);
    this.checkPlace(event, before);
    if (this.knownSince !== '' && !(knownSinceMs(event.knownSince) >= knownSinceMs(this.knownSince))) {
      fault(`known since ${event.knownSince}, after an event known since ${this.knownSince}`);
    }
    const written = { ...event, knownSince: event.writtenKnownSince ?? event.knownSince };
    if (digestOf(before?.digest ?? null, written) !== event.digest) {
      fault('the digest does not match the content and the event before it');
    }
    this.knownSince = event.knownSince;
    this.pass(event, event.digest);
  }

  unreadable(event: CorruptEventError): void {
    this.checkPlace(event, this.heads.get(event.stream));
    this.fault(event, 'it cannot be read');
    this.pass(event, '');
  }

  summary(): LogSummary {
    const digest = createHash('sha256');
    const names = [...this.heads.keys()].sort((a, b) => (a < b ? -1 : 1));
    for (const stream of names) {
      const head = this.heads.get(stream) as Head;
      digest.update(`${stream} ${head.revision} ${head.digest}\n`);
    }
    return {
      events: this.events,
      streams: this.heads.size,
      faults: this.faults,
      headPosition: this.position,
      headsDigest: digest.digest('hex'),
    };
  }

  private checkPlace(event: Place, before: Head | undefined): void {
    const due = (before?.revision ?? -1) + 1;
    if (event.revision !== due) this.fault(event, `revision ${event.revision} where ${due} is due`);
    const duePosition = this.store.positionAfter?.(this.position);
    if (duePosition !== undefined && event.position !== duePosition) {
      this.fault(event, `position ${event.position} where ${duePosition} is due`);
    } else if (this.position !== null && this.store.comparePositions(event.position, this.position) <= 0) {
      this.fault(event, `position ${event.position} after ${this.position}`);
    }
  }

  private pass({ stream, revision, position }: Place, digest: string): void {
    this.heads.set(stream, { revision, digest });
    this.position = position;
    this.events += 1;
  }

  private fault({ position, stream, revision }: Place, what: string): void {
    this.faults += 1;
    this.report({ position, stream, revision, what });
  }
}

type Place = Pick<StoredEvent, 'position' | 'stream' | 'revision'>;
