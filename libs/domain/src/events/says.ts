import { byKind, MAX_WORDS, type ByKind, type JsonSpec, type ListSpec, type Spec, type TextSpec } from './specs.js';

/** What a value of this kind must be: the message of a fault is its own remedy. */
export const says = (spec: Spec): string => byKind(FORMS, spec);

const FORMS: ByKind<string> = {
  text: (spec) => formOfText(spec),
  word: ({ words, form }) => form ?? `one of ${words.join(', ')}`,
  edtf: () => 'an EDTF date, such as 2018-09-10, 2018-09, [2018-09-10..2018-09-14] or ../2018-09-10',
  duration: ({ orLife }) =>
    `an ISO 8601 duration longer than nothing, such as P5Y or P2Y6M${orLife ? ', or life' : ''}`,
  country: () => 'an ISO 3166-1 code of two capitals, such as KH',
  integer: ({ min, max }) => `a whole number from ${min} to ${max}`,
  flag: ({ onlyTrue, orText }) =>
    onlyTrue ? 'true, or left out' : `true or false${orText ? `, or ${textForm(MAX_WORDS)}` : ''}`,
  counts: () => 'an object of names and whole numbers, such as { "Senate": 2 }',
  json: (spec) => jsonForm(spec),
  list: (spec) => listForm(spec),
  nested: ({ form }) => form ?? 'an object',
};

function formOfText({ max, lines, form, usual }: TextSpec): string {
  const text = form === undefined ? textForm(max, lines) : `${form} (at most ${max} characters)`;
  return usual === undefined ? text : `one of ${usual.join(', ')}, or another: ${text}`;
}

const textForm = (max: number, lines?: boolean): string =>
  `text of 1 to ${max} characters ${lines ? 'without control characters' : 'on one line, without control characters'}`;

const jsonForm = ({ object, later }: JsonSpec): string =>
  later
    ? 'an object'
    : `${object ? 'an object' : 'any JSON value (null where nothing stood)'}, at most 16 deep and 2000 parts large, without control characters`;

function listForm({ min, max, words = [], unique }: ListSpec): string {
  const list = `a list [ ] of ${min} to ${max} entries${unique ? ', none twice' : ''}`;
  return [...words, list].join(', or ');
}
