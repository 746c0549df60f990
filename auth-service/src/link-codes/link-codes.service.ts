import { type Db, database } from '@coincast/shared/database';
import { Problem } from '@coincast/shared/http';
import type { Logger } from '@coincast/shared/observability';
import { Inject, Injectable } from '@nestjs/common';
import { logger } from '../logger.js';
import { TokenIssuer } from '../tokens/token-issuer.js';
import { hashOfLinkCode, linkCodeTtlSeconds, maxOpenLinkCodes, newLinkCode } from './link-code.js';
import { LinkCodesRepository } from './link-codes.repository.js';

/** Codes by which a chat becomes signed in to an account without a password in the chat. */
@Injectable()
export class LinkCodesService {
  constructor(
    @Inject(database) private readonly db: Db,
    @Inject(logger) private readonly log: Logger,
    private readonly codes: LinkCodesRepository,
    private readonly tokens: TokenIssuer,
  ) {}

  /**
   * Makes a code that is good for ten minutes and once. Beyond a few open codes of a user, the oldest ends.
   * @throws Problem `not_signed_in` when the token's user is gone.
   */
  async create(userId: number): Promise<{ code: string; expiresAt: Date }> {
    const code = newLinkCode();
    const expiresAt = await this.db.transaction(async (trx) => {
      if (!(await this.codes.lockUser(trx, userId))) {
        throw new Problem('not_signed_in', 'This account does not exist any more.');
      }
      await this.codes.removeExpired(trx);
      await this.codes.endOldest(trx, userId, maxOpenLinkCodes - 1);
      return this.codes.insert(trx, { hash: hashOfLinkCode(code), userId, ttlSeconds: linkCodeTtlSeconds });
    });
    return { code, expiresAt };
  }

  /**
   * Ends a code and answers an access token of the account that it was made for.
   * @throws Problem `bad_link_code`, the same whether it is unknown, used or expired.
   */
  async redeem(code: string): Promise<string> {
    const user = await this.codes.redeem(this.db, hashOfLinkCode(code));
    if (!user) throw new Problem('bad_link_code', 'This code is unknown, used or expired. Get a new one.');
    this.log.info({ user_id: user.id }, 'link code redeemed');
    return this.tokens.issue(user);
  }
}
