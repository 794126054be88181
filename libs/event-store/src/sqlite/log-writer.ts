import type { Database, Statement } from 'better-sqlite3';
import { digestOf } from '../digest.js';
import { EventStoreError, KnownSinceError, WrongExpectedRevisionError } from '../errors.js';
import type { AppendAnswer } from '../event-store.js';
import type { PreparedAppend, PreparedEvent } from '../prepared-append.js';
import { RepeatFinder } from './repeat-finder.js';
import { type StreamHead, StreamHeads } from './stream-heads.js';

export type Verdict = { readonly answer: AppendAnswer } | { readonly refusal: unknown };

interface LogHead {
  readonly position: number;
  readonly knownSince: string;
  readonly knownSinceMs: number;
}

const EMPTY_LOG: LogHead = { position: 0, knownSince: '', knownSinceMs: -Infinity };

const INSERT = `INSERT INTO events (position, stream, revision, event_id, type, schema_version, data, known_since, known_since_ms,
  recorded_at, recorded_by, backfilled, correlation_id, causation_id, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Decides appends and stores them, many in one transaction, each with a verdict of its own. */
export class LogWriter {
  private readonly insert: Statement;
  private readonly lastOfLog: Statement<[], LogHead>;
  private readonly transaction: (group: Iterable<() => PreparedAppend>) => Verdict[];
  private readonly repeats: RepeatFinder;
  private readonly heads: StreamHeads;
  private head = EMPTY_LOG;

  constructor(
    db: Database,
    private readonly now: () => Date,
  ) {
    this.insert = db.prepare(INSERT);
    this.lastOfLog = db.prepare<[], LogHead>(
      'SELECT position, known_since AS knownSince, known_since_ms AS knownSinceMs FROM events ORDER BY position DESC LIMIT 1',
    );
    this.repeats = new RepeatFinder(db);
    this.heads = new StreamHeads(db);
    const decideAll = db.transaction((group: Iterable<() => PreparedAppend>) => this.decideAll(group));
    this.transaction = (group) => decideAll.immediate(group);
  }

  /**
   * Throws when nothing of the group was stored, so that none of its verdicts holds.
   * @param group prepared one after the other, so that a large group is never in memory as a whole
   */
  commit(group: Iterable<() => PreparedAppend>): Verdict[] {
    try {
      return this.transaction(group);
    } catch (error) {
      this.heads.forget();
      throw error;
    }
  }

  private decideAll(group: Iterable<() => PreparedAppend>): Verdict[] {
    const head = this.lastOfLog.get() ?? EMPTY_LOG;
    // Another process has appended since: what was remembered of the streams may be old.
    if (head.position !== this.head.position) this.heads.forget();
    this.head = head;
    return Array.from(group, (prepare) => this.decide(prepare));
  }

  private decide(prepare: () => PreparedAppend): Verdict {
    let append: PreparedAppend;
    try {
      append = prepare();
    } catch (refusal) {
      return { refusal };
    }
    try {
      return { answer: this.repeats.find(append) ?? this.store(append) };
    } catch (error) {
      if (error instanceof EventStoreError && error.kind !== 'fault') return { refusal: error };
      throw error;
    }
  }

  /** Checks everything before the first insert: a refused append leaves nothing to roll back. */
  private store({ stream, expected, events }: PreparedAppend): AppendAnswer {
    const before = this.heads.of(stream);
    const actual = before?.revision ?? 'no_stream';
    if (actual !== expected) throw new WrongExpectedRevisionError(stream, expected, actual);
    const now = this.now();
    const moments = this.momentsOf(events, now.getTime());
    const recordedAt = now.toISOString();

    let head = before;
    const stored = events.map((event, i) => {
      const moment = moments[i] as LogHead;
      head = this.insertOne(stream, head, event, moment, recordedAt);
      return {
        eventId: event.eventId,
        revision: head.revision,
        position: String(moment.position),
        knownSince: moment.knownSince,
        recordedAt,
      };
    });
    this.head = moments.at(-1) as LogHead;
    this.heads.remember(stream, head as StreamHead);
    return { outcome: 'stored', events: stored };
  }

  /** Where and since when: known since never decreases along the log, whatever the clock of the machine does. */
  private momentsOf(events: readonly PreparedEvent[], nowMs: number): LogHead[] {
    let last = this.head;
    return events.map(({ knownSince }) => {
      const position = last.position + 1;
      if (knownSince) {
        if (knownSince.ms < last.knownSinceMs) throw new KnownSinceError(knownSince.text, last.knownSince);
        last = { position, knownSince: knownSince.text, knownSinceMs: knownSince.ms };
      } else {
        const ms = Math.max(nowMs, last.knownSinceMs);
        last = { position, knownSince: new Date(ms).toISOString(), knownSinceMs: ms };
      }
      return last;
    });
  }

  private insertOne(
    stream: string,
    before: StreamHead | null,
    event: PreparedEvent,
    moment: LogHead,
    recordedAt: string,
  ): StreamHead {
    const { eventId, type, schemaVersion, canonicalData, recordedBy, correlationId, causationId } = event;
    const revision = (before?.revision ?? -1) + 1;
    const backfilled = event.knownSince !== null;
    const { position, knownSince } = moment;
    const envelope = { stream, revision, eventId, type, schemaVersion, knownSince, recordedAt, recordedBy, backfilled };
    const digest = digestOf(
      before?.digest ?? null,
      { ...envelope, data: null, correlationId, causationId },
      canonicalData,
    );
    this.insert.run(
      position,
      stream,
      revision,
      eventId,
      type,
      schemaVersion,
      canonicalData,
      knownSince,
      moment.knownSinceMs,
      recordedAt,
      recordedBy,
      backfilled ? 1 : 0,
      correlationId,
      causationId,
      Buffer.from(digest, 'hex'),
    );
    return { revision, digest };
  }
}
