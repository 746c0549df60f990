import type { Migration } from '@coincast/shared/database';

// JSON text, for the reason that invalid_rows is. A job from before knows nothing of its data but that it could be read.
export const verdicts: Migration = {
  name: '002_verdicts',
  async up(knex) {
    await knex.raw(`
      ALTER TABLE job_series ADD COLUMN verdict text NOT NULL DEFAULT
        '{"format":"json","encoding":null,"columns":{"time":null,"price":null},"warnings":[],"duplicates":0}';
      ALTER TABLE job_series ALTER COLUMN verdict DROP DEFAULT;
    `);
  },
};
