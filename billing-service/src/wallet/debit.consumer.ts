import { type DebitRequested, debitRequested } from '@coincast/shared/contracts';
import { type CloudEvent, OnEvent } from '@coincast/shared/messaging';
import { Injectable } from '@nestjs/common';
import { ChargeService } from './charge.service.js';

@Injectable()
export class DebitConsumer {
  constructor(private readonly charges: ChargeService) {}

  @OnEvent(debitRequested, { queue: 'billing.credits.debit.requested', maxBatch: 100 })
  async onDebitRequested(events: CloudEvent<DebitRequested>[]): Promise<void> {
    await this.charges.settle(
      events.map(({ data, traceparent }) => ({
        kind: 'debit',
        jobId: data.job_id,
        userId: data.user_id,
        amount: data.amount,
        traceparent,
      })),
    );
  }
}
