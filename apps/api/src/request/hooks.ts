import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem.js';
import { BODY_BYTES_MAX, readJson } from './body.js';
import { methodsAt, type Route } from './routes.js';

/** Everything that comes from here may run or load only what is served here; the page to try it included. */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

export interface HookOptions {
  /** Names by which this server may be asked. */
  readonly hosts: ReadonlySet<string>;
  readonly onAnswered?: (answered: Answered) => void;
}

/** What may be told of a request: nothing of who or what was asked for. */
export interface Answered {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly requestId: string;
}

/** What holds for every request, whatever its route. Must run before Nest adds its routes. */
export async function addHooks(
  app: NestFastifyApplication,
  { hosts, onAnswered }: HookOptions,
): Promise<readonly Route[]> {
  const fastify = app.getHttpAdapter().getInstance();
  const routes: Route[] = [];
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.push({ method: one, url });
  });
  await fastify.register(helmet as never, { contentSecurityPolicy: CONTENT_SECURITY_POLICY, hsts: false } as never);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX },
    (_request, body, done) => {
      try {
        done(null, readJson(body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers({ 'x-request-id': request.id, 'cache-control': 'no-store' });
    done(refusalOf(request, hosts, routes));
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? '(none)' : (request.routeOptions.url ?? '(none)');
    onAnswered?.({
      method: request.method,
      route,
      status: reply.statusCode,
      ms: reply.elapsedTime,
      requestId: request.id,
    });
    done();
  });
  return routes;
}

/** Before anything of a body is read. */
function refusalOf(request: FastifyRequest, hosts: ReadonlySet<string>, routes: readonly Route[]): Problem | undefined {
  if (!hosts.has(hostOf(request.headers.host))) return new Problem('unknown-host');
  if (!request.is404) return request.method === 'POST' ? unreadable(request.headers) : undefined;
  const allowed = methodsAt(routes, request.raw.url ?? '/');
  if (allowed.length === 0) return new Problem('no-such-route');
  return new Problem('method-not-allowed', {
    detail: `It takes ${allowed.join(', ')}`,
    headers: { allow: allowed.join(', ') },
  });
}

const CHARSET = /;\s*charset\s*=\s*"?([^\s";]*)/i;
const READ_CHARSETS = new Set(['utf-8', 'utf8', 'us-ascii']);

/** A body is read as UTF-8 as it comes: what says that it is something else would be stored as what it is not. */
function unreadable(headers: FastifyRequest['headers']): Problem | undefined {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    return notRead('Content-Encoding', 'must be left out: the body is read as it comes');
  const [, charset] = CHARSET.exec(headers['content-type'] ?? '') ?? [];
  if (charset !== undefined && !READ_CHARSETS.has(charset.toLowerCase()))
    return notRead('Content-Type', 'must be application/json, whose charset is UTF-8 and need not be said');
  return undefined;
}

const notRead = (path: string, message: string): Problem =>
  new Problem('unsupported-media-type', { detail: `${path} ${message}`, errors: [{ path, message }] });

/** Without the port: a name that was made to point here keeps its port too. */
const hostOf = (header = ''): string => header.replace(/:\d*$/, '').toLowerCase();

export function hostNames(host: string, allowed = ''): ReadonlySet<string> {
  const own = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const further = allowed.split(',').map((one) => one.trim());
  return new Set(
    ['localhost', '127.0.0.1', '[::1]', own, ...further].filter((one) => one !== '').map((one) => one.toLowerCase()),
  );
}
