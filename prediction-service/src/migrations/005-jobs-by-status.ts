import type { Migration } from '@coincast/shared/database';

// For the history of one status: the few failed jobs of a long history are found without reading the others.
export const jobsByStatus: Migration = {
  name: '005_jobs_by_status',
  async up(knex) {
    await knex.raw(`
      CREATE INDEX jobs_of_user_pending ON jobs (user_id, id DESC) WHERE stage IN ('DEBITING', 'RUNNING');
      CREATE INDEX jobs_of_user_ok ON jobs (user_id, id DESC) WHERE stage IN ('OK');
      CREATE INDEX jobs_of_user_error ON jobs (user_id, id DESC) WHERE stage IN ('REFUNDING', 'ERROR');
    `);
  },
};
