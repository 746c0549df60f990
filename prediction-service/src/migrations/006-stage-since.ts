import type { Migration } from '@coincast/shared/database';

// Operators ask how long a job has been in its stage. Jobs from before, and moves by an older version that still runs
// beside this one, count from the migration or from an earlier stage; the age is for watching only.
export const stageSince: Migration = {
  name: '006_stage_since',
  async up(knex) {
    await knex.raw('ALTER TABLE jobs ADD COLUMN stage_since timestamptz NOT NULL DEFAULT now()');
  },
};
