import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
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

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  answered({ method, route, status, ms }: Answered): void {
    this.requests.observe({ method: METHODS.has(method) ? method : 'other', route, status }, ms / 1_000);
  }

  /** A figure that is read when somebody asks. */
  gauge(name: string, help: string, read: () => Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await read());
      },
    });
  }
}

const METHODS = new Set(['GET', 'HEAD', 'POST']);
