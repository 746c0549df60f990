/** What `/health/ready` answers, of every process. */
export interface Readiness {
  status: 'ok' | 'unavailable';
  /** What has to be well, and whether it is. */
  checks: Record<string, boolean>;
}

/** Ready when all is well; what stops says otherwise in `ListeningServer.drain`. */
export function readinessOf(checks: Record<string, boolean>): Readiness {
  return { status: Object.values(checks).every(Boolean) ? 'ok' : 'unavailable', checks };
}

/** The status of such an answer. */
export const statusOf = ({ status }: Readiness): 200 | 503 => (status === 'ok' ? 200 : 503);
