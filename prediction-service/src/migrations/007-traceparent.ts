import type { Migration } from '@coincast/shared/database';

// What is asked for again by the clock continues the trace of the job. Jobs from before, and those of an older version
// that still runs beside this one, have none.
export const traceparent: Migration = {
  name: '007_traceparent',
  async up(knex) {
    await knex.raw('ALTER TABLE jobs ADD COLUMN traceparent text');
  },
};
