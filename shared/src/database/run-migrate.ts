import Joi from 'joi';
import { ConfigError, loadConfig, postgresUrl } from '../config/index.js';
import type { Schema } from './bootstrap.js';
import { type Migration, migrate } from './migrate.js';

const environment = Joi.object<{ MIGRATION_DATABASE_URL: string }>({
  /** As role `<schema>_owner`. */
  MIGRATION_DATABASE_URL: postgresUrl().required(),
});

/** A service's `migrate` command: brings its schema up to date and says so, or says why not and fails. */
export async function runMigrate(schema: Schema, migrations: readonly Migration[]): Promise<void> {
  try {
    const { MIGRATION_DATABASE_URL } = loadConfig(`${schema}-service migrate`, environment);
    const ran = await migrate(MIGRATION_DATABASE_URL, schema, migrations);
    console.log(ran.length > 0 ? `Schema ${schema}: ran ${ran.join(', ')}` : `Schema ${schema} is up to date`);
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exitCode = 1;
  }
}
