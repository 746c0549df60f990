/**
 * The statements of the check. Each answers rows (kind, subject ids, what the rules ask for, what is there) and reads its
 * tables once, in sets: sorts and joins that do not fit the server's work_mem spill to its disk.
 */

/** A wallet's balance and what its entries come to; entries cannot be without a wallet (foreign key). */
export const walletDifferences = `
  SELECT CASE WHEN w.balance < 0 THEN 'negative_balance' ELSE 'balance' END AS kind,
    w.user_id, NULL::bigint AS job_id, NULL::bigint AS entry_id,
    'entries that add up to ' || coalesce(e.total, 0) AS expected, 'balance ' || w.balance AS found
  FROM billing.wallets w
  LEFT JOIN (SELECT user_id, sum(amount) AS total FROM billing.ledger_entries GROUP BY user_id) e USING (user_id)
  WHERE w.balance <> coalesce(e.total, 0) OR w.balance < 0`;

/** Each entry beside the one before it in its wallet, so that one wrong entry does not accuse all that follow. */
export const entryDifferences = `
  SELECT CASE WHEN balance_after < 0 THEN 'negative_balance' ELSE 'running_balance' END AS kind,
    user_id, job_id, id AS entry_id,
    'balance_after ' || (before + amount) || ' (' || before || ' before it, amount ' || amount || ')' AS expected,
    'balance_after ' || balance_after AS found
  FROM (
    SELECT id, user_id, job_id, amount, balance_after,
      coalesce(lag(balance_after) OVER (PARTITION BY user_id ORDER BY id), 0) AS before
    FROM billing.ledger_entries
  ) entry
  WHERE balance_after <> before + amount OR balance_after < 0`;

/**
 * Every job with its charge and its entries, from whichever of the three sides it is known. One row a job, with the
 * gravest of its faults. What may be there in each stage follows from the saga:
 * DEBITING - nothing, or a debit whose answer is on the way; RUNNING - a debit; OK - a debit for good;
 * REFUNDING - whatever billing has got to, as long as charge and entries agree; ERROR - nothing, or debit and refund.
 */
export const jobDifferences = `
  WITH entry AS (
    SELECT job_id,
      count(*) FILTER (WHERE tx_type = 'PREDICTION_CHARGE') AS debits,
      count(*) FILTER (WHERE tx_type = 'REFUND') AS refunds,
      coalesce(sum(amount) FILTER (WHERE tx_type = 'PREDICTION_CHARGE'), 0) AS debited,
      coalesce(sum(amount) FILTER (WHERE tx_type = 'REFUND'), 0) AS refunded,
      min(user_id) AS first_user, max(user_id) AS last_user
    FROM billing.ledger_entries WHERE job_id IS NOT NULL GROUP BY job_id
  ), job AS (SELECT id AS job_id, user_id, cost, stage FROM prediction.jobs),
  side AS (
    SELECT job_id, job.user_id AS owner, job.cost, job.stage, charge.user_id AS payer, charge.amount, charge.state,
      entry.first_user, entry.last_user, coalesce(debits, 0) AS debits, coalesce(refunds, 0) AS refunds,
      coalesce(debited, 0) AS debited, coalesce(refunded, 0) AS refunded
    FROM job FULL JOIN billing.charges charge USING (job_id) FULL JOIN entry USING (job_id)
  ), judged AS (
    SELECT *, CASE
      WHEN stage IS NULL THEN 'no_job'
      WHEN payer <> owner OR first_user <> owner OR last_user <> owner THEN 'wrong_user'
      WHEN debits > 1 OR refunds > 1 THEN 'charged_twice'
      WHEN stage = 'OK' AND (debits = 0 OR refunds > 0) THEN 'ok_not_charged'
      WHEN stage = 'ERROR' AND debits <> refunds THEN 'error_not_free'
      WHEN stage IN ('DEBITING', 'RUNNING') AND refunds > 0 THEN 'pending_refunded'
      WHEN stage = 'RUNNING' AND debits = 0 THEN 'running_not_charged'
      WHEN (debits = 1 AND debited <> -cost) OR (refunds = 1 AND refunded <> cost) THEN 'wrong_amount'
      WHEN debits <> (coalesce(state, '') IN ('debited', 'refunded'))::int
        OR refunds <> (coalesce(state, '') = 'refunded')::int OR amount <> cost THEN 'charge_record'
      END AS kind
    FROM side
  )
  SELECT kind, coalesce(owner, payer, first_user) AS user_id, job_id, NULL::bigint AS entry_id,
    CASE WHEN stage IS NULL THEN 'no job, so no charge'
      WHEN kind = 'wrong_user' THEN 'entries and charge of user ' || owner
      WHEN stage = 'OK' THEN 'OK for ' || cost || ': charged once, not refunded'
      WHEN stage = 'ERROR' THEN 'ERROR: not charged, or ' || cost || ' charged and refunded'
      WHEN stage = 'RUNNING' THEN 'RUNNING for ' || cost || ': charged once, not refunded'
      WHEN stage = 'DEBITING' THEN 'DEBITING for ' || cost || ': charged at most once, not refunded'
      ELSE stage || ' for ' || cost || ': charged and refunded at most once each' END AS expected,
    debits || ' charges of ' || debited || ', ' || refunds || ' refunds of ' || refunded
      || ', charge ' || coalesce(state || ' ' || coalesce(amount::text, ''), 'not recorded')
      || CASE WHEN kind = 'wrong_user' THEN ', of users ' || concat_ws(', ', payer, first_user, last_user) ELSE '' END
      AS found
  FROM judged WHERE kind IS NOT NULL`;

/** What is on its way and therefore in no final state. */
export const unsettledJobs = `
  SELECT stage, count(*) AS jobs, sum(cost) AS credits FROM prediction.jobs
  WHERE deadline_at IS NOT NULL GROUP BY stage ORDER BY stage`;

export const totals = `
  SELECT (SELECT count(*) FROM billing.wallets) AS wallets,
    (SELECT coalesce(sum(balance), 0) FROM billing.wallets) AS credits,
    (SELECT count(*) FROM billing.ledger_entries) AS entries,
    (SELECT count(*) FROM prediction.jobs) AS jobs`;
