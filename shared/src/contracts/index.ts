import { debited, debitRejected, debitRequested, deposited, refunded, refundRequested } from './credit-events.js';
import { inferenceCompleted, inferenceFailed, inferenceRequested } from './inference-events.js';
import { jobCreated, jobFinished } from './job-events.js';
import { userRegistered } from './user-events.js';

export * from './credit-events.js';
export * from './define-event.js';
export * from './float64-column.js';
export * from './inference-events.js';
export * from './job-events.js';
export * from './model-catalogue.js';
export * from './user-events.js';

/** Every event of the system, for the generated catalogue and for checks. */
export const allEvents = [
  userRegistered,
  jobCreated,
  debitRequested,
  debited,
  debitRejected,
  inferenceRequested,
  inferenceCompleted,
  inferenceFailed,
  refundRequested,
  refunded,
  jobFinished,
  deposited,
] as const;
