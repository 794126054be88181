import { openEventStore, Recorder } from '#event-store';
import { openReadModels } from '#read-models';
import { fontsIn, IssuedReports } from '#reports';
import type { Parts } from './app.module.js';
import type { Config } from './config.js';
import { Metrics } from './metrics.js';

export interface PartsOptions {
  readonly now?: () => Date;
  readonly report?: (text: string) => void;
}

/** Opens the log and the rows that the configuration names; the rows follow the log from here on. */
export async function openParts(
  config: Config,
  { now = () => new Date(), report = ignore }: PartsOptions = {},
): Promise<Parts> {
  const fonts = await fontsIn(config.HABEAS_FONTS);
  const store = await openEventStore(config.HABEAS_EVENT_STORE, { now });
  const recorder = new Recorder(store, { officer: config.HABEAS_OFFICER, now });
  const rows = await openReadModels(config.HABEAS_READ_MODELS, store, {
    readonly: config.HABEAS_ROLE === 'api',
    postgres: { poolMax: config.HABEAS_ROWS_CONNECTIONS, timeoutMs: config.HABEAS_ROWS_TIMEOUT_MS },
  });
  const isReader = config.HABEAS_ROLE === 'api';
  if (!isReader && !rows.isRunner) report('Another program projects into these rows; this one reads them');
  if (!isReader) await rows.start(({ phase, done }) => report(`Building the rows: ${phase} ${done}`));
  await recorder.warmUp();
  const reports = new IssuedReports(config.HABEAS_REPORTS);
  return {
    store,
    rows,
    recorder,
    now,
    metrics: new Metrics(rows),
    reports,
    fonts,
    officer: config.HABEAS_OFFICER,
    role: config.HABEAS_ROLE,
  };
}

const ignore = (): void => undefined;
