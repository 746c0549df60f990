import type { Migration } from '@coincast/shared/database';

export const linkCodes: Migration = {
  name: '002_link_codes',
  async up(knex) {
    await knex.raw(`
      CREATE TABLE link_codes (
        code_hash bytea PRIMARY KEY CHECK (octet_length(code_hash) = 32),
        user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz NOT NULL CHECK (expires_at > created_at)
      );
      COMMENT ON COLUMN link_codes.code_hash IS 'SHA-256 of the code, which is stored nowhere';
      CREATE INDEX link_codes_by_user ON link_codes (user_id, created_at);
      CREATE INDEX link_codes_by_end ON link_codes (expires_at);
    `);
  },
};
