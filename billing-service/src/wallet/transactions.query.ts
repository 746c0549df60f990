import type { TransactionsQuery } from './wallet.schemas.js';

/** A statement to prepare, with what is bound to it. */
export interface Statement {
  /** One for each text. */
  name: string;
  sql: string;
  bindings: unknown[];
}

/** The id of the wallet's entry next to a time, on its one side or the other */
const nextTo = (condition: string, order: 'ASC' | 'DESC') =>
  `SELECT id FROM ledger_entries WHERE user_id = ?::bigint AND ${condition} ORDER BY created_at ${order} LIMIT 1`;

// The entries of a wallet are made one after another, so that ids and times rise together: a period is a range of ids. A
// minute more is read on either side, for a clock that was set back in between.
const lastBefore = nextTo("created_at < ?::timestamptz - interval '1 minute'", 'DESC');
const firstSince = nextTo("created_at >= ?::timestamptz + interval '1 minute'", 'ASC');

/**
 * Entries of one wallet, newest first, that pass all the filters given. Each set of filters is a statement of its own, so
 * that the server plans it for the index that fits: whatever is asked, no more of a long ledger is read than a page.
 */
export function transactionsStatement(userId: number, query: TransactionsQuery): Statement {
  const { limit, before, type, job_id, from, to } = query;
  const conditions = ['user_id = ?::bigint', 'id < ?::bigint'];
  const bindings: unknown[] = [userId, before];
  let name = 'wallet_transactions';
  const add = (filter: string, condition: string, ...values: unknown[]) => {
    name += `_${filter}`;
    conditions.push(condition);
    bindings.push(...values);
  };
  if (type !== undefined) add('type', 'tx_type = ?::text', type);
  if (job_id !== undefined) add('job', 'job_id = ?::bigint', job_id);
  if (from !== undefined) {
    add('from', `id > coalesce((${lastBefore}), 0) AND ${createdAtUtc} >= ${asUtc}`, userId, from, from);
  }
  if (to !== undefined) {
    add('to', `id < coalesce((${firstSince}), ${maxBigint}) AND ${createdAtUtc} < ${asUtc}`, userId, to, to);
  }
  const sql = `
  SELECT id, amount, tx_type, reason, balance_after, created_at, job_id
  FROM ledger_entries
  WHERE ${conditions.join(' AND ')}
  ORDER BY id DESC
  LIMIT ?::int`;
  return { name, sql, bindings: [...bindings, limit] };
}

const maxBigint = '9223372036854775807';
// Not the column itself: the planner would read a whole period by its index and sort it for one page.
const createdAtUtc = "created_at AT TIME ZONE 'UTC'";
const asUtc = "?::timestamptz AT TIME ZONE 'UTC'";
