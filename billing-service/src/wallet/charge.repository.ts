import { type Db, prepared } from '@coincast/shared/database';
import type { SerializedEvent } from '@coincast/shared/messaging';
import { Injectable } from '@nestjs/common';
import type { Book, Charge, ChargeState, Settlement } from './wallet.rules.js';

interface BookRow {
  /** Null in a row that tells of a charge. */
  balance: number | null;
  user_id: number;
  job_id: number;
  amount: number | null;
  state: ChargeState;
}

/** The charges of jobs, settled a batch at a time. */
@Injectable()
export class ChargeRepository {
  /**
   * Locks the wallets until the transaction ends and reads them, with the charges of the jobs. Wallets that do not
   * exist are missing from the book. A charge that another transaction committed while this one waited for a wallet
   * may be missing too; `write` then fails with `isSettledElsewhere`.
   */
  async lockBook(trx: Db, userIds: readonly number[], jobIds: readonly number[]): Promise<Book> {
    const rows = await prepared<BookRow>(
      trx,
      'charge_lock_book',
      // In id order: two batches with the same wallets wait for each other and never deadlock.
      `WITH wallet AS MATERIALIZED (
         SELECT user_id, balance FROM wallets WHERE user_id = ANY(?::bigint[]) ORDER BY user_id FOR UPDATE
       ), charge AS MATERIALIZED (
         SELECT job_id, user_id, amount, state FROM charges WHERE job_id = ANY(?::bigint[]) ORDER BY job_id FOR UPDATE
       )
       SELECT balance, user_id, 0 AS job_id, NULL AS amount, NULL AS state FROM wallet
       UNION ALL
       SELECT NULL, user_id, job_id, amount, state FROM charge`,
      [userIds, jobIds],
    );
    const balances = new Map<number, number>();
    const charges = new Map<number, Charge>();
    for (const { balance, user_id, job_id, amount, state } of rows) {
      if (balance !== null) balances.set(user_id, balance);
      else charges.set(job_id, { jobId: job_id, userId: user_id, amount, state });
    }
    return { balances, charges };
  }

  /** Writes what a batch came to, and the events that answer it, in one statement. */
  async write(trx: Db, settlement: Settlement, events: readonly SerializedEvent[]): Promise<void> {
    const { balances, newCharges, refundedJobIds, entries } = settlement;
    await prepared(
      trx,
      'charge_write',
      `WITH wallet AS (
         UPDATE wallets SET balance = changed.balance
         FROM unnest(?::bigint[], ?::bigint[]) AS changed (user_id, balance)
         WHERE wallets.user_id = changed.user_id
       ), opened AS (
         INSERT INTO charges (job_id, user_id, amount, state)
         SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[])
       ), refunded AS (
         UPDATE charges SET state = 'refunded' WHERE job_id = ANY(?::bigint[])
       ), entry AS (
         INSERT INTO ledger_entries (user_id, job_id, amount, tx_type, reason, balance_after)
         SELECT user_id, job_id, amount, tx_type, reason, balance_after
         FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[]) WITH ORDINALITY
           AS entry (user_id, job_id, amount, tx_type, reason, balance_after, position)
         ORDER BY position
       )
       INSERT INTO outbox (type, body) SELECT * FROM unnest(?::text[], ?::text[])`,
      [
        [...balances.keys()],
        [...balances.values()],
        newCharges.map(({ jobId }) => jobId),
        newCharges.map(({ userId }) => userId),
        newCharges.map(({ amount }) => amount),
        newCharges.map(({ state }) => state),
        refundedJobIds,
        entries.map(({ userId }) => userId),
        entries.map(({ jobId }) => jobId),
        entries.map(({ amount }) => amount),
        entries.map(({ txType }) => txType),
        entries.map(({ reason }) => reason),
        entries.map(({ balanceAfter }) => balanceAfter),
        events.map(({ type }) => type),
        events.map(({ body }) => body),
      ],
    );
  }
}

const onceAJob = new Set(['charges_pkey', 'ledger_entries_once_a_job']);

/** Whether a write failed because another transaction has settled one of its jobs meanwhile. */
export function isSettledElsewhere(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && onceAJob.has(String(error.constraint));
}
