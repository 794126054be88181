import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Problem, PROBLEM_TYPE, problemDocument } from '../problem.js';
import { answerProblem } from '../problem.filter.js';
import { BODY_BYTES_MAX } from './body.js';

const REQUEST_MS_MAX = 30_000;
const IDLE_MS_MAX = 60_000;
/** Of a path parameter as it was sent: a party's name of 200 characters may be 9 times as long once it is encoded. */
const ENCODED_PARAMETER_CHARACTERS_MAX = 2_000;

/** Fastify with nothing of its own in what it answers: whatever goes wrong before a route is reached is a problem document too. */
export const fastifyAdapter = (): FastifyAdapter =>
  new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    keepAliveTimeout: IDLE_MS_MAX,
    return503OnClosing: false,
    // Who names no host is answered by us, as who names another.
    http: { requireHostHeader: false },
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: ENCODED_PARAMETER_CHARACTERS_MAX },
    skipMiddie: true,
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) =>
      answerProblem(new Problem('malformed-url'), request, reply),
    clientErrorHandler: answerUnread,
  });

const UNREAD = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  HPE_INVALID_URL: 'malformed-url',
} as const;

/** What Node could not read as HTTP: there is no request and no reply yet, only the socket. */
function answerUnread(error: { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = new Problem(UNREAD[error.code as keyof typeof UNREAD] ?? 'malformed-request');
  const body = JSON.stringify(problemDocument(problem, undefined));
  const head = [
    `HTTP/1.1 ${problem.status} Refused`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
