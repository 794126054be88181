import { HttpException } from '@nestjs/common';
import { QuestionError } from '#domain';
import {
  AppendFailedError,
  EventIdConflictError,
  EventStoreClosedError,
  EventStoreUnavailableError,
  FaultsError,
  PositionError,
  RuleError,
  WrongExpectedRevisionError,
} from '#event-store';
import { RowsReplacedError, RowsUnavailableError } from '#read-models';
import { AlteredReportError } from '#reports';
import { isErrorCode, type ErrorCode } from './errors.js';
import { notOfTheRecord, Problem } from './problem.js';
import { etagOf } from './request/headers.js';

const RETRY_AFTER_SECONDS = '1';

/** Says in the terms of the interface what the parts say in theirs. What no part means to say is ours: 500. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof QuestionError) return problemOfQuestion(error);
  if (error instanceof FaultsError)
    return new Problem('invalid-development', { detail: counted(error.faults.length), errors: error.faults });
  if (error instanceof RuleError) return problemOfRule(error);
  if (error instanceof AlteredReportError) return new Problem('report-altered', { detail: error.message });
  return problemOfStore(error) ?? problemOfRows(error) ?? problemOfHttp(error);
}

function problemOfQuestion({ code, parameter, message, detail }: QuestionError): Problem {
  const errors = [{ path: parameter, message: withoutName(message, parameter) }];
  return new Problem(code, { detail: message, errors, more: detail });
}

const OF_KIND = { not_found: 'not-found', refused: 'refused', conflict: 'conflict' } as const;

function problemOfRule({ code, kind, message, faults }: RuleError): Problem {
  const known: ErrorCode = isErrorCode(code) ? code : OF_KIND[kind];
  return new Problem(known, { detail: message, errors: faults, more: { rule: code } });
}

function problemOfStore(error: unknown): Problem | null {
  if (error instanceof WrongExpectedRevisionError) return otherRevision(error);
  if (error instanceof EventIdConflictError) return new Problem('key-reused');
  if (error instanceof PositionError) return notOfTheRecord('after');
  if (error instanceof EventStoreUnavailableError) {
    return new Problem('log-away', { headers: { 'retry-after': RETRY_AFTER_SECONDS } });
  }
  const passing = error instanceof AppendFailedError || error instanceof EventStoreClosedError;
  return passing ? new Problem('not-stored', { headers: { 'retry-after': RETRY_AFTER_SECONDS } }) : null;
}

function problemOfRows(error: unknown): Problem | null {
  const passing = error instanceof RowsUnavailableError || error instanceof RowsReplacedError;
  return passing ? new Problem('rows-unavailable', { headers: { 'retry-after': RETRY_AFTER_SECONDS } }) : null;
}

/** Ahead of the case is not behind it: nothing was added that its author could read. */
function otherRevision({ actual, expected }: WrongExpectedRevisionError): Problem {
  if (actual === 'no_stream') return new Problem('not-found');
  if (expected === 'no_stream') return new Problem('case-already-open');
  const isAhead = expected > actual;
  return new Problem(isAhead ? 'revision-not-reached' : 'revision-moved', {
    detail: `The case is at revision ${actual}${isAhead ? `, and has never been at ${expected}` : ''}`,
    errors: [{ path: 'If-Match', message: `names revision ${expected}: the case is at revision ${actual}` }],
    more: { revision: actual },
    headers: { etag: etagOf(actual) },
  });
}

const OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'malformed-request',
  404: 'no-such-route',
  408: 'request-timeout',
  413: 'too-large',
  415: 'unsupported-media-type',
};

/** What Fastify and Nest refuse by themselves, by its status. */
function problemOfHttp(error: unknown): Problem {
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown } | null)?.statusCode;
  return new Problem((typeof status === 'number' && OF_STATUS[status]) || 'internal-error');
}

const counted = (count: number): string => `The development has ${count === 1 ? 'a fault' : `${count} faults`}`;

/** A fault stands beside the name of what it is about. */
const withoutName = (message: string, name: string): string =>
  message.startsWith(`${name} `) ? message.slice(name.length + 1) : message;
