import {
  type CaseState,
  checkDevelopment,
  decide,
  type Development,
  eventIdOf,
  type EventType,
  type Fault,
  isLookedAt,
  pointedInto,
  RuleError,
  schemaVersionOf,
  streamOf,
  summaryOf,
} from '#domain';
import { WrongExpectedRevisionError } from '../errors.js';
import type { EventStore, ExpectedRevision, NewEvent, Position } from '../event-store.js';
import { FaultsError } from './errors.js';
import { KnownRecord } from './known-record.js';
import { warningsOf } from './warnings.js';

export interface RecorderOptions {
  /** Whose name is put on what is logged. */
  readonly officer: string;
  readonly now: () => Date;
}

export interface LogOptions {
  /** The case that the caller speaks to; the development need not name it. */
  readonly case?: string;
  /** The revision that the author saw. Absent: the one that the case is at. */
  readonly expected?: ExpectedRevision;
  /** The key of a development that names none of its own. */
  readonly idempotencyKey?: string;
  /** What is taken here; absent: every type. */
  readonly allowedTypes?: readonly EventType[];
  readonly correlationId?: string;
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
  /** What was logged as it came, and yet looks odd. */
  readonly warnings: readonly string[];
}

/** The whole write path of one development: check, decide against what the record knows, append. */
export class Recorder {
  private readonly record: KnownRecord;

  constructor(
    private readonly store: EventStore,
    private readonly options: RecorderOptions,
  ) {
    this.record = new KnownRecord(store);
  }

  /** Reads the log once in advance; without it, the first question across cases does. */
  warmUp(): Promise<void> {
    return this.record.warmUp();
  }

  /**
   * Stores it once: the same content again is given the first answer, even where the rules would refuse it by now. A case that moved is
   * the author's to look at, and nothing is decided again behind their back.
   */
  async log(input: unknown, options: LogOptions = {}): Promise<Logged> {
    const development = this.checked(input, options);
    const state = await this.record.states.of(development.case);
    const eventId = eventIdOf(development.case, development.key);
    const current = state.revision < 0 ? 'no_stream' : state.revision;
    if (!state.types.has(eventId)) {
      requireRevision(state, development, options.expected);
      await this.decide(input, state, development);
    }
    const event = this.eventOf(development, eventId, options);
    const answer = await this.store.append(streamOf(development.case), options.expected ?? current, [event]);
    const stored = answer.events[0]!;
    return {
      outcome: answer.outcome,
      case: development.case,
      ...stored,
      summary: summaryOf(development),
      warnings: await this.warnings(development, stored.position),
    };
  }

  private async warnings(development: Development, position: Position): Promise<string[]> {
    if (!isLookedAt(development)) return [];
    const found = await warningsOf(development, this.record.before(position));
    return found.map(({ path, message }) => (path === '' ? message : `${path} ${message}`));
  }

  private checked(input: unknown, options: LogOptions): Development {
    const { idempotencyKey, allowedTypes } = options;
    const { line, faults } = addressed(input, options.case);
    const checked = checkDevelopment(line, {
      nowMs: this.options.now().getTime(),
      ...(idempotencyKey !== undefined && { idempotencyKey }),
    });
    const all =
      'faults' in checked
        ? [...faults, ...checked.faults]
        : [...faults, ...typeFaults(checked.development, allowedTypes)];
    if (all.length > 0 || 'faults' in checked) throw new FaultsError(all);
    return checked.development;
  }

  private async decide(input: unknown, state: CaseState, development: Development): Promise<void> {
    const known = await this.record.about(development, state, this.options.now().getTime());
    try {
      decide(state, development, known);
    } catch (error) {
      throw error instanceof RuleError ? pointing(error, input) : error;
    }
  }

  private eventOf(development: Development, eventId: string, { correlationId }: LogOptions): NewEvent {
    return {
      eventId,
      type: development.type,
      schemaVersion: schemaVersionOf(development.type),
      data: development,
      recordedBy: this.options.officer,
      ...(correlationId !== undefined && { correlationId }),
    };
  }
}

/** A development that speaks to a case by its address may leave the case out, and may not name another. */
function addressed(input: unknown, reference: string | undefined): { line: unknown; faults: Fault[] } {
  if (reference === undefined || typeof input !== 'object' || input === null || Array.isArray(input))
    return { line: input, faults: [] };
  const named = (input as { case?: unknown }).case;
  const faults =
    named === undefined || named === reference
      ? []
      : [{ path: '/case', message: `must be ${reference}, the case that this is logged to, or left out` }];
  return { line: { ...input, case: reference }, faults };
}

function typeFaults({ type }: Development, allowed: readonly EventType[] | undefined): Fault[] {
  if (!allowed || allowed.includes(type)) return [];
  const remedy =
    allowed.length === 1 ? `only ${allowed[0]!} is taken here` : 'it opens a case, and is logged by opening one';
  return [{ path: '/type', message: `is not taken here: ${remedy}`, value: type }];
}

/** An open case that moved is a conflict before any rule is asked; whether the case is open at all is for the rules to say. */
function requireRevision(
  state: CaseState,
  { type, case: reference }: Development,
  expected: ExpectedRevision | undefined,
): void {
  const isOpen = state.kind !== null;
  if (expected === undefined || (type === 'CaseOpened') === isOpen || expected === state.revision) return;
  if (!isOpen && expected === 'no_stream') return;
  throw new WrongExpectedRevisionError(
    streamOf(reference),
    expected,
    state.revision < 0 ? 'no_stream' : state.revision,
  );
}

/** The path of a fault leads into the development as it was written. */
function pointing(error: RuleError, input: unknown): RuleError {
  if (typeof input !== 'object' || input === null) return error;
  const { code, kind, faults } = error;
  const all = pointedInto(input as Readonly<Record<string, unknown>>, faults).map((fault) => ({
    ...fault,
    code,
    kind,
  }));
  return new RuleError(all[0]!, all);
}
