import 'reflect-metadata';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule, type Parts } from './app.module.js';
import { fastifyAdapter } from './request/fastify-options.js';
import { addHooks, type Answered } from './request/hooks.js';
import type { Route } from './request/routes.js';

export interface AppOptions {
  /** Names by which the server may be asked, beside its own loopback ones. */
  readonly hosts: ReadonlySet<string>;
  readonly logger?: LoggerService | false;
  readonly onAnswered?: (answered: Answered) => void;
}

export interface App {
  readonly nest: NestFastifyApplication;
  /** As the router has them. */
  readonly routes: readonly Route[];
}

/** The api, ready to answer; the same in a test as behind a port. */
export async function createApp(parts: Parts, { hosts, logger, onAnswered }: AppOptions): Promise<App> {
  const nest = await NestFactory.create<NestFastifyApplication>(AppModule.of(parts), fastifyAdapter(), {
    bodyParser: false,
    abortOnError: false,
    ...(logger !== undefined && { logger }),
  });
  const routes = await addHooks(nest, {
    hosts,
    onAnswered: (answered) => {
      parts.metrics.answered(answered);
      onAnswered?.(answered);
    },
  });
  nest
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (_request, _reply, done) => parts.rows.session(done));
  await nest.init();
  await nest.getHttpAdapter().getInstance().ready();
  return { nest, routes };
}
