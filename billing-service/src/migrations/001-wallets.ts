import type { Migration } from '@coincast/shared/database';
import { createOutboxTable } from '@coincast/shared/messaging';

export const wallets: Migration = {
  name: '001_wallets',
  async up(knex) {
    await createOutboxTable(knex);
    await knex.raw(tables);
    await knex.raw(appendOnly);
    await knex.raw(grants);
  },
};

// Credits stay below 2^53, so that JSON numbers carry them exactly.
const tables = `
  CREATE TABLE wallets (
    user_id bigint PRIMARY KEY CHECK (user_id > 0),
    balance bigint NOT NULL
      CONSTRAINT wallets_balance_range CHECK (balance >= 0 AND balance <= 9007199254740991)
  ) WITH (fillfactor = 50);

  CREATE TABLE ledger_entries (
    id bigint GENERATED ALWAYS AS IDENTITY,
    user_id bigint NOT NULL REFERENCES wallets,
    amount bigint NOT NULL,
    tx_type text NOT NULL,
    reason text NOT NULL,
    balance_after bigint NOT NULL CHECK (balance_after >= 0 AND balance_after <= 9007199254740991),
    job_id bigint CHECK (job_id > 0),
    -- Not now(): a transaction that waited for its wallet would seem older than the entry before it.
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- The list of a wallet reads this index backwards. An index on id alone would tempt the planner to walk the
    -- entries of all wallets to find those of a small one.
    PRIMARY KEY (user_id, id),
    CONSTRAINT ledger_entries_kind CHECK (
      (tx_type = 'DEPOSIT' AND amount > 0 AND job_id IS NULL)
      OR (tx_type = 'PREDICTION_CHARGE' AND amount < 0 AND job_id IS NOT NULL)
      OR (tx_type = 'REFUND' AND amount > 0 AND job_id IS NOT NULL)
    )
  );
  CREATE UNIQUE INDEX ledger_entries_once_a_job ON ledger_entries (job_id, tx_type) WHERE job_id IS NOT NULL;

  CREATE TABLE charges (
    job_id bigint PRIMARY KEY CHECK (job_id > 0),
    user_id bigint NOT NULL,
    amount bigint CHECK (amount > 0),
    state text NOT NULL CHECK (state IN ('debited', 'refunded', 'voided', 'rejected')),
    -- A void comes from a refund, which names no amount.
    CONSTRAINT charges_amount_known CHECK ((amount IS NULL) = (state = 'voided'))
  );

  CREATE TABLE idempotency_keys (
    user_id bigint NOT NULL,
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    body_hash bytea NOT NULL,
    answer jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, key)
  );
  CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
`;

// ALWAYS: a session that plays a replica (session_replication_role) skips ordinary triggers.
const appendOnly = `
  CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'ledger entries are append-only: % refused', TG_OP
      USING ERRCODE = 'restrict_violation', HINT = 'Correct a wrong entry with another entry.';
  END
  $$;
  CREATE TRIGGER ledger_entries_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
  ALTER TABLE ledger_entries ENABLE ALWAYS TRIGGER ledger_entries_append_only;
`;

const grants = `
  REVOKE UPDATE, DELETE, TRUNCATE ON ledger_entries FROM billing_service;
  REVOKE DELETE, TRUNCATE ON wallets, charges FROM billing_service;
`;
