import { MAX_WORDS, type JsonSpec, type ListSpec, type Spec } from './specs.js';

/** What a value of this kind must be: the message of a fault is its own remedy. */
export function says(spec: Spec): string {
  switch (spec.kind) {
    case 'text':
      return spec.form === undefined
        ? textForm(spec.max, spec.lines)
        : `text of 1 to ${spec.max} characters, ${spec.form}`;
    case 'word':
      return spec.form ?? `one of ${spec.words.join(', ')}`;
    case 'edtf':
      return 'an EDTF date, such as 2018-09-10, 2018-09, [2018-09-10..2018-09-14] or ../2018-09-10';
    case 'duration':
      return `an ISO 8601 duration longer than nothing, such as P5Y or P2Y6M${spec.orLife ? ', or life' : ''}`;
    case 'country':
      return 'an ISO 3166-1 code of two capitals, such as KH';
    case 'integer':
      return `a whole number from ${spec.min} to ${spec.max}`;
    case 'flag':
      return spec.onlyTrue ? 'true, or left out' : `true or false${spec.orText ? `, or ${textForm(MAX_WORDS)}` : ''}`;
    case 'counts':
      return 'an object of names and whole numbers, such as { "Senate": 2 }';
    case 'json':
      return jsonForm(spec);
    case 'list':
      return listForm(spec);
    case 'nested':
      return 'an object';
  }
}

const textForm = (max: number, lines?: boolean): string =>
  `text of 1 to ${max} characters ${lines ? 'without control characters' : 'on one line, without control characters'}`;

const jsonForm = ({ object, later }: JsonSpec): string =>
  later
    ? 'an object'
    : `${object ? 'an object' : 'any JSON value (null where nothing stood)'}, at most 16 deep and 2000 parts large, without control characters`;

function listForm({ min, max, words = [], unique }: ListSpec): string {
  const list = `a list of ${min} to ${max} entries${unique ? ', none twice' : ''}`;
  return [...words, list].join(', or ');
}
