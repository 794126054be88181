/** What a person logs, and what the log makes of it. Types only: the checks are in `check-development.ts`. Source: model.md 2. */
import type { EventType } from '../events/catalogue.js';

export const VOICES = ['court', 'committee', 'third_party', 'authorities', 'complainant'] as const;
export type Voice = (typeof VOICES)[number];
export type Lens = 'working' | Voice;
export const LENSES: readonly Lens[] = ['working', ...VOICES];

export type Stance = 'states' | 'alleges' | 'denies';
export type Facts = Readonly<Record<string, unknown>>;

export interface Place {
  readonly text?: string;
  /** ISO 3166-1 alpha-2 */
  readonly country?: string;
}

/** One voice's word for a development; `facts`, `occurredOn`, `place` only where that voice tells it otherwise. */
export interface Assertion {
  readonly by: Voice;
  readonly party?: string;
  readonly source: string;
  readonly locator?: string;
  readonly stance?: Stance;
  readonly says?: string;
  readonly facts?: Facts;
  readonly occurredOn?: string;
  readonly place?: Place;
}

/** What a source says of a group that it does not, or not fully, name. */
export interface Total {
  readonly words: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly of?: 'case' | 'wider';
  readonly relation?: 'more' | 'in_all';
}

export interface Among {
  readonly case: string;
  readonly references?: readonly string[];
  readonly except?: readonly string[];
}

export interface AppliesTo {
  readonly references: readonly string[];
  readonly basis?: 'named' | 'inferred';
  readonly totals?: readonly Total[];
  readonly among?: Among;
}

/** A development in its normal form: `appliesTo` is an object, `key` is set, defaults are left out. */
export interface Development {
  readonly case: string;
  readonly type: EventType;
  readonly key: string;
  readonly occurredOn: string;
  readonly facts: Facts;
  readonly appliesTo?: AppliesTo;
  readonly assertions: readonly Assertion[];
  readonly place?: Place;
  readonly target?: string;
  readonly after?: string;
  readonly before?: string;
}

/** A development as the log holds it. `seq` is its ordinal in the whole record (1, 2, …): the order of the log, store by store the same. */
export interface RecordedDevelopment extends Development {
  readonly seq: number;
  readonly eventId: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly schemaVersion: number;
  /** A day (backfill) or an instant, ISO 8601, as it was said. */
  readonly knownSince: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly backfilled: boolean;
}

export const streamOf = (reference: string): string => `case-${reference}`;
export const caseOf = (stream: string): string => stream.replace(/^case-/, '');
