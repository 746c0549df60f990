import { type Db, prepared } from '@coincast/shared/database';
import type { TokenUser } from '@coincast/shared/http';
import { Injectable } from '@nestjs/common';

/** Expired codes that one new code takes away: more than one comes in, so they never pile up. */
const expiredAtOnce = 100;

@Injectable()
export class LinkCodesRepository {
  /** Makes other new codes of this user wait until the transaction ends. Answers whether there is such a user. */
  async lockUser(trx: Db, userId: number): Promise<boolean> {
    const found = await prepared(trx, 'link_codes_user', 'SELECT FROM users WHERE id = ? FOR NO KEY UPDATE', [userId]);
    return found.length > 0;
  }

  /** Takes away all but the `keep` newest codes of a user. */
  async endOldest(trx: Db, userId: number, keep: number): Promise<void> {
    await prepared(
      trx,
      'link_codes_end_oldest',
      `DELETE FROM link_codes WHERE code_hash IN
         (SELECT code_hash FROM link_codes WHERE user_id = ? ORDER BY created_at DESC OFFSET ?)`,
      [userId, keep],
    );
  }

  async removeExpired(trx: Db): Promise<void> {
    await prepared(
      trx,
      'link_codes_remove_expired',
      // Skipped when another transaction is at them, which removes them, too.
      `DELETE FROM link_codes WHERE code_hash IN
         (SELECT code_hash FROM link_codes WHERE expires_at <= now() LIMIT ? FOR UPDATE SKIP LOCKED)`,
      [expiredAtOnce],
    );
  }

  /** Answers when the code ends. */
  async insert(trx: Db, code: { hash: Buffer; userId: number; ttlSeconds: number }): Promise<Date> {
    const [row] = await prepared<{ expires_at: Date }>(
      trx,
      'link_codes_insert',
      `INSERT INTO link_codes (code_hash, user_id, expires_at) VALUES (?, ?, clock_timestamp() + ? * interval '1 second')
       RETURNING expires_at`,
      [code.hash, code.userId, code.ttlSeconds],
    );
    if (!row) throw new Error('An inserted link code was not returned');
    return row.expires_at;
  }

  /** Ends a code and answers whose it was; undefined unless it was good. Of two at once, one gets the user. */
  async redeem(db: Db, hash: Buffer): Promise<TokenUser | undefined> {
    const [user] = await prepared<TokenUser>(
      db,
      'link_codes_redeem',
      `DELETE FROM link_codes USING users
       WHERE code_hash = ? AND expires_at > now() AND users.id = user_id
       RETURNING users.id, users.role`,
      [hash],
    );
    return user;
  }
}
