import type { Db } from '@coincast/shared/database';
import { Injectable } from '@nestjs/common';
import type { StoredKey } from './signing-key.js';

@Injectable()
export class SigningKeysRepository {
  /** Lets one process at a time decide whether a key is needed, until its transaction ends. */
  async lock(trx: Db): Promise<void> {
    await trx.raw("SELECT pg_advisory_xact_lock(hashtext('auth signing keys'))");
  }

  /** The keys whose tokens are good now, newest first. */
  async list(db: Db): Promise<StoredKey[]> {
    const { rows } = await db.raw<{ rows: StoredKey[] }>(`
      SELECT kid, private_key, retires_at IS NOT NULL AS retiring FROM signing_keys
      WHERE retires_at IS NULL OR retires_at > now()
      ORDER BY created_at DESC, kid`);
    return rows;
  }

  async insert(trx: Db, { kid, private_key }: StoredKey): Promise<void> {
    await trx.raw('INSERT INTO signing_keys (kid, private_key) VALUES (?, ?)', [kid, private_key]);
  }
}
