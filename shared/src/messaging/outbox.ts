import type { Db } from '../database/index.js';
import { prepared } from '../database/index.js';
import type { SerializedEvent } from './envelope.js';

/**
 * Stores events in the same transaction as the change that they tell of; the relay sends them after the commit.
 * For use inside a larger statement, insert `(type, body)` into the schema's table `outbox` there.
 */
export async function appendToOutbox(trx: Db, events: readonly SerializedEvent[]): Promise<void> {
  if (events.length === 0) return;
  await prepared(trx, 'outbox_append', 'INSERT INTO outbox (type, body) SELECT * FROM unnest(?::text[], ?::text[])', [
    events.map(({ type }) => type),
    events.map(({ body }) => body),
  ]);
}

/** Part of a service's first migration. Rows are claimed by existence, never by order of id. */
export async function createOutboxTable(knex: Db): Promise<void> {
  await knex.raw(`
    CREATE TABLE outbox (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      type text NOT NULL,
      body text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    ) WITH (fillfactor = 100, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000)
  `);
}
