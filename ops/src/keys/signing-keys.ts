import { generateSigningKey } from '@coincast/shared/signing-keys';
import type pg from 'pg';
import { OpsError } from '../report.js';

/**
 * How long a new key is only published. auth-service publishes it within a second and whoever checks tokens looks again
 * after five for a key that it does not know; the rest is for a slow network and a busy machine.
 */
export const leadSeconds = 30;

/** As the operator may see it: never the key itself. */
export interface KeyState {
  kid: string;
  state: 'next' | 'signing' | 'retiring' | 'retired';
  created_at: Date;
  signs_at: Date;
  /** Tokens that it signed are good until then; null: it is not going to retire yet. */
  retires_at: Date | null;
}

/** Newest first. */
export async function listKeys(client: pg.Client): Promise<KeyState[]> {
  const { rows } = await client.query<KeyState>(`
    SELECT kid, created_at, signs_at, retires_at, CASE
      WHEN retires_at <= now() THEN 'retired'
      WHEN signs_at > now() THEN 'next'
      WHEN retires_at IS NULL AND signs_at = max(signs_at) FILTER (WHERE retires_at IS NULL AND signs_at <= now()) OVER ()
        THEN 'signing'
      ELSE 'retiring' END AS state
    FROM auth.signing_keys ORDER BY signs_at DESC, kid`);
  return rows;
}

/**
 * Adds a key that signs after `leadS`. auth-service retires those before it once it signs, and publishes them until
 * the last of their tokens has expired.
 * @throws OpsError while an earlier rotation is under way.
 */
export async function rotateKeys(client: pg.Client, leadS = leadSeconds): Promise<KeyState> {
  const { kid, private_key } = await generateSigningKey();
  await client.query('BEGIN');
  try {
    // The lock under which auth-service makes the first key.
    await client.query("SELECT pg_advisory_xact_lock(hashtext('auth signing keys'))");
    const next = (await listKeys(client)).find(({ state }) => state === 'next');
    if (next) {
      throw new OpsError(`Nothing done: key ${next.kid} signs from ${next.signs_at.toISOString()}. Rotate after that.`);
    }
    await client.query(
      `INSERT INTO auth.signing_keys (kid, private_key, signs_at) VALUES ($1, $2, clock_timestamp() + $3 * interval '1 second')`,
      [kid, private_key, leadS],
    );
    const added = (await listKeys(client)).find((key) => key.kid === kid);
    if (!added) throw new Error('the new key is not there');
    await client.query('COMMIT');
    return added;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
