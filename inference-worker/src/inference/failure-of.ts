import { CalendarEndError } from '../calendar/future-timestamps.js';
import { type Failure, failure } from './model-job.js';

/** What a forecast that threw fails with. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CalendarEndError) {
    return failure('horizon_too_far', 'The forecast would reach past the last date there is.');
  }
  // V8 gives the memory of typed arrays outside of the thread's heap, whose limit it therefore never meets.
  const outOfMemory = error instanceof RangeError && /allocation failed/i.test(error.message);
  return failure(outOfMemory ? 'model_memory' : 'model_failed', error instanceof Error ? error.message : String(error));
}
