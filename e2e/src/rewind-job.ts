import { inDatabase } from './in-database.js';

/** A stage in which a job waits for an answer: of billing, of a worker, of billing again. */
export type WaitingStage = 'DEBITING' | 'RUNNING' | 'REFUNDING';

/**
 * Puts a job that has ended back to a stage that it went through, and leaves it there for a day, as if the answer were
 * late: nothing is asked again before that, and answers that came before are not sent twice. What the ledger holds
 * stays, so the stage has to be one that fits it.
 * @param adminUrl the system's database, as a superuser.
 */
export async function rewindJob(adminUrl: string, id: number, stage: WaitingStage): Promise<void> {
  await inDatabase(adminUrl, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE prediction.jobs SET
         stage = $2::text,
         attempts = 1,
         deadline_at = now() + interval '1 day',
         error = CASE WHEN $2::text = 'REFUNDING' THEN 'timeout' END,
         finished_at = CASE WHEN $2::text = 'REFUNDING' THEN now() END
       WHERE id = $1 AND stage IN ('OK', 'ERROR')`,
      [id, stage],
    );
    if (rowCount !== 1) throw new Error(`There is no job ${id} that has ended`);
    await client.query('DELETE FROM prediction.forecasts WHERE job_id = $1', [id]);
  });
}

/** Ends the wait of a job that was put back: its answer counts as overdue now, and is asked for again. */
export async function endWait(adminUrl: string, id: number): Promise<void> {
  await inDatabase(adminUrl, async (client) => {
    const waits = 'UPDATE prediction.jobs SET deadline_at = now() WHERE id = $1 AND deadline_at IS NOT NULL';
    const { rowCount } = await client.query(waits, [id]);
    if (rowCount !== 1) throw new Error(`There is no job ${id} that waits`);
  });
}
