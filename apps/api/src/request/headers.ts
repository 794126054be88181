import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem.js';

/** A revision, as the ETag of an answer told it. */
const ETAG = /^"(0|[1-9]\d{0,14})"$/;
/** Visible ASCII, as header values are, quotes of a structured field included. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/;

const MISSING = 'is missing: the revision that you saw, such as "4"';

export const etagOf = (revision: number): string => `"${revision}"`;

/** The revision that the author saw. Without it two officers could write past each other unseen. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const text = header(context, 'if-match');
  if (text === undefined) throw new Problem('revision-required', { errors: [{ path: 'If-Match', message: MISSING }] });
  const [, revision] = ETAG.exec(text) ?? [];
  if (revision === undefined) throw invalid('If-Match', ifMatchFault(text));
  return Number(revision);
});

function ifMatchFault(text: string): string {
  if (text === '*') return 'must name a revision, such as "4": there is no writing on whatever is there';
  if (text.startsWith('W/')) return 'must be a strong ETag, such as "4", without W/';
  return 'must be one ETag of a case: its revision in quotes, such as "4"';
}

export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const text = header(context, 'idempotency-key');
  if (text === undefined || IDEMPOTENCY_KEY.test(text)) return text;
  throw invalid('Idempotency-Key', 'must be 1 to 200 visible ASCII characters, such as a UUID');
});

const invalid = (path: string, message: string): Problem =>
  new Problem('invalid-header', { detail: `${path} ${message}`, errors: [{ path, message }] });

function header(context: ExecutionContext, name: string): string | undefined {
  const value = context.switchToHttp().getRequest<FastifyRequest>().headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
