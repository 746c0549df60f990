import type pg from 'pg';
import { inSnapshot } from '../database.js';

export type StuckStage = 'DEBITING' | 'RUNNING' | 'REFUNDING';

export interface StuckJob {
  id: number;
  user_id: number;
  stage: StuckStage;
  /** Since it was submitted; of a refund, since the job failed. */
  age_seconds: number;
  /** How often the answer was asked for. */
  attempts: number;
  deadline_at: Date;
  cost: number;
  error: string | null;
}

/** Jobs that wait for an answer and are past their deadline or older than this, the oldest first. */
export function findStuckJobs(
  client: pg.Client,
  olderSeconds: number,
  most: number,
): Promise<{ total: number; jobs: StuckJob[] }> {
  return inSnapshot(client, async () => {
    // The partial index on deadline_at holds the jobs that wait and no others.
    const { rows } = await client.query<StuckJob & { total: number }>(
      `SELECT id, user_id, stage, floor(extract(epoch FROM now() - since))::int8 AS age_seconds, attempts, deadline_at, cost,
         left(error, 100) AS error, count(*) OVER () AS total
       FROM (SELECT *, coalesce(finished_at, created_at) AS since FROM prediction.jobs WHERE deadline_at IS NOT NULL) job
       WHERE deadline_at < now() OR since <= now() - $1 * interval '1 second'
       ORDER BY since, id LIMIT $2`,
      [olderSeconds, most],
    );
    return { total: rows[0]?.total ?? 0, jobs: rows.map(({ total: _, ...job }) => job) };
  });
}
