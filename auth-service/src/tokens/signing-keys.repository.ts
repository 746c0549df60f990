import type { Db } from '@coincast/shared/database';
import type { NewSigningKey } from '@coincast/shared/signing-keys';
import { Injectable } from '@nestjs/common';
import type { StoredKey } from './signing-key.js';

@Injectable()
export class SigningKeysRepository {
  /** Lets one process at a time decide whether a key is needed, until its transaction ends. */
  async lock(trx: Db): Promise<void> {
    await trx.raw("SELECT pg_advisory_xact_lock(hashtext('auth signing keys'))");
  }

  /** The keys whose tokens are good now, and those that are going to sign, newest first. */
  async list(db: Db): Promise<StoredKey[]> {
    const { rows } = await db.raw<{ rows: StoredKey[] }>(`
      SELECT kid, private_key, retires_at IS NOT NULL AS retiring,
        greatest(extract(epoch FROM signs_at - clock_timestamp()) * 1000, 0)::float8 AS signs_in_ms
      FROM signing_keys
      WHERE retires_at IS NULL OR retires_at > now()
      ORDER BY signs_at DESC, kid`);
    return rows;
  }

  async insert(trx: Db, { kid, private_key }: NewSigningKey): Promise<void> {
    await trx.raw('INSERT INTO signing_keys (kid, private_key) VALUES (?, ?)', [kid, private_key]);
  }

  /** Retires the keys before the one that signs now, and forgets those that have retired. @param keepMs published until then. */
  async retireSuperseded(db: Db, keepMs: number): Promise<void> {
    await db.raw('DELETE FROM signing_keys WHERE retires_at <= now()');
    await db.raw(
      `UPDATE signing_keys SET retires_at = now() + ? * interval '1 millisecond'
       WHERE retires_at IS NULL AND signs_at < (
         SELECT max(signs_at) FROM signing_keys WHERE retires_at IS NULL AND signs_at <= now()
       )`,
      [keepMs],
    );
  }
}
