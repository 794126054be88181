import type { AddressInfo } from 'node:net';
import type { EventStore } from '#event-store';
import { createApp, type App } from '../../apps/api/src/app.js';
import { Config } from '../../apps/api/src/config.js';
import { openParts } from '../../apps/api/src/open-parts.js';
import { hostNames } from '../../apps/api/src/request/hooks.js';

export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  json(): Readonly<Record<string, unknown>>;
}

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
}

type Headers = Readonly<Record<string, string>>;

/** The api on a record of its own, asked without a network unless a port is wanted. */
export interface Server extends App {
  readonly store: EventStore;
  send(request: Sent): Promise<Answer>;
  get(url: string, headers?: Headers): Promise<Answer>;
  post(url: string, body: unknown, headers?: Headers): Promise<Answer>;
  /** As the import does, without its checks across files. */
  logAll(lines: readonly Readonly<Record<string, unknown>>[]): Promise<void>;
  /** Until the rows have seen the whole log; not longer than a test may take. */
  caughtUp(): Promise<void>;
  /** Listens, on any free port of this machine. */
  port(): Promise<number>;
  close(): Promise<void>;
}

const IN_MEMORY = {
  HABEAS_EVENT_STORE: 'sqlite::memory:',
  HABEAS_READ_MODELS: 'sqlite::memory:',
  HABEAS_OFFICER: 'test',
};

export async function startServer(settings: Partial<Config> = {}, now?: () => Date): Promise<Server> {
  const parts = await openParts(Object.assign(new Config(), IN_MEMORY, settings), now && { now });
  const { store, recorder } = parts;
  const app = await createApp(parts, { hosts: hostNames('127.0.0.1'), logger: false });
  const send = (request: Sent) => app.nest.inject(request as never) as unknown as Promise<Answer>;
  return {
    ...app,
    store,
    send,
    get: (url, headers = {}) => send({ method: 'GET', url, headers }),
    post: (url, body, headers = {}) =>
      send({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json', ...headers },
        payload: isRaw(body) ? body : JSON.stringify(body),
      }),
    logAll: async (lines) => {
      for (const { knownSince: _, ...line } of [...lines].sort((a, b) =>
        String(a['knownSince']) < String(b['knownSince'])
          ? -1
          : String(a['knownSince']) > String(b['knownSince'])
            ? 1
            : 0,
      ))
        await recorder.log(line);
    },
    caughtUp: async () => {
      const head = await store.head();
      if (head) while (!(await parts.rows.projected(head.position, 1_000)));
    },
    port: async () => {
      const listening = app.nest.getHttpServer() as unknown as { listening: boolean; address(): AddressInfo };
      if (!listening.listening) await app.nest.listen(0, '127.0.0.1');
      return listening.address().port;
    },
    close: () => app.nest.close(),
  };
}

const isRaw = (body: unknown): body is string | Buffer => typeof body === 'string' || Buffer.isBuffer(body);
