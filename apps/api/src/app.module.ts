import type { Server } from 'node:http';
import {
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, HttpAdapterHost } from '@nestjs/core';
import { Recorder, type EventStore } from '#event-store';
import { ReadModels } from '#read-models';
import { IssuedReports } from '#reports';
import { CasesController } from './cases.controller.js';
import { DocketController } from './docket.controller.js';
import { DocsController } from './docs.controller.js';
import { HealthController } from './health.controller.js';
import { LoggingController } from './logging.controller.js';
import { Metrics } from './metrics.js';
import { ParliamentariansController } from './parliamentarians.controller.js';
import { CLOCK, FONTS, OFFICER, STORE, type Clock } from './parts.js';
import { ProblemFilter } from './problem.filter.js';
import { Questions } from './questions.js';
import { DOCKET_REPORTS } from './reports/controllers.js';
import { IssuedController } from './reports/issued.controller.js';
import { Pages } from './reports/pages.js';
import { SheetController } from './reports/sheet.controller.js';
import { QueryGuard } from './request/query.guard.js';

export interface Parts {
  readonly store: EventStore;
  readonly rows: ReadModels;
  readonly recorder: Recorder;
  readonly metrics: Metrics;
  readonly reports: IssuedReports;
  readonly fonts: readonly string[];
  readonly officer: string;
  readonly now: Clock;
  readonly role: 'all' | 'api' | 'projector';
}

const CONTROLLERS = [
  CasesController,
  LoggingController,
  ParliamentariansController,
  DocketController,
  ...DOCKET_REPORTS,
  SheetController,
  IssuedController,
  DocsController,
];

/** What is being answered when the server stops may finish; whoever has not finished asking by then is cut off. */
const GRACE_MS = 2_000;

/** The one module. The log outlives the rows, and both outlive the last request. */
@Module({})
export class AppModule implements BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(STORE) private readonly store: EventStore,
    private readonly rows: ReadModels,
    private readonly http: HttpAdapterHost,
  ) {}

  static of({ store, rows, recorder, metrics, reports, fonts, officer, now, role }: Parts): DynamicModule {
    return {
      module: AppModule,
      controllers: role === 'projector' ? [HealthController] : [...CONTROLLERS, HealthController],
      providers: [
        { provide: STORE, useValue: store },
        { provide: ReadModels, useValue: rows },
        { provide: Recorder, useValue: recorder },
        { provide: CLOCK, useValue: now },
        { provide: Metrics, useValue: metrics },
        { provide: IssuedReports, useValue: reports },
        { provide: FONTS, useValue: fonts },
        { provide: OFFICER, useValue: officer },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: QueryGuard },
        Questions,
        Pages,
      ],
    };
  }

  beforeApplicationShutdown(): void {
    const server = this.http.httpAdapter.getHttpServer() as Server;
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.rows.close();
    await this.store.close();
  }
}
