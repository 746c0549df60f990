/**
 * Where a job is. DEBITING and RUNNING are PENDING to clients; REFUNDING is ERROR to them already, and becomes ERROR
 * when billing has confirmed that the job costs nothing.
 */
export type Stage = 'DEBITING' | 'RUNNING' | 'OK' | 'REFUNDING' | 'ERROR';

/** What can happen to a job: the answers of billing and the worker, and the clock's verdicts. */
export type SagaEvent =
  | 'debited'
  | 'rejected'
  | 'completed'
  | 'failed'
  | 'refunded'
  /** No answer in time: ask again. */
  | 'overdue'
  /** No answer in time, and asked often enough. */
  | 'exhausted';

/** What is sent with the change of stage. */
export type SagaMessage = 'request_debit' | 'request_inference' | 'request_refund' | 'job_finished';

export interface Step {
  to: Stage;
  send: readonly SagaMessage[];
  /** Why the job failed, where the event itself does not say. */
  error?: string;
}

/**
 * The whole saga. An event that stands not in a job's row of this table changes nothing: it is a duplicate or late.
 * A refund is requested exactly where a debit may have happened, and asked for without end.
 */
export const sagaTable: Record<Stage, Partial<Record<SagaEvent, Step>>> = {
  DEBITING: {
    debited: { to: 'RUNNING', send: ['request_inference'] },
    rejected: { to: 'ERROR', send: ['job_finished'], error: 'not_enough_credits' },
    overdue: { to: 'DEBITING', send: ['request_debit'] },
    exhausted: { to: 'REFUNDING', send: ['request_refund', 'job_finished'], error: 'timeout' },
  },
  RUNNING: {
    completed: { to: 'OK', send: ['job_finished'] },
    failed: { to: 'REFUNDING', send: ['request_refund', 'job_finished'] },
    overdue: { to: 'RUNNING', send: ['request_inference'] },
    exhausted: { to: 'REFUNDING', send: ['request_refund', 'job_finished'], error: 'timeout' },
  },
  REFUNDING: {
    refunded: { to: 'ERROR', send: [] },
    overdue: { to: 'REFUNDING', send: ['request_refund'] },
  },
  OK: {},
  ERROR: {},
};

/** The stages in which a job waits for an answer. */
export const openStages = (Object.keys(sagaTable) as Stage[]).filter(
  (stage) => Object.keys(sagaTable[stage]).length > 0,
);

/** What an event does to a job in this stage; null when nothing. */
export function nextStep(stage: Stage, event: SagaEvent): Step | null {
  return sagaTable[stage][event] ?? null;
}

/** What passing its deadline means to a job whose stage's request was sent `attempts` times. */
export function verdictOfClock(stage: Stage, attempts: number, maxAttempts: number): 'overdue' | 'exhausted' {
  return sagaTable[stage].exhausted && attempts >= maxAttempts ? 'exhausted' : 'overdue';
}

export type PublicStatus = 'PENDING' | 'OK' | 'ERROR';

/** A job's stage as clients see it. */
export function publicStatus(stage: Stage): PublicStatus {
  if (stage === 'OK') return 'OK';
  return stage === 'DEBITING' || stage === 'RUNNING' ? 'PENDING' : 'ERROR';
}

/** The stages that clients see as this status. */
export function stagesOf(status: PublicStatus): Stage[] {
  return (Object.keys(sagaTable) as Stage[]).filter((stage) => publicStatus(stage) === status);
}

export type PublicStage = 'paying' | 'computing' | 'done';

/** What is being done for a job, as clients see it. */
export function publicStage(stage: Stage): PublicStage {
  if (stage === 'DEBITING') return 'paying';
  return stage === 'RUNNING' ? 'computing' : 'done';
}

/** What a job costs its owner: the quoted price while PENDING, the charge once OK, nothing when ERROR. */
export function costOf(stage: Stage, quotedCredits: number): number {
  return publicStatus(stage) === 'ERROR' ? 0 : quotedCredits;
}
