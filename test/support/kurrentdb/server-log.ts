import { randomUUID } from 'node:crypto';

/** The place of a record in `$all`. Both are the same for whatever was appended over this protocol; the events of one append have one each. */
export interface ServerPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface ServerRecord extends ProposedEvent, ServerPosition {
  readonly stream: string;
  readonly revision: number;
  /** In ticks of 100 ns; real servers cut it to whole seconds or keep it, so nothing may rest on it. */
  readonly created: bigint;
}

/** -1: there must be no stream. */
export type Expected = number | 'any' | 'stream_exists';

export type AppendVerdict =
  | { readonly kind: 'success'; readonly revision: number; readonly position: ServerPosition | null }
  | { readonly kind: 'wrong_version'; readonly current: number }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'too_large' };

export const APPEND_BYTES_MAX = 1024 * 1024;
const RECORD_OVERHEAD_BYTES = 120n;

/** What the server holds, and keeps over its restarts. Behaves as a real one was seen to. */
export class ServerLog {
  readonly all: ServerRecord[] = [];
  private readonly streams = new Map<string, ServerRecord[]>();
  private readonly tombstoned = new Set<string>();
  /** The first revision that a stream still shows. */
  private readonly shown = new Map<string, number>();
  private readonly wakers = new Set<() => void>();
  private end = 0n;

  append(stream: string, expected: Expected, events: readonly ProposedEvent[]): AppendVerdict {
    if (this.tombstoned.has(stream)) return { kind: 'deleted' };
    const bytes = events.reduce(
      (sum, { data, metadata, type }) => sum + data.length + metadata.length + type.length * 2,
      0,
    );
    if (bytes > APPEND_BYTES_MAX) return { kind: 'too_large' };
    const held = this.streams.get(stream) ?? [];
    const current = held.length - 1;
    if (expected === 'stream_exists' && current < 0) return { kind: 'wrong_version', current };
    const isHidden = current >= 0 && !this.read(stream);
    if (expected === 'stream_exists' && isHidden) return { kind: 'deleted' };
    if (typeof expected === 'number' && expected !== current) {
      const repeated = this.repeated(held, expected, events);
      if (expected !== -1 || !isHidden) return repeated;
      // What was deleted is there no more, but its ids are known.
      if (repeated.kind === 'success') return { ...repeated, position: null };
    }
    return this.write(stream, held, events);
  }

  read(stream: string): readonly ServerRecord[] | 'deleted' | undefined {
    if (this.tombstoned.has(stream)) return 'deleted';
    const shown = this.streams.get(stream)?.slice(this.shown.get(stream) ?? 0);
    return shown?.length ? shown : undefined;
  }

  /** As `deleteStream`: `$all` keeps what was stored until a scavenge, and the stream may be written again, with the revisions going on. */
  delete(stream: string): void {
    this.shown.set(stream, this.streams.get(stream)?.length ?? 0);
  }

  /** As `tombstoneStream`: what was stored stays in `$all`, with a record of the deletion after it. */
  tombstone(stream: string): void {
    this.write(stream, this.streams.get(stream) ?? [], [systemEvent('$streamDeleted')]);
    this.tombstoned.add(stream);
  }

  /** As a backup that was made when so many records were there. What is written from then on stands elsewhere than what was. */
  restore(records: number): void {
    this.end = this.all[records]?.commit ?? this.end;
    const kept = this.all.splice(0).slice(0, records);
    this.streams.clear();
    for (const record of kept) {
      this.all.push(record);
      const held = this.streams.get(record.stream);
      if (held) held.push(record);
      else this.streams.set(record.stream, [record]);
    }
    this.append('$epoch-information', 'any', [systemEvent('$epoch-information')]);
  }

  /** Until something is appended, or the signal aborts. */
  changed(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.wakers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.wakers.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  /** The index of the first record at the position or after it. */
  indexAt(position: ServerPosition): number {
    let [low, high] = [0, this.all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.all[middle]!, position)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Same ids with the original expectation: the first answer again, and nothing is written. */
  private repeated(held: readonly ServerRecord[], expected: number, events: readonly ProposedEvent[]): AppendVerdict {
    const isRepeat = expected < held.length - 1 && events.every(({ id }, i) => held[expected + 1 + i]?.id === id);
    if (!isRepeat) return { kind: 'wrong_version', current: held.length - 1 };
    const last = held[expected + events.length]!;
    return { kind: 'success', revision: last.revision, position: last };
  }

  private write(stream: string, held: ServerRecord[], events: readonly ProposedEvent[]): AppendVerdict {
    const prepares = events.map(({ data, metadata }) => {
      const prepare = this.end;
      this.end += BigInt(data.length + metadata.length) + RECORD_OVERHEAD_BYTES;
      return prepare;
    });
    const created = BigInt(Date.now()) * 10_000n;
    events.forEach((event, i) => {
      const record = { ...event, stream, revision: held.length, commit: prepares[i]!, prepare: prepares[i]!, created };
      held.push(record);
      this.all.push(record);
    });
    this.streams.set(stream, held);
    for (const wake of [...this.wakers]) wake();
    return { kind: 'success', revision: held.length - 1, position: held.at(-1)! };
  }
}

export function isBefore(a: ServerPosition, b: ServerPosition): boolean {
  return a.commit === b.commit ? a.prepare < b.prepare : a.commit < b.commit;
}

export function systemEvent(type: string, data = '{}'): ProposedEvent {
  return {
    id: randomUUID(),
    type,
    contentType: 'application/json',
    data: Buffer.from(data),
    metadata: Buffer.from(''),
  };
}
