import {
  type InferenceRequested,
  inferenceCompleted,
  inferenceFailed,
  inferenceRequested,
} from '@coincast/shared/contracts';
import { type CloudEvent, EventPublisher, OnEvent, serializeEvent } from '@coincast/shared/messaging';
import { Injectable } from '@nestjs/common';
import { InferenceService } from './inference.service.js';

/** Enough for full groups of short jobs; few enough that a second worker gets its share of the long ones. */
const requestsAtOnce = 32;

/** Answers `inference.requested`; a request is acknowledged once the broker holds its answer. */
@Injectable()
export class InferenceConsumer {
  constructor(
    private readonly inference: InferenceService,
    private readonly publisher: EventPublisher,
  ) {}

  // Each alone, so that a request is acknowledged when it is done and not when its neighbours are: the service itself
  // brings short jobs together.
  @OnEvent(inferenceRequested, {
    queue: 'worker.inference.requested',
    maxBatch: 1,
    concurrency: requestsAtOnce,
    prefetch: requestsAtOnce,
  })
  async onInferenceRequested(events: CloudEvent<InferenceRequested>[]): Promise<void> {
    await this.publisher.publish(await Promise.all(events.map((event) => this.answer(event))));
  }

  private async answer({ data, traceparent }: CloudEvent<InferenceRequested>) {
    const context = { source: '/inference-worker', subject: data.job_id, traceparent };
    const answer = await this.inference.answer(data, traceparent);
    return answer.kind === 'completed'
      ? serializeEvent(inferenceCompleted, answer.data, context)
      : serializeEvent(inferenceFailed, answer.data, context);
  }
}
