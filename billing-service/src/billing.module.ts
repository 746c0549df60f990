import { DatabaseModule, type Db, database } from '@coincast/shared/database';
import { HealthModule, SecurityModule } from '@coincast/shared/http';
import { MessagingModule, OutboxModule, type ServiceRim } from '@coincast/shared/messaging';
import { MetricsModule } from '@coincast/shared/observability';
import { type DynamicModule, Module } from '@nestjs/common';
import { type BillingConfig, billingConfig } from './config.js';
import { OpenApiController } from './openapi.js';
import { ChargeRepository } from './wallet/charge.repository.js';
import { ChargeService } from './wallet/charge.service.js';
import { DebitConsumer } from './wallet/debit.consumer.js';
import { IdempotencyKeySweep } from './wallet/idempotency-key.sweep.js';
import { InternalWalletController } from './wallet/internal-wallet.controller.js';
import { LedgerRepository } from './wallet/ledger.repository.js';
import { RefundConsumer } from './wallet/refund.consumer.js';
import { UserRegisteredConsumer } from './wallet/user-registered.consumer.js';
import { WalletController } from './wallet/wallet.controller.js';
import { WalletMetrics } from './wallet/wallet.metrics.js';
import { WalletService } from './wallet/wallet.service.js';

@Module({})
export class BillingModule {
  static forRoot(config: BillingConfig, { logger, registry, tracing, broker }: ServiceRim): DynamicModule {
    return {
      module: BillingModule,
      imports: [
        DatabaseModule.forRoot(config.DATABASE_URL, {
          applicationName: 'billing-service',
          poolSize: config.DATABASE_POOL_SIZE,
        }),
        SecurityModule.forRoot(config),
        MessagingModule.forRoot({ service: 'billing', config, logger, registry, tracing, broker }),
        OutboxModule.forRoot({ logger, registry }),
        HealthModule.forRoot(),
        MetricsModule.forRoot(registry),
      ],
      controllers: [WalletController, InternalWalletController, OpenApiController],
      providers: [
        { provide: billingConfig, useValue: config },
        WalletMetrics,
        LedgerRepository,
        ChargeRepository,
        WalletService,
        ChargeService,
        DebitConsumer,
        RefundConsumer,
        UserRegisteredConsumer,
        {
          provide: IdempotencyKeySweep,
          useFactory: (db: Db, ledger: LedgerRepository) => new IdempotencyKeySweep(db, ledger, logger),
          inject: [database, LedgerRepository],
        },
      ],
    };
  }
}
