/**
 * Every problem that this interface answers: its stable code, status, title, and what to do about it. `docs/errors.md` is written from
 * this table. A code is part of the interface: callers branch on it, so it is never renamed or given to something else.
 */
export interface ErrorEntry {
  readonly status: number;
  readonly title: string;
  readonly remedy: string;
  /** Another one where this parameter is at fault. */
  readonly remedyOf?: Readonly<Record<string, string>>;
}

const defineErrors = <const T extends Readonly<Record<string, ErrorEntry>>>(errors: T): T => errors;

export const ERRORS = defineErrors({
  'malformed-url': {
    status: 400,
    title: 'The address cannot be read',
    remedy: 'Percent-encode what is not a letter or a digit, as UTF-8: the reference CMBD/60 is CMBD%2F60.',
  },
  'invalid-parameter': {
    status: 400,
    title: 'A parameter has a value that it does not take',
    remedy: 'See `errors` for the parameter and what it takes.',
  },
  'unknown-parameter': {
    status: 400,
    title: 'There is no such parameter here',
    remedy: 'See `errors` for the parameters that this route takes; names are case-sensitive.',
  },
  'repeated-parameter': {
    status: 400,
    title: 'A parameter was given more than once',
    remedy: 'Give each parameter once.',
  },
  'malformed-json': {
    status: 400,
    title: 'The body is not JSON',
    remedy: 'Send one JSON object, as UTF-8.',
  },
  'invalid-header': {
    status: 400,
    title: 'A header has a form that it does not take',
    remedy: 'See `errors` for the header and its form.',
  },
  'malformed-request': {
    status: 400,
    title: 'The request cannot be read',
    remedy: 'Send HTTP/1.1 with a Host header and a Content-Length that fits the body.',
  },
  'not-found': {
    status: 404,
    title: 'The record does not know it',
    remedy: 'GET /cases lists the references that are known; with knownAt, those that were known by then.',
    remedyOf: {
      name: 'A party goes by the very name that developments give it: GET /board?view=party tells those of members, GET /cases/{reference}/developments those of a case.',
    },
  },
  'no-such-report': {
    status: 404,
    title: 'No report was issued under that digest',
    remedy: 'GET /reports/issued lists the digests of those that were.',
  },
  'no-such-route': {
    status: 404,
    title: 'There is nothing at this address',
    remedy: 'GET /openapi.json lists all addresses; /docs shows them.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take that method',
    remedy: 'Use a method of the Allow header.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    remedy: 'Send it again, whole.',
  },
  refused: {
    status: 422,
    title: 'The record does not allow it',
    remedy: 'See `detail` and `errors`. Nothing was stored.',
  },
  conflict: {
    status: 409,
    title: 'The record says otherwise',
    remedy: 'Read the case again, and decide whether the development still stands. Nothing was stored.',
  },
  'case-already-open': {
    status: 409,
    title: 'A case of that reference is open already',
    remedy: 'Log the development on that case, or open the case under another reference. Nothing was stored.',
  },
  'revision-moved': {
    status: 412,
    title: 'The case has moved on since it was read',
    remedy:
      'Read what was added, GET /cases/{reference}/developments, and log again with its ETag as If-Match. Nothing was stored.',
  },
  'revision-not-reached': {
    status: 412,
    title: 'The case has never been at that revision',
    remedy:
      'Read the case, GET /cases/{reference}/developments, and log again with its ETag as If-Match. Nothing was stored.',
  },
  'too-large': {
    status: 413,
    title: 'The body is too large',
    remedy: 'Send at most 1 MiB: one development, with its texts shortened.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is of a type that is not read here',
    remedy: 'Send JSON with the header Content-Type: application/json.',
  },
  'unknown-host': {
    status: 421,
    title: 'This server does not go by that name',
    remedy:
      'Ask by the address that it listens on, or name the host in HABEAS_ALLOWED_HOSTS. (A page elsewhere could else have its own name point here.)',
  },
  'invalid-development': {
    status: 422,
    title: 'The development has faults',
    remedy:
      'See `errors` for each fault and its place; GET /event-types tells what each type takes. Nothing was stored.',
  },
  ambiguous: {
    status: 422,
    title: 'More than one is meant',
    remedy: 'Say which, as `errors` tells.',
  },
  'key-reused': {
    status: 422,
    title: 'That key was used for something else',
    remedy:
      'A repeat must have the same content; for another development choose another Idempotency-Key or key. Nothing was stored.',
  },
  'revision-required': {
    status: 428,
    title: 'Say which revision you saw',
    remedy:
      'Read the case, GET /cases/{reference}/developments, and send its ETag as If-Match, such as If-Match: "4". Nothing was stored.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The address or the headers are too long',
    remedy: 'Keep all of them together under 16 KiB.',
  },
  'internal-error': {
    status: 500,
    title: 'Something went wrong here',
    remedy: 'Not your doing. The log of the server tells more, under the X-Request-Id of this answer.',
  },
  'report-altered': {
    status: 500,
    title: 'The issued report is no longer what was issued',
    remedy: 'Its bytes were altered where they are kept: bring them back from a copy; their digest proves them.',
  },
  'not-ready': {
    status: 503,
    title: 'The rows are not complete',
    remedy: 'Wait until they have caught up; `fault` tells what holds them, and `habeas doctor` more.',
  },
  'too-many-feeds': {
    status: 503,
    title: 'As many follow the feed as this server serves',
    remedy: 'Ask again after the seconds of Retry-After, with the id of the last entry that you saw.',
  },
  behind: {
    status: 503,
    title: 'The rows have not reached that position yet',
    remedy: 'Ask again after the seconds of Retry-After.',
  },
  'rows-unavailable': {
    status: 503,
    title: 'The rows cannot be read for now',
    remedy:
      'Ask again after the seconds of Retry-After. Where it lasts: see that PostgreSQL runs and takes connections; `habeas doctor` tells more. What was logged meanwhile is safe.',
  },
  'log-away': {
    status: 503,
    title: 'The event log does not answer',
    remedy:
      'Send the same again after the seconds of Retry-After. What was to be logged may be stored already: it is stored once however often it is sent.',
  },
  'not-stored': {
    status: 503,
    title: 'The development could not be stored',
    remedy: 'Send the same again after the seconds of Retry-After: it is stored once however often it is sent.',
  },
});

export type ErrorCode = keyof typeof ERRORS;

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);
