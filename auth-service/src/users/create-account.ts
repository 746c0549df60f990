import { userRegistered } from '@coincast/shared/contracts';
import type { Db } from '@coincast/shared/database';
import { appendToOutbox, serializeEvent } from '@coincast/shared/messaging';
import { type NewUser, type User, UsersRepository } from './users.repository.js';

const users = new UsersRepository();

/**
 * Stores a user and the event that tells of it, in one transaction: neither is ever there without the other.
 * Answers undefined, having changed nothing, when the e-mail is taken.
 * @param traceparent of the request that asked for it.
 */
export async function createAccount(db: Db, account: NewUser, traceparent?: string): Promise<User | undefined> {
  return db.transaction(async (trx) => {
    const user = await users.insert(trx, account);
    if (!user) return undefined;
    const event = { source: '/auth-service', subject: user.id, traceparent };
    await appendToOutbox(trx, [serializeEvent(userRegistered, { user_id: user.id }, event)]);
    return user;
  });
}
