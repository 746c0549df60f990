import {
  debitRequested,
  inferenceRequested,
  inlineSeriesLimitBytes,
  jobCreated,
  jobFinished,
  refundRequested,
} from '@coincast/shared/contracts';
import { type SerializedEvent, serializeEvent } from '@coincast/shared/messaging';
import type { EncodedSeries, JobFacts } from './saga.repository.js';
import { costOf, publicStatus, type SagaMessage, type Stage } from './saga.rules.js';

const source = '/prediction-service';
/** Two Float64 a row. */
const bytesPerRow = 16;

/** Whether a series of so many rows travels in the event itself. */
export const travelsInline = (validRows: number) => validRows * bytesPerRow <= inlineSeriesLimitBytes;

/** Where the worker reads a series that is too large for an event. */
export const seriesPath = (jobId: number) => `/internal/jobs/${jobId}/series`;

/** What the messages of a job tell besides its unchanging facts. */
export interface MessageContext {
  /** The stage that the job moves to. */
  stage: Stage;
  error: string | null;
  /** Needed for `request_inference` of a series that travels inline. */
  series?: EncodedSeries | undefined;
  traceparent: string | undefined;
}

type MessageFacts = Pick<JobFacts, 'id' | 'user_id' | 'model_name' | 'horizon' | 'cost'>;

/** One message of the saga, ready for the outbox. */
export function sagaMessage(message: SagaMessage, job: MessageFacts, context: MessageContext): SerializedEvent {
  const envelope = { source, subject: job.id, traceparent: context.traceparent };
  const parties = { job_id: job.id, user_id: job.user_id };
  switch (message) {
    case 'request_debit':
      return serializeEvent(debitRequested, { ...parties, amount: job.cost }, envelope);
    case 'request_refund':
      return serializeEvent(refundRequested, { ...parties, reason: codeOf(context.error) }, envelope);
    case 'job_finished': {
      const status = publicStatus(context.stage) === 'OK' ? 'OK' : 'ERROR';
      const cost = costOf(context.stage, job.cost);
      return serializeEvent(jobFinished, { ...parties, status, error: context.error, cost }, envelope);
    }
    case 'request_inference':
      return serializeEvent(
        inferenceRequested,
        {
          job_id: job.id,
          model_name: job.model_name,
          horizon: job.horizon,
          series: context.series
            ? { kind: 'inline', times: context.series.times, values: context.series.values }
            : { kind: 'reference', path: seriesPath(job.id) },
        },
        envelope,
      );
  }
}

/** Tells the web cabinet and the bot of a new job. */
export function jobCreatedMessage(job: MessageFacts, traceparent: string | undefined): SerializedEvent {
  return serializeEvent(
    jobCreated,
    { job_id: job.id, user_id: job.user_id, model_name: job.model_name, cost: job.cost },
    { source, subject: job.id, traceparent },
  );
}

/** An error is a code, or a code and a sentence: `no_valid_rows: ...`. */
const codeOf = (error: string | null) => (error ?? 'unknown').split(':', 1).join('').slice(0, 100);
