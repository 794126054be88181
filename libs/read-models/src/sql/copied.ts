import type { Folded } from '../folding.js';
import { segmentsInserted } from './segment-rows.js';

/** A folded subject whose timelines stand apart, as lines of COPY: whoever hands them on to the database need not take them to pieces. */
export interface Copied {
  readonly folded: Folded;
  readonly lines: Uint8Array;
}

const encoder = new TextEncoder();

const NO_LINES = new Uint8Array();

export function copied(folded: Folded): Copied {
  if (!('changes' in folded)) return { folded, lines: NO_LINES };
  let lines = '';
  for (const version of folded.changes.segments) for (const row of segmentsInserted(version)) lines += lineOf(row);
  return { folded: { ...folded, changes: { ...folded.changes, segments: [] } }, lines: encoder.encode(lines) };
}

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** One row in COPY's text format. */
export function lineOf(row: readonly unknown[]): string {
  let line = textOf(row[0]);
  for (let index = 1; index < row.length; index += 1) line += `\t${textOf(row[index])}`;
  return `${line}\n`;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value !== 'string') return String(value);
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign]!) : value;
}
