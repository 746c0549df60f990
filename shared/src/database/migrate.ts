import type { Knex } from 'knex';
import knexModule from 'knex';

export interface Migration {
  /** Sorts in the order of running: `001_wallets`. Never renamed once released. */
  name: string;
  up(knex: Knex): Promise<void>;
}

/**
 * Brings a service's schema up to date and returns the names of the migrations that ran. Safe to run by several
 * processes at once: an advisory lock lets one work while the others wait.
 * @param url connects as the schema's owner, not as the service's own role.
 */
export async function migrate(url: string, schema: string, migrations: readonly Migration[]): Promise<string[]> {
  const knex = knexModule({ client: 'pg', connection: url, pool: { min: 0, max: 2 } });
  try {
    return await knex.transaction(async (lock) => {
      await lock.raw('SELECT pg_advisory_xact_lock(hashtext(?))', [`migrate ${schema}`]);
      const [, ran] = await knex.migrate.latest({
        schemaName: schema,
        tableName: 'migrations',
        disableMigrationsListValidation: true,
        migrationSource: {
          getMigrations: async () => [...migrations],
          getMigrationName: (migration: Migration) => migration.name,
          getMigration: async (migration: Migration) => ({
            up: migration.up,
            down: async () => {
              throw new Error('Migrations only go forward');
            },
          }),
        },
      });
      return ran;
    });
  } finally {
    await knex.destroy();
  }
}
