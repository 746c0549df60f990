import { type Failure, type FailureReason, failure, type ModelOutcome } from './model-job.js';
import type { ThreadAnswer } from './model-pool.js';

/** With the time that it took, as far as somebody could measure it. */
export type Run<Outcome> = Outcome & Pick<ModelOutcome, 'runMs'>;

/** A failure of a job whose run nobody could measure. */
export function unrun(reason: FailureReason, detail: string): Run<Failure> {
  return { ...failure(reason, detail), runMs: null };
}

/** What became of the `i`-th job of a thread. @param timeLimitMs that the thread had */
export function outcomeOf(answer: ThreadAnswer, i: number, timeLimitMs: number): ModelOutcome {
  switch (answer.kind) {
    case 'answered':
      return answer.outcomes[i] ?? unrun('model_failed', 'The thread gave no outcome.');
    case 'timeout':
      return unrun('model_timeout', `The model was not done after ${timeLimitMs} ms.`);
    case 'memory':
      return unrun('model_memory', 'The model needs more memory than it may have.');
    case 'crash':
      return unrun('model_failed', `The model ended its thread: ${answer.error.message}.`);
  }
}
