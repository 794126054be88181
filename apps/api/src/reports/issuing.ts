import { LENSES, type QuestionError } from '#domain';
import { LANGUAGES, SHEET_FORMATS, type Language, type SheetFormat } from '#reports';
import { Problem, type Fault } from '../problem.js';
import { problemOf } from '../problem-of.js';
import { PARAMETERS } from '../request/parameters.js';

/** What is to be issued. */
export interface Issuing {
  readonly case: string;
  readonly language: Language;
  readonly format: SheetFormat;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly lens?: string;
}

const TEXT_CHARACTERS_MAX = 300;
const WORDS: Readonly<Record<string, readonly string[]>> = {
  report: ['sheet'],
  language: LANGUAGES,
  format: SHEET_FORMATS,
  lens: LENSES,
};
const FIELDS = ['report', 'case', 'asOf', 'knownAt', 'lens', 'language', 'format'];

/** Reads strictly, as queries are read: a misspelt field would issue another report than was meant. */
export function readIssuing(body: unknown): Issuing {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw refusal([{ path: '', message: `must be an object with ${FIELDS.join(', ')}` }]);
  const given = body as Readonly<Record<string, unknown>>;
  const faults = [
    ...Object.entries(given).flatMap(([field, value]) => faultOf(field, value)),
    ...(given['case'] === undefined ? [{ path: '/case', message: 'is missing: the case whose sheet is issued' }] : []),
  ];
  if (faults.length > 0) throw refusal(faults);
  const { report: _, ...asked } = given;
  return { language: 'en', format: 'pdf', ...asked } as Issuing;
}

function faultOf(field: string, value: unknown): Fault[] {
  const path = `/${field.slice(0, 64).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  if (!FIELDS.includes(field)) return [{ path, message: `is none of ${FIELDS.join(', ')}` }];
  if (typeof value !== 'string' || value === '') return [{ path, message: 'must be a text' }];
  if (value.length > TEXT_CHARACTERS_MAX)
    return [{ path, message: `is longer than ${TEXT_CHARACTERS_MAX} characters` }];
  if (/[\p{Cc}\p{Cs}]/u.test(value)) return [{ path, message: 'holds a control character' }];
  if (field === 'asOf' && !PARAMETERS.asOf.isKnown(value))
    return [{ path, message: `must be ${PARAMETERS.asOf.form}` }];
  const words = WORDS[field];
  return words && !words.includes(value) ? [{ path, message: `must be one of ${words.join(', ')}` }] : [];
}

/** What is wrong with a question, by the field of the body that asked it. */
export function inBody(error: QuestionError): Problem {
  const { code, parts } = problemOf(error);
  return new Problem(code, { ...parts, errors: parts.errors!.map(pointed) });
}

const pointed = ({ path, message }: Fault): Fault => ({ path: `/${path === 'reference' ? 'case' : path}`, message });

const refusal = (errors: readonly Fault[]): Problem =>
  new Problem('invalid-parameter', {
    detail: errors.map(({ path, message }) => `${path === '' ? 'The body' : path} ${message}`).join('; '),
    errors,
  });
