import { createApp } from './app.js';
import { ConfigFaultsError, isLoopback, readConfig, type Config } from './config.js';
import { openParts } from './open-parts.js';
import { hostNames } from './request/hooks.js';
import { ServerLog } from './server-log.js';

const EXIT_USAGE = 2;

class PortTakenError extends Error {
  readonly code = 'EADDRINUSE';
  constructor(port: number) {
    super(`HABEAS_PORT is ${port}, where another program listens: stop that one, or set HABEAS_PORT to a free port`);
  }
}

async function start(config: Config): Promise<void> {
  const logger = new ServerLog();
  const { HABEAS_HOST: host, HABEAS_PORT: port, HABEAS_ALLOWED_HOSTS: allowed } = config;
  const parts = await openParts(config, { report: (text) => logger.say(text) });
  const hosts = hostNames(host, allowed);
  const { nest } = await createApp(parts, { hosts, logger, onAnswered: (answered) => logger.answered(answered) });
  nest.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  if (!isLoopback(host))
    logger.warn(`HABEAS_HOST is ${host}: whoever reaches it may read and write, for there is no sign-in yet`);
  await nest.listen(port, host).catch((error: unknown) => {
    const isTaken = (error as { code?: unknown }).code === 'EADDRINUSE';
    throw isTaken ? new PortTakenError(port) : error;
  });
  const url = await nest.getUrl();
  const what = config.HABEAS_ROLE === 'projector' ? `how it is: ${url}/health/ready` : `a page to try it: ${url}/docs`;
  logger.say(`Listening on ${url}; ${what}`);
}

try {
  await start(readConfig(process.env));
} catch (error) {
  // What the operator can mend is said in a line; anything else with where it happened.
  const isKnown = error instanceof ConfigFaultsError || (error as { code?: unknown }).code !== undefined;
  console.error(isKnown ? (error as Error).message : error);
  process.exit(error instanceof ConfigFaultsError ? EXIT_USAGE : 1);
}
