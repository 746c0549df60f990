import {
  type Debited,
  type DebitRejected,
  debited,
  debitRejected,
  type InferenceCompleted,
  type InferenceFailed,
  inferenceCompleted,
  inferenceFailed,
  type Refunded,
  refunded,
} from '@coincast/shared/contracts';
import { type Db, database } from '@coincast/shared/database';
import { type CloudEvent, OnEvent, OutboxRelay } from '@coincast/shared/messaging';
import { type Logger, traceFields } from '@coincast/shared/observability';
import { Inject, Injectable } from '@nestjs/common';
import { serviceLogger } from '../logger.js';
import { type Occurrence, SagaService } from './saga.service.js';

/** The longest error that is kept with a job, in characters. */
const maxErrorChars = 500;

/** Brings the answers of billing and the worker to the saga; each batch is one commit. */
@Injectable()
export class SagaConsumer {
  constructor(
    @Inject(database) private readonly db: Db,
    private readonly saga: SagaService,
    private readonly relay: OutboxRelay,
    @Inject(serviceLogger) private readonly logger: Logger,
  ) {}

  @OnEvent(debited, { queue: 'prediction.credits.debited', maxBatch: 100 })
  onDebited(events: CloudEvent<Debited>[]): Promise<void> {
    return this.advance(events.map((event) => ({ ...cause(event), event: 'debited' })));
  }

  @OnEvent(debitRejected, { queue: 'prediction.credits.debit.rejected', maxBatch: 100 })
  onDebitRejected(events: CloudEvent<DebitRejected>[]): Promise<void> {
    // Voided means that this job's refund came first: the job has failed already, and the refund settles it.
    const rejected = events.filter(({ data }) => data.reason !== 'voided');
    return this.advance(rejected.map((event) => ({ ...cause(event), event: 'rejected' })));
  }

  @OnEvent(inferenceCompleted, { queue: 'prediction.inference.completed', maxBatch: 50 })
  onInferenceCompleted(events: CloudEvent<InferenceCompleted>[]): Promise<void> {
    return this.advance(
      events.map((event) => {
        const { forecast, metrics, warnings } = event.data;
        return { ...cause(event), event: 'completed', forecast, metrics, warnings };
      }),
    );
  }

  @OnEvent(inferenceFailed, { queue: 'prediction.inference.failed', maxBatch: 100 })
  onInferenceFailed(events: CloudEvent<InferenceFailed>[]): Promise<void> {
    return this.advance(events.map((event) => ({ ...cause(event), event: 'failed', error: errorOf(event.data) })));
  }

  @OnEvent(refunded, { queue: 'prediction.credits.refunded', maxBatch: 100 })
  onRefunded(events: CloudEvent<Refunded>[]): Promise<void> {
    return this.advance(events.map((event) => ({ ...cause(event), event: 'refunded' })));
  }

  private async advance(occurrences: Occurrence[]): Promise<void> {
    if (occurrences.length === 0) return;
    const moved = await this.saga.advance(this.db, occurrences);
    if (moved.size > 0) this.relay.wake();
    if (!this.logger.isLevelEnabled('info')) return;
    for (const { jobId, event, traceparent } of occurrences) {
      if (moved.has(jobId)) this.logger.info({ job_id: jobId, event, ...traceFields(traceparent) }, 'job goes on');
    }
  }
}

const cause = ({ data, traceparent }: CloudEvent<{ job_id: number }>) => ({ jobId: data.job_id, traceparent });

/** The code and its sentence; NUL, which JSON allows, cannot be stored. */
function errorOf({ reason, detail }: InferenceFailed): string {
  const text = detail === '' ? reason : `${reason}: ${detail}`;
  return text.replaceAll('\0', '').slice(0, maxErrorChars) || 'model_failed';
}
