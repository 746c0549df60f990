import { DatabaseModule } from '@coincast/shared/database';
import { HealthModule, SecurityModule } from '@coincast/shared/http';
import { MessagingModule, OutboxModule, type ServiceRim } from '@coincast/shared/messaging';
import { MetricsModule } from '@coincast/shared/observability';
import { type DynamicModule, Module } from '@nestjs/common';
import { BillingClient } from './billing-client/billing.client.js';
import { type PredictionConfig, predictionConfig } from './config.js';
import { BinaryWriter } from './export/binary-writer.js';
import { ExportController } from './export/export.controller.js';
import { SeriesExportController } from './export/series.controller.js';
import { IdempotencyKeySweep } from './idempotency/idempotency-key.sweep.js';
import { JobController } from './job/job.controller.js';
import { JobIntake } from './job/job.intake.js';
import { SubmissionReceiver } from './job/submission.js';
import { SubmitService } from './job/submit.service.js';
import { serviceLogger } from './logger.js';
import { ModelsController } from './models/models.controller.js';
import { OpenApiController } from './openapi.controller.js';
import { QuoteController } from './quote/quote.controller.js';
import { QuoteService } from './quote/quote.service.js';
import { DatasetReader } from './reader/dataset-reader.js';
import { Spool } from './receiving/spool.js';
import { DeadlineSweep } from './saga/deadline-sweep.js';
import { JobMetrics } from './saga/job.metrics.js';
import { SagaConsumer } from './saga/saga.consumer.js';
import { SagaService } from './saga/saga.service.js';
import { SeriesController } from './series/series.controller.js';
import { ForecastController } from './summary/forecast.controller.js';
import { SummaryController } from './summary/summary.controller.js';

@Module({})
export class PredictionModule {
  static forRoot(config: PredictionConfig, { logger, registry, tracing, broker }: ServiceRim): DynamicModule {
    return {
      module: PredictionModule,
      imports: [
        DatabaseModule.forRoot(config.DATABASE_URL, {
          applicationName: 'prediction-service',
          poolSize: config.DATABASE_POOL_SIZE,
        }),
        SecurityModule.forRoot(config),
        MessagingModule.forRoot({ service: 'prediction', config, logger, registry, tracing, broker }),
        OutboxModule.forRoot({ logger, registry }),
        HealthModule.forRoot(),
        MetricsModule.forRoot(registry),
      ],
      controllers: [
        ModelsController,
        QuoteController,
        JobController,
        SummaryController,
        ForecastController,
        ExportController,
        SeriesExportController,
        SeriesController,
        OpenApiController,
      ],
      providers: [
        { provide: predictionConfig, useValue: config },
        { provide: serviceLogger, useValue: logger },
        BillingClient,
        Spool,
        DatasetReader,
        SubmissionReceiver,
        QuoteService,
        JobIntake,
        SubmitService,
        JobMetrics,
        SagaService,
        SagaConsumer,
        DeadlineSweep,
        IdempotencyKeySweep,
        BinaryWriter,
      ],
    };
  }
}
