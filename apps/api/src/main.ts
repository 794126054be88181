import { ConsoleLogger } from '@nestjs/common';
import { createApp } from './app.js';
import { Config, ConfigFaultsError, isLoopback, readConfig } from './config.js';
import { openParts } from './open-parts.js';
import { hostNames, type Answered } from './request/hooks.js';

const EXIT_USAGE = 2;

async function start(config: Config): Promise<void> {
  const logger = new ConsoleLogger('Habeas', {
    json: false,
    colors: false,
    logLevels: ['log', 'warn', 'error', 'fatal'],
  });
  const { HABEAS_HOST: host, HABEAS_PORT: port, HABEAS_ALLOWED_HOSTS: allowed } = config;
  const parts = await openParts(config);
  const onAnswered = ({ method, route, status, ms, requestId }: Answered) =>
    logger.log(`${method} ${route} ${status} ${ms.toFixed(1)} ms ${requestId}`, 'Request');
  const { nest } = await createApp(parts, { hosts: hostNames(host, allowed), logger, onAnswered });
  nest.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  if (!isLoopback(host))
    logger.warn(`HABEAS_HOST is ${host}: whoever reaches this port may read and write, for there is no sign-in yet`);
  await nest.listen(port, host);
  logger.log(`Listening on ${await nest.getUrl()}; a page to try it at ${await nest.getUrl()}/docs`);
}

try {
  await start(readConfig(process.env));
} catch (error) {
  // What the operator can mend is said in a line; anything else with where it happened.
  const isKnown = error instanceof ConfigFaultsError || (error as { code?: unknown }).code !== undefined;
  console.error(isKnown ? (error as Error).message : error);
  process.exit(error instanceof ConfigFaultsError ? EXIT_USAGE : 1);
}
