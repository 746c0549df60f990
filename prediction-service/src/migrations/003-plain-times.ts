import type { Migration } from '@coincast/shared/database';

// Times are kept as they are, like values: of a million rows compression takes half a second of the submit, and a slice of
// a compressed column unpacks everything before it. What was stored before stays compressed and readable.
export const plainTimes: Migration = {
  name: '003_plain_times',
  async up(knex) {
    await knex.raw('ALTER TABLE job_series ALTER COLUMN times SET STORAGE EXTERNAL');
    await knex.raw('ALTER TABLE forecasts ALTER COLUMN times SET STORAGE EXTERNAL');
  },
};
