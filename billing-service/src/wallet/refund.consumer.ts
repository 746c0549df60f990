import { type RefundRequested, refundRequested } from '@coincast/shared/contracts';
import { type CloudEvent, OnEvent } from '@coincast/shared/messaging';
import { Injectable } from '@nestjs/common';
import { ChargeService } from './charge.service.js';

@Injectable()
export class RefundConsumer {
  constructor(private readonly charges: ChargeService) {}

  @OnEvent(refundRequested, { queue: 'billing.credits.refund.requested', maxBatch: 100 })
  async onRefundRequested(events: CloudEvent<RefundRequested>[]): Promise<void> {
    await this.charges.settle(
      events.map(({ data, traceparent }) => ({
        kind: 'refund',
        jobId: data.job_id,
        userId: data.user_id,
        reason: data.reason,
        traceparent,
      })),
    );
  }
}
