import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { operationAt } from '../openapi/operations.js';
import { Problem } from '../problem.js';
import { readQuery } from './query.js';

const PATH_VALUE_CHARACTERS_MAX = 300;

/** Holds every request to what the documentation of its route says: an operation that is not documented takes nothing. */
@Injectable()
export class QueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const operation = operationAt(request.method, request.routeOptions.url ?? '');
    checkPath(request.params as Readonly<Record<string, string>>);
    const [, query = ''] = /\?([^#]*)/.exec(request.raw.url ?? '') ?? [];
    request.query = readQuery(query, operation?.query ?? [], operation);
    return true;
  }
}

function checkPath(values: Readonly<Record<string, string>>): void {
  const errors = Object.entries(values).flatMap(([path, value]) => {
    if (value.length > PATH_VALUE_CHARACTERS_MAX)
      return [{ path, message: `is longer than ${PATH_VALUE_CHARACTERS_MAX} characters` }];
    return /[\p{Cc}\p{Cs}]/u.test(value) ? [{ path, message: 'holds a control character' }] : [];
  });
  if (errors.length > 0)
    throw new Problem('invalid-parameter', {
      detail: errors.map(({ path, message }) => `${path} ${message}`).join('; '),
      errors,
    });
}
