import { Problem, type Fault } from '../problem.js';
import { LIMIT_DEFAULT, LIMIT_MAX, PARAMETERS, type Asked, type Parameter, type ParameterName } from './parameters.js';

const VALUE_CHARACTERS_MAX = 300;
const FAULTS_MAX = 20;
/** A plus sign means a space in a query; in an instant it can only have meant itself. */
const OFFSET_OF_INSTANT = /(?<=^\d{4}-\d{2}-\d{2}T[\d:.]+) (?=\d{2}:\d{2}$)/;

/**
 * Reads a query strictly: a misspelt parameter that is passed over would answer another question than the one that was asked.
 * Order: what cannot be read, what is not known here, what is said twice, what has an impossible value.
 */
export function readQuery(
  text: string,
  known: readonly ParameterName[],
  { requiredQuery = [], pageDefault = LIMIT_DEFAULT }: Paging = {},
): Asked {
  const pairs = text === '' ? [] : text.split('&').filter((pair) => pair !== '');
  const given = pairs.map(readPair);
  refuseIf('unknown-parameter', unknownFaults(given, known));
  refuseIf('repeated-parameter', repeatedFaults(given));
  refuseIf('invalid-parameter', [...missingFaults(given, requiredQuery), ...given.flatMap(valueFaults)]);
  const { limit, ...asked } = Object.fromEntries(given) as { [name in ParameterName]?: string };
  return { ...asked, limit: limit === undefined ? pageDefault : Number(limit) };
}

interface Paging {
  readonly requiredQuery?: readonly ParameterName[];
  readonly pageDefault?: number;
}

type Pair = readonly [name: string, value: string];

function readPair(pair: string): Pair {
  const at = pair.indexOf('=');
  return at < 0 ? [decoded(pair), ''] : [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' ')).replace(OFFSET_OF_INSTANT, '+');
  } catch {
    throw new Problem('malformed-url', { detail: 'The query has a percent sign that encodes nothing' });
  }
}

const unknownFaults = (given: readonly Pair[], known: readonly string[]): Fault[] =>
  given
    .filter(([name]) => !known.includes(name))
    .map(([name]) => ({
      path: shown(name),
      message: known.length === 0 ? 'is not taken: this route has no parameters' : `is none of ${known.join(', ')}`,
    }));

const repeatedFaults = (given: readonly Pair[]): Fault[] =>
  [...new Set(given.map(([name]) => name).filter((name, at, all) => all.indexOf(name) !== at))].map((name) => ({
    path: name,
    message: 'was given more than once',
  }));

const missingFaults = (given: readonly Pair[], required: readonly ParameterName[]): Fault[] =>
  required
    .filter((name) => !given.some(([one]) => one === name))
    .map((path) => ({ path, message: `is missing: ${says(path)}` }));

function valueFaults([name, value]: Pair): Fault[] {
  const message = valueFault(name, value);
  return message === null ? [] : [{ path: name, message }];
}

function valueFault(name: string, value: string): string | null {
  if (value === '') return 'is empty: give it a value, or leave it out';
  if (value.length > VALUE_CHARACTERS_MAX) return `is longer than ${VALUE_CHARACTERS_MAX} characters`;
  if (/[\p{Cc}\p{Cs}]/u.test(value)) return 'holds a control character';
  const { schema, isKnown }: Parameter = PARAMETERS[name as ParameterName];
  const { enum: words, pattern } = schema as { enum?: readonly string[]; pattern?: string };
  if (words && !words.includes(value)) return says(name as ParameterName);
  if (pattern !== undefined && !new RegExp(pattern).test(value)) return says(name as ParameterName);
  if (isKnown && !isKnown(value)) return says(name as ParameterName);
  const isCount = /^\d{1,6}$/.test(value) && Number(value) >= 1 && Number(value) <= LIMIT_MAX;
  return name === 'limit' && !isCount ? `must be a whole number from 1 to ${LIMIT_MAX}` : null;
}

/** What a parameter takes. */
function says(name: ParameterName): string {
  const { schema, example, form }: Parameter = PARAMETERS[name];
  if (Array.isArray(schema['enum'])) return `must be one of ${schema['enum'].join(', ')}`;
  return form === undefined ? `give it a value, such as ${example}` : `must be ${form}, such as ${example}`;
}

function refuseIf(
  code: 'unknown-parameter' | 'repeated-parameter' | 'invalid-parameter',
  faults: readonly Fault[],
): void {
  if (faults.length === 0) return;
  const errors = faults.slice(0, FAULTS_MAX);
  throw new Problem(code, { detail: errors.map(({ path, message }) => `${path} ${message}`).join('; '), errors });
}

/** A name that came from outside, safe to show. */
const shown = (text: string): string => text.slice(0, 64).replace(/[\p{Cc}\p{Cs}]/gu, '\uFFFD');
