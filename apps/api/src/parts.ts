import type { EventType, RecordReader } from '#domain';
import type { EventStore } from '#event-store';

/** What the controllers are given, by token: the parts are opened once, in `app.module.ts`. */
export const CONFIG = Symbol('config');
export const CLOCK = Symbol('clock');
export const STORE = Symbol('event store');
export const RECORDER = Symbol('recorder');
export const ROWS = Symbol('rows');

export type Clock = () => Date;
export type { EventStore };

export interface RowsPort {
  readonly reader: RecordReader;
  /** @returns false: the time was over before the rows had reached the position */
  projected(position: string, timeoutMs: number): Promise<boolean>;
  figures(): Promise<RowsFigures>;
  close(): Promise<void>;
}

export interface RowsFigures {
  readonly position: string | null;
  readonly events: number;
  readonly digest: string;
  readonly lag: number;
  readonly quarantine: readonly { readonly stream: string; readonly revision: number; readonly reason: string }[];
}

export interface Logged {
  readonly outcome: 'stored' | 'already_stored';
  readonly case: string;
  readonly eventId: string;
  readonly revision: number;
  readonly position: string;
  readonly knownSince: string;
  readonly recordedAt: string;
  readonly summary: string;
  readonly warnings: readonly unknown[];
}

interface LogOptions {
  readonly case?: string;
  readonly expected: number | 'no_stream';
  readonly idempotencyKey?: string;
  readonly allowedTypes: readonly EventType[];
}

export interface RecorderPort {
  log(input: unknown, options: LogOptions): Promise<Logged>;
}
