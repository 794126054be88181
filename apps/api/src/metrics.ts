import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ReadModels } from '#read-models';
import type { Answered } from './request/hooks.js';

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The figures of one server. Labels are routes and statuses, never what was asked for. */
export class Metrics {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'habeas_http_request_duration_seconds',
    help: 'How long requests took',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  constructor(rows: Pick<ReadModels, 'figures'>) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    const events = new Gauge({ name: 'habeas_rows_events', help: 'Events that the rows have seen', registers });
    const quarantine = new Gauge({
      name: 'habeas_rows_quarantine',
      help: 'Cases with an event that could not be read',
      registers,
    });
    new Gauge({
      name: 'habeas_rows_lag_events',
      help: 'Events of the log that the rows have not seen, up to 10000',
      registers,
      async collect() {
        const figures = await rows.figures();
        this.set(figures.lag);
        events.set(figures.events);
        quarantine.set(figures.quarantine.length);
      },
    });
  }

  answered({ method, route, status, ms }: Answered): void {
    this.requests.observe({ method: METHODS.has(method) ? method : 'other', route, status }, ms / 1_000);
  }
}

const METHODS = new Set(['GET', 'HEAD', 'POST']);
