import type { Migration } from '@coincast/shared/database';

// Entries of a rare type, and those of a period long ago, are found without reading all that came after them.
export const ledgerFilters: Migration = {
  name: '002_ledger_filters',
  async up(knex) {
    await knex.raw(`
      CREATE INDEX ledger_entries_of_type ON ledger_entries (user_id, tx_type, id);
      CREATE INDEX ledger_entries_by_time ON ledger_entries (user_id, created_at);
    `);
  },
};
