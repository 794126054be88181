import { checkDevelopment, eventIdOf, repeatedName, type Development, type Fault } from '#domain';
import { knownSinceMs } from '../known-since.js';

/** A line in its normal form. */
export interface ImportEntry {
  readonly development: Development;
  readonly eventId: string;
  /** Absent: known from now. */
  readonly knownSince?: string;
  /** The roster was written as a bare list, and faults point into it so. */
  readonly isBareRoster?: true;
}

export type CheckedLine =
  ImportEntry | { readonly faults: readonly Fault[]; readonly raw: Readonly<Record<string, unknown>> };

export function checkLine(text: string, nowMs: number): CheckedLine {
  const parsed = parse(text);
  if ('faults' in parsed) return parsed;
  const { raw } = parsed;
  const { eventId: said, ...line } = raw;
  const checked = checkDevelopment('eventId' in raw ? line : raw, { nowMs, allowKnownSince: true });
  if ('faults' in checked) return { faults: checked.faults, raw };
  const { development, knownSince } = checked;
  const eventId = eventIdOf(development.case, development.key);
  const faults = [
    ...(said === undefined || said === eventId ? [] : [foreignId]),
    ...(knownSince === undefined || !Number.isNaN(knownSinceMs(knownSince)) ? [] : [tooFine]),
  ];
  if (faults.length > 0) return { faults, raw };
  return {
    development,
    eventId,
    ...(knownSince !== undefined && { knownSince }),
    ...(Array.isArray(raw['appliesTo']) && { isBareRoster: true }),
  };
}

const foreignId: Fault = {
  path: '/eventId',
  message: 'is not the id that the case and the key make: leave it out, or keep both as they were exported',
};
const tooFine: Fault = {
  path: '/knownSince',
  message: 'is finer than milliseconds: give at most three digits of a second',
};

const TWICE = 'gives one name twice in one object: only one of the two could be stored';

function parse(text: string): { raw: Record<string, unknown> } | { faults: Fault[]; raw: Record<string, unknown> } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { faults: [{ path: '', message: notJson(text, error) }], raw: {} };
  }
  if (repeatedName(text, value) !== null) return { faults: [{ path: '', message: TWICE }], raw: {} };
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return { raw: value as Record<string, unknown> };
  return {
    faults: [
      { path: '', message: `must be an object: one development a line${Array.isArray(value) ? ', not a list' : ''}` },
    ],
    raw: {},
  };
}

/** The engine's own message repeats the text, which may name people. */
function notJson(text: string, error: unknown): string {
  const at = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  const where = at === undefined ? '' : ` (near column ${Number(at) + 1})`;
  const isPretty = /^\s*[[{]\s*$/.test(text);
  return `is not JSON${where}: ${isPretty ? 'the file must be NDJSON, each development on one line of its own' : 'one development a line, as a JSON object'}`;
}
