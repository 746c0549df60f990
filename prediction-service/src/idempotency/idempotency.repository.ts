import { type Db, prepared } from '@coincast/shared/database';

/** A key that made a job, with what the first answer said. */
export interface UsedKey {
  body_hash: Buffer;
  id: number;
  model_name: string;
  cost: number;
  created_at: Date;
  valid_rows: number;
  invalid_rows: number;
  /** JSON text of an array. */
  kept_invalid_rows: string;
  /** JSON text. */
  verdict: string;
}

export async function findUsedKey(db: Db, userId: number, key: string): Promise<UsedKey | undefined> {
  const [used] = await prepared<UsedKey>(
    db,
    'idempotency_find',
    `SELECT k.body_hash, j.id, j.model_name, j.cost, j.created_at, j.valid_rows, j.invalid_rows,
       s.invalid_rows AS kept_invalid_rows, s.verdict
     FROM idempotency_keys k JOIN jobs j ON j.id = k.job_id JOIN job_series s ON s.job_id = k.job_id
     WHERE k.user_id = ? AND k.key = ?`,
    [userId, key],
  );
  return used;
}

/** Forgets keys older than this, some thousand at a time, so that no statement holds many locks. */
export async function forgetOldKeys(db: Db, ttlHours: number): Promise<number> {
  const limit = 5_000;
  for (let total = 0; ; ) {
    const { rowCount } = await db.raw(
      `DELETE FROM idempotency_keys WHERE (user_id, key) IN (
         SELECT user_id, key FROM idempotency_keys WHERE created_at < now() - ? * interval '1 hour'
         ORDER BY created_at LIMIT ? FOR UPDATE SKIP LOCKED)`,
      [ttlHours, limit],
    );
    total += rowCount;
    if (rowCount < limit) return total;
  }
}
