import countries from 'i18n-iso-countries/index.js';
import { isDuration } from '../time/duration.js';
import { parseEdtf } from '../time/edtf.js';
import {
  byKind,
  MAX_WORDS,
  text,
  type ByKind,
  type FlagSpec,
  type TextSpec,
  type ValueKind,
  type ValueSpec,
} from './specs.js';

export const MAX_EDTF = 64;
const MAX_DURATION = 20;
const MAX_JSON_DEPTH = 16;
const MAX_JSON_PARTS = 2000;
const MAX_JSON_CHARACTERS = 50_000;
const MAX_COUNT_NAMES = 50;
const MAX_NAME = 200;

/** Control characters and halves of surrogate pairs; neither can be hashed or printed alike everywhere. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;
const UNPRINTABLE_IN_LINES = /(?![\n\t])[\p{Cc}\p{Cs}]/u;
const POLLUTING = new Set(['__proto__', 'constructor', 'prototype']);

export type Test = (value: unknown) => boolean;

/** The check of one value by itself, for every kind but those made of parts. */
export const testOf = (spec: ValueSpec): Test => byKind(TESTS, spec);

const TESTS: ByKind<Test, ValueKind> = {
  text: (spec) => textTest(spec),
  word:
    ({ words }) =>
    (value) =>
      (words as readonly unknown[]).includes(value),
  edtf: () => (value) => typeof value === 'string' && value.length <= MAX_EDTF && !('fault' in parseEdtf(value)),
  duration:
    ({ orLife }) =>
    (value) =>
      (orLife === true && value === 'life') || isTerm(value),
  country: () => isCountry,
  integer:
    ({ min, max }) =>
    (value) =>
      Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max,
  flag: (spec) => flagTest(spec),
  counts: () => isCounts,
  json:
    ({ object, later }) =>
    (value) =>
      (!object || isObject(value)) && (later === true || isBounded(value)),
};

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPrintable = (value: string): boolean => !UNPRINTABLE.test(value);

/** Lengths come before patterns, so that no pattern ever meets a huge text. */
function textTest({ max, lines, pattern }: TextSpec): Test {
  const unprintable = lines ? UNPRINTABLE_IN_LINES : UNPRINTABLE;
  return (value) =>
    typeof value === 'string' &&
    value.length <= max &&
    (pattern === undefined ? /\S/.test(value) : pattern.test(value)) &&
    !unprintable.test(value);
}

function flagTest({ onlyTrue, orText }: FlagSpec): Test {
  const isWords = textTest(text(MAX_WORDS));
  return (value) => value === true || (value === false && !onlyTrue) || (orText === true && isWords(value));
}

const isTerm: Test = (value) =>
  typeof value === 'string' && value.length <= MAX_DURATION && /[1-9]/.test(value) && isDuration(value);

const COUNTRIES = new Set<unknown>(Object.keys(countries.getAlpha2Codes()));
/** The reader of dates knows best what is wrong with one. */
export function edtfFault(text: string): string | null {
  const range = parseEdtf(text.slice(0, MAX_EDTF));
  return 'fault' in range ? range.fault : null;
}

const isCountry: Test = (value) => COUNTRIES.has(value);

const isCounts: Test = (value) =>
  isObject(value) &&
  Object.keys(value).length <= MAX_COUNT_NAMES &&
  Object.entries(value).every(([name, count]) => isName(name) && Number.isSafeInteger(count) && (count as number) >= 0);

const isName = (name: string): boolean =>
  name.length <= MAX_NAME && /\S/.test(name) && isPrintable(name) && !POLLUTING.has(name);

/** Any JSON, but no deeper and no larger than a person could have written: nothing after this may overflow the stack. */
function isBounded(value: unknown): boolean {
  let parts = 0;
  let characters = 0;
  const within = (part: unknown, depth: number): boolean => {
    if (++parts > MAX_JSON_PARTS || depth > MAX_JSON_DEPTH) return false;
    if (typeof part === 'string')
      return (characters += part.length) <= MAX_JSON_CHARACTERS && !UNPRINTABLE_IN_LINES.test(part);
    if (typeof part === 'number') return Number.isFinite(part);
    if (Array.isArray(part)) return part.every((one) => within(one, depth + 1));
    if (!isObject(part)) return part === null || typeof part === 'boolean';
    return Object.keys(part).every((name) => isName(name) && within(part[name], depth + 1));
  };
  return within(value, 0);
}
