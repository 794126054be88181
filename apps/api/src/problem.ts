import { ERRORS, type ErrorCode, type ErrorEntry } from './errors.js';

/** Where something is wrong: a JSON pointer into the body, or the name of a parameter or header. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

export interface ProblemParts {
  readonly detail?: string;
  readonly errors?: readonly Fault[];
  /** Members of a kind of problem, such as the revision that a case is at. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that cannot be served, in the terms of the interface. */
export class Problem extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly parts: ProblemParts = {},
  ) {
    super(parts.detail ?? ERRORS[code].title);
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** Of a place in the record that no answer gave. */
export function notOfTheRecord(path: string, what = 'is not a position of this record'): Problem {
  const message = `${what}: give one that an answer told, or leave it out`;
  return new Problem('invalid-parameter', { detail: `${path} ${message}`, errors: [{ path, message }] });
}

export const PROBLEM_TYPE = 'application/problem+json';

export const problemType = (code: ErrorCode): string => `urn:habeas:problem:${code}`;

/** The document of RFC 9457. The same request has the same document: what tells one occurrence from another is in X-Request-Id. */
export function problemDocument({ code, status, parts }: Problem, instance: string | undefined): object {
  const { detail, errors, more } = parts;
  const { title, remedyOf, ...entry }: ErrorEntry = ERRORS[code];
  const remedy = remedyOf?.[errors?.[0]?.path ?? ''] ?? entry.remedy;
  return {
    type: problemType(code),
    title,
    status,
    detail: detail === undefined ? remedy : `${sentence(detail)} ${remedy}`,
    ...(instance !== undefined && { instance }),
    ...(errors && { errors }),
    ...more,
  };
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
