import { type Db, prepared } from '@coincast/shared/database';
import { Injectable } from '@nestjs/common';
import { depositedEvent, withBalanceSql } from './deposited.event.js';
import { transactionsStatement } from './transactions.query.js';
import type { TransactionAnswer, TransactionsQuery } from './wallet.schemas.js';

/** Keeps a sweep's statement far below the statement timeout, whatever has piled up. */
const forgetAtOnce = 10_000;

export interface Deposit {
  userId: number;
  /** Credits, at least 1. */
  amount: number;
  reason: string;
  traceparent?: string | undefined;
}

/** Makes a request's effect happen once, whatever the client repeats. */
export interface IdempotencyKey {
  /** Who sent the key; others may use the same text. */
  callerId: number;
  key: string;
  /** Of everything that the request asks for. */
  bodyHash: Buffer;
}

/** Wallets and the entries that account for their balances. Every change writes both in one statement. */
@Injectable()
export class LedgerRepository {
  /** Balances by user id; wallets that do not exist are missing. */
  async balances(db: Db, userIds: readonly number[]): Promise<Map<number, number>> {
    const rows = await prepared<{ user_id: number; balance: number }>(
      db,
      'wallet_balances',
      'SELECT user_id, balance FROM wallets WHERE user_id = ANY(?::bigint[])',
      [userIds],
    );
    return new Map(rows.map(({ user_id, balance }) => [user_id, balance]));
  }

  /** Opens the wallets that do not exist yet, each with its one welcome deposit (none when 0 credits). */
  async openWallets(db: Db, userIds: readonly number[], welcomeCredits: number): Promise<void> {
    await prepared(
      db,
      'wallet_open',
      // In id order, so that two statements that open the same wallets wait for each other and never deadlock.
      `WITH opened AS (
         INSERT INTO wallets (user_id, balance)
         SELECT DISTINCT user_id, ?::bigint FROM unnest(?::bigint[]) AS wanted (user_id) ORDER BY user_id
         ON CONFLICT (user_id) DO NOTHING
         RETURNING user_id, balance
       )
       INSERT INTO ledger_entries (user_id, amount, tx_type, reason, balance_after)
       SELECT user_id, balance, 'DEPOSIT', 'Welcome credits', balance FROM opened WHERE balance > 0`,
      [welcomeCredits, userIds],
    );
  }

  /**
   * Puts credits into a wallet and the event that tells of it into the outbox; the new balance, or undefined when there
   * is no such wallet.
   * @throws the violation of `wallets_balance_range` when the balance would be too large.
   */
  async deposit(db: Db, { userId, amount, reason, traceparent }: Deposit): Promise<number | undefined> {
    const event = depositedEvent({ userId, amount, traceparent });
    const [entry] = await prepared<{ balance_after: number }>(
      db,
      'wallet_deposit',
      `WITH topped_up AS (
         UPDATE wallets SET balance = balance + ?::bigint WHERE user_id = ?::bigint RETURNING user_id, balance
       ), told AS (
         INSERT INTO outbox (type, body) SELECT ?::text, ${withBalanceSql('?::text', 'balance')} FROM topped_up
       )
       INSERT INTO ledger_entries (user_id, amount, tx_type, reason, balance_after)
       SELECT user_id, ?::bigint, 'DEPOSIT', ?::text, balance FROM topped_up
       RETURNING balance_after`,
      [amount, userId, event.type, event.body, amount, reason],
    );
    return entry?.balance_after;
  }

  /**
   * The same, and remembers the key with its answer; changes nothing and answers undefined when the key is known already.
   * Of two at once with the same key, one waits for the other's commit and then finds the key taken.
   */
  async depositOnce(
    db: Db,
    deposit: Deposit,
    { callerId, key, bodyHash }: IdempotencyKey,
  ): Promise<number | undefined> {
    const event = depositedEvent(deposit);
    const [entry] = await prepared<{ balance_after: number }>(
      db,
      'wallet_deposit_once',
      `WITH wallet AS MATERIALIZED (
         SELECT user_id, balance + ?::bigint AS balance FROM wallets WHERE user_id = ?::bigint FOR UPDATE
       ), claimed AS (
         INSERT INTO idempotency_keys (user_id, key, body_hash, answer)
         SELECT ?::bigint, ?::text, ?::bytea, jsonb_build_object('balance', balance) FROM wallet
         ON CONFLICT (user_id, key) DO NOTHING
         RETURNING key
       ), topped_up AS (
         UPDATE wallets SET balance = wallet.balance FROM wallet, claimed WHERE wallets.user_id = wallet.user_id
         RETURNING wallets.user_id, wallets.balance
       ), told AS (
         INSERT INTO outbox (type, body) SELECT ?::text, ${withBalanceSql('?::text', 'balance')} FROM topped_up
       )
       INSERT INTO ledger_entries (user_id, amount, tx_type, reason, balance_after)
       SELECT user_id, ?::bigint, 'DEPOSIT', ?::text, balance FROM topped_up
       RETURNING balance_after`,
      [deposit.amount, deposit.userId, callerId, key, bodyHash, event.type, event.body, deposit.amount, deposit.reason],
    );
    return entry?.balance_after;
  }

  /** What a key was used for and what it got. */
  async rememberedAnswer(
    db: Db,
    { callerId, key }: IdempotencyKey,
  ): Promise<{ bodyHash: Buffer; balance: number } | undefined> {
    const [row] = await prepared<{ body_hash: Buffer; answer: { balance: number } }>(
      db,
      'idempotency_key_answer',
      'SELECT body_hash, answer FROM idempotency_keys WHERE user_id = ?::bigint AND key = ?::text',
      [callerId, key],
    );
    return row && { bodyHash: row.body_hash, balance: row.answer.balance };
  }

  /** Forgets keys that are older than a day; how many there were. */
  async forgetOldKeys(db: Db): Promise<number> {
    for (let forgotten = 0; ; ) {
      const { rowCount } = await db.raw(
        `DELETE FROM idempotency_keys WHERE (user_id, key) IN (
           SELECT user_id, key FROM idempotency_keys
           WHERE created_at < now() - interval '1 day' LIMIT ? FOR UPDATE SKIP LOCKED
         )`,
        [forgetAtOnce],
      );
      forgotten += rowCount;
      if (rowCount < forgetAtOnce) return forgotten;
    }
  }

  /** Entries of one wallet that the query asks for, newest first; none of a wallet that does not exist. */
  async transactions(db: Db, userId: number, query: TransactionsQuery): Promise<TransactionAnswer[]> {
    const { name, sql, bindings } = transactionsStatement(userId, query);
    return prepared<TransactionAnswer>(db, name, sql, bindings);
  }
}
