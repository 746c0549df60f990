import type { Migration } from '@coincast/shared/database';

// A key was signed with as soon as a replica saw it, which might be before those who check tokens had seen it.
export const signsAt: Migration = {
  name: '003_signs_at',
  async up(knex) {
    await knex.raw(`
      ALTER TABLE signing_keys ADD COLUMN signs_at timestamptz NOT NULL DEFAULT clock_timestamp();
      UPDATE signing_keys SET signs_at = created_at;
      COMMENT ON COLUMN signing_keys.signs_at IS 'signs nothing before; published at once';
    `);
  },
};
