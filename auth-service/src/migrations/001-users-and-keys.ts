import type { Migration } from '@coincast/shared/database';
import { createOutboxTable } from '@coincast/shared/messaging';

export const usersAndKeys: Migration = {
  name: '001_users_and_keys',
  async up(knex) {
    await knex.raw(`
      CREATE TABLE users (
        id bigint GENERATED ALWAYS AS IDENTITY (MAXVALUE 9007199254740991) PRIMARY KEY,
        email text NOT NULL CONSTRAINT users_email_unique UNIQUE,
        password_hash text NOT NULL,
        role text NOT NULL DEFAULT 'USER' CHECK (role IN ('USER', 'ADMIN')),
        created_at timestamptz NOT NULL DEFAULT now()
      );
      COMMENT ON COLUMN users.email IS 'normalised: trimmed, NFC, lower case';
      CREATE TABLE signing_keys (
        kid text PRIMARY KEY,
        private_key text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        retires_at timestamptz
      );
      COMMENT ON COLUMN signing_keys.retires_at IS 'set: signs no more, and is published until then';
    `);
    await createOutboxTable(knex);
  },
};
