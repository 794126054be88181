import type { EventType } from '../../libs/domain/src/events/catalogue.js';
import { tellStatus, type Developments } from '../../libs/domain/src/answers/tell.js';
import { RecordAt } from '../../libs/domain/src/fold/record.js';
import { emptyStatus } from '../../libs/domain/src/fold/status-body.js';
import type { Segment } from '../../libs/domain/src/fold/cut.js';
import { checkDevelopment } from '../../libs/domain/src/record/check-development.js';
import type {
  Assertion,
  Facts,
  Lens,
  Place,
  RecordedDevelopment,
  Voice,
} from '../../libs/domain/src/record/development.js';
import { streamOf } from '../../libs/domain/src/record/development.js';
import { eventIdOf } from '../../libs/domain/src/record/event-id.js';
import { instantOf, isoOf, parseDay } from '../../libs/domain/src/time/day.js';
import { parseEdtf } from '../../libs/domain/src/time/edtf.js';
import { VIEWS, viewNamed } from '../../libs/domain/src/views/catalogue.js';

/** One line of an import, as an officer writes it: checked and normalised like any other before it is folded. */
export type Line = Readonly<Record<string, unknown>>;

export interface More {
  readonly key?: string;
  readonly after?: string;
  readonly before?: string;
  readonly target?: string;
  readonly appliesTo?: unknown;
  readonly place?: Place;
  /** Default: the latest day of `occurredOn`. */
  readonly knownSince?: string;
  /** Who states it; default the committee. */
  readonly by?: Voice | Partial<Assertion> | readonly Partial<Assertion>[];
}

export const ev = (
  reference: string,
  type: EventType,
  occurredOn: string,
  ...[facts = {}, more = {}]: [facts?: Facts, more?: More]
): Line => {
  const { by = 'committee', knownSince = latestDayOf(occurredOn), ...rest } = more;
  return { case: reference, type, occurredOn, facts, assertions: assertionsOf(by), knownSince, ...rest };
};

export const opened = (reference: string, country = 'IS'): Line =>
  ev(reference, 'CaseOpened', '2000-01-01', { kind: 'individual', country, name: `Person ${reference}` });

export const collective = (reference: string, country = 'IS'): Line =>
  ev(reference, 'CaseOpened', '2000-01-01', { kind: 'collective', country, title: `Case ${reference}` });

/** A source says that a status held, without telling its beginning. */
export const report = (
  reference: string,
  view: string,
  value: string,
  ...[on, { details, ...more } = {}]: [on: string, more?: More & { details?: Facts }]
): Line => ev(reference, 'StatusReported', on, { view, value, ...(details && { details }) }, more);

export const rectified = (
  reference: string,
  target: string,
  field: string,
  ...[was, now, on]: [was: unknown, now: unknown, on: string]
): Line => ev(reference, 'Rectified', on, { field, old: was, new: now, reason: 'misread' }, { target });

export const retracted = (reference: string, target: string, on: string, more: More = {}): Line =>
  ev(reference, 'Retracted', on, { reason: 'another person' }, { target, ...more });

export const sourceAdded = (
  reference: string,
  target: string,
  on: string,
  more: More & { stillOn?: string } = {},
): Line => {
  const { stillOn, ...rest } = more;
  return ev(reference, 'SourceAdded', on, stillOn === undefined ? {} : { stillOn }, { target, ...rest });
};

function assertionsOf(by: NonNullable<More['by']>): readonly Partial<Assertion>[] {
  const given = Array.isArray(by) ? (by as readonly Partial<Assertion>[]) : [by as Voice | Partial<Assertion>];
  return given.map((one) => ({ source: 'made up', ...(typeof one === 'string' ? { by: one } : one) }));
}

function latestDayOf(occurredOn: string): string {
  const range = parseEdtf(occurredOn);
  return 'fault' in range ? occurredOn : isoOf(range.to);
}

export interface AsOf {
  readonly knownAt?: string;
  readonly lens?: Lens;
}

export interface TestStatus {
  readonly value: string;
  readonly certainty: string;
  readonly otherwise: readonly string[];
  readonly since: string | null;
  readonly until: string | null;
  readonly untilInclusive?: boolean;
  readonly lastConfirmed: string | null;
  readonly stale: boolean;
  /** The key of an event where it was given one, else its type. */
  readonly because: readonly string[];
  readonly mayBeAmong: readonly string[];
  readonly accounts: readonly {
    readonly by: string;
    readonly party: string | null;
    readonly stance: string;
    readonly facts: Facts;
  }[];
  // The details of the view.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly [detail: string]: any;
}

export function given(...lines: readonly Line[]) {
  const log = logged(lines);
  return {
    log,
    asOf: (day: string, { knownAt, lens = 'working' }: AsOf = {}) => {
      const known = knownAt === undefined ? log : log.filter((one) => instantOf(one.knownSince) <= endOf(knownAt));
      const record = new RecordAt(known);
      const status = (kind: 'person' | 'case' | 'party' | 'group', reference: string): Record<string, TestStatus> =>
        Object.fromEntries(
          VIEWS.filter((view) => view.of === (kind === 'group' ? 'person' : kind)).map((view) => {
            const segment = record.segments(kind, reference, view, lens).find(covers(parseDay(day)!));
            return [view.name, told(view.name, segment, day, known)];
          }),
        );
      return {
        person: (reference: string) => status('person', reference),
        case: (reference: string) => status('case', reference)['caseStatus']!,
        party: (name: string, country = 'IS') => status('party', `${country}:${name}`)['partyStatus']!,
        group: (reference: string, key: string) => status('group', eventIdOf(reference, key)),
      };
    },
    /** All segments of one view: [first day, value, certainty]. */
    line: (reference: string, view: string, lens: Lens = 'working') =>
      new RecordAt(log)
        .segments('person', reference, viewNamed(view)!, lens)
        .map(({ from, value, certainty }) => [from < -1_000_000 ? 'ever' : isoOf(from), value, certainty]),
  };
}

const endOf = (knownAt: string): number => {
  const day = parseDay(knownAt);
  return day === null ? Date.parse(knownAt) : (day + 1) * 86_400_000 - 1;
};

const covers =
  (day: number) =>
  ({ from, to }: Segment): boolean =>
    from <= day && day < to;

function told(
  name: string,
  segment: Segment | undefined,
  asOf: string,
  known: readonly RecordedDevelopment[],
): TestStatus {
  const view = viewNamed(name)!;
  const developments: Developments = new Map(known.map((one) => [one.seq, one]));
  const status = tellStatus(view, segment ?? emptyStatus(view), parseDay(asOf)!, developments);
  const keyOf = new Map(known.map((one) => [one.eventId, one.key.startsWith('h-') ? one.type : one.key]));
  const brief = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(brief);
    if (typeof value !== 'object' || value === null) return value;
    if ('summary' in value && 'eventId' in value) return keyOf.get(String(value.eventId));
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, brief(one)]));
  };
  return { otherwise: [], ...(brief(status) as object) } as unknown as TestStatus;
}

/** As an import logs them: each line checked, then by known since, then in the order of the file. */
function logged(lines: readonly Line[]): RecordedDevelopment[] {
  const revisions = new Map<string, number>();
  const checked = lines.map((line) => {
    const result = checkDevelopment(line, { allowKnownSince: true, nowMs: Date.parse('2030-01-01') });
    if ('faults' in result)
      throw new Error(`A test gave a line that no log would take: ${JSON.stringify([line, result.faults])}`);
    return { ...result.development, knownSince: result.knownSince! };
  });
  checked.sort((a, b) => instantOf(a.knownSince) - instantOf(b.knownSince));
  return checked.map((development, index) => {
    const stream = streamOf(development.case);
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    return {
      ...development,
      seq: index + 1,
      eventId: eventIdOf(development.case, development.key),
      stream,
      revision,
      position: String(index + 1),
      schemaVersion: 1,
      recordedAt: '2030-01-01T00:00:00Z',
      recordedBy: 'a test',
      backfilled: true,
    };
  });
}
