import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem, PROBLEM_TYPE, problemDocument } from './problem.js';
import { problemOf } from './problem-of.js';

/** The one way out for everything that is thrown: a problem document, and never a stack trace. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem =
    error instanceof HttpException && error.getStatus() === 404 ? new Problem('no-such-route') : problemOf(error);
  if (problem.status === 500) logFault(error, request.id);
  if (reply.sent) return;
  const body = JSON.stringify(problemDocument(problem, pathOf(request)));
  void reply
    .code(problem.status)
    .headers({
      ...problem.parts.headers,
      'content-type': PROBLEM_TYPE,
      'cache-control': 'no-store',
      'x-request-id': request.id,
    })
    .send(body);
}

/** Without the query: what was asked is the asker's, and the path is enough to tell problems apart. */
const pathOf = (request: FastifyRequest): string | undefined => request.raw.url?.split(/[?#]/, 1)[0];

const log = new Logger('Api');

/** The kind of an error and where it was thrown, never its message: that may hold a name out of the record. */
function logFault(error: unknown, requestId: string): void {
  const { name, stack = '' } = error instanceof Error ? error : new Error();
  const code = (error as { code?: unknown } | null)?.code;
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  log.error(
    [`request ${requestId} failed: ${name}${typeof code === 'string' ? ` ${code}` : ''}`, ...frames].join('\n'),
  );
}
