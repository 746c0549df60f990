import { HealthModule } from '@coincast/shared/http';
import { MessagingModule, type ServiceRim } from '@coincast/shared/messaging';
import { MetricsModule } from '@coincast/shared/observability';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import type { InferenceWorkerConfig } from './config.js';
import { InferenceConsumer } from './inference/inference.consumer.js';
import { InferenceService } from './inference/inference.service.js';
import { ModelPool } from './inference/model-pool.js';
import { RunMetrics } from './inference/run-metrics.js';
import { SeriesClient } from './inference/series-client.js';

export interface WorkerModuleOptions extends ServiceRim {
  config: InferenceWorkerConfig;
  /** A module whose default export is a `ModelRunner`. */
  modelWorkerUrl: URL;
  /** Jobs that are not done this long after the begin of a shutdown go back to the queue. */
  shutdownGraceMs: number;
}

const shutdownGrace = Symbol('shutdown grace in ms');

/** Consumes requests for forecasts, runs their models in threads, publishes the answers; keeps nothing. */
@Module({})
export class WorkerModule implements OnModuleDestroy, OnApplicationShutdown {
  private graceTimer: NodeJS.Timeout | undefined;

  static forRoot(options: WorkerModuleOptions): DynamicModule {
    const { config, broker, logger, registry, tracing, modelWorkerUrl, shutdownGraceMs } = options;
    const longJobs = config.MODEL_THREADS;
    const pool = () =>
      new ModelPool({ workerUrl: modelWorkerUrl, threads: longJobs + 1, memoryMb: config.MODEL_MEMORY_MB, logger });
    const series = () =>
      new SeriesClient({ predictionUrl: config.PREDICTION_URL, internalToken: config.INTERNAL_TOKEN });
    const metrics = new RunMetrics(registry);
    const limits = { timeLimitMs: config.MODEL_TIME_LIMIT_MS, longJobs };
    return {
      module: WorkerModule,
      imports: [
        MessagingModule.forRoot({ service: 'inference-worker', config, broker, logger, registry, tracing }),
        HealthModule.forRoot(),
        MetricsModule.forRoot(registry),
      ],
      providers: [
        { provide: ModelPool, useFactory: pool },
        { provide: SeriesClient, useFactory: series },
        {
          provide: InferenceService,
          useFactory: (models: ModelPool, client: SeriesClient) =>
            new InferenceService(models, client, limits, metrics, logger, tracing),
          inject: [ModelPool, SeriesClient],
        },
        { provide: shutdownGrace, useValue: shutdownGraceMs },
        InferenceConsumer,
      ],
    };
  }

  constructor(
    private readonly pool: ModelPool,
    private readonly series: SeriesClient,
    @Inject(shutdownGrace) private readonly shutdownGraceMs: number,
  ) {}

  /** Runs while the consumers stop, which wait for the jobs under way. */
  onModuleDestroy(): void {
    this.graceTimer = setTimeout(() => void this.abandon(), this.shutdownGraceMs);
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.graceTimer);
    await this.abandon();
  }

  private async abandon(): Promise<void> {
    await Promise.all([this.pool.close(), this.series.close()]);
  }
}
