import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { EventStore } from '#event-store';
import { ReadModels } from '#read-models';
import { Metrics } from './metrics.js';
import { STORE } from './parts.js';
import { Problem } from './problem.js';

/** More events than this behind, and answers are of another day than they say. */
const LAG_EVENTS_MAX = 1_000;

/** For whoever keeps the server running. */
@Controller()
export class HealthController {
  constructor(
    @Inject(STORE) private readonly store: EventStore,
    private readonly rows: ReadModels,
    private readonly metrics: Metrics,
  ) {}

  @Get('health/live')
  live() {
    return { status: 'live' };
  }

  /** An event in quarantine parks its own case; the office goes on, so that alone does not make the server unready. */
  @Get('health/ready')
  async ready() {
    const [head, { position, events, digest, lag, quarantine, fault }] = await Promise.all([
      this.store.head(),
      this.rows.figures(),
    ]);
    const figures = {
      log: { position: head?.position ?? null, knownSince: head?.knownSince ?? null },
      rows: { position, events, digest },
      lag,
      fault,
      quarantine: quarantine.map(({ stream, revision, reason }) => ({ stream, revision, reason })),
    };
    if (lag > LAG_EVENTS_MAX || fault !== null) throw new Problem('not-ready', { more: figures });
    return { status: 'ready', ...figures };
  }

  @Get('metrics')
  async figures(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.header('content-type', this.metrics.registry.contentType);
    return this.metrics.registry.metrics();
  }
}
