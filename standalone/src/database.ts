import { migrations as authMigrations } from '@coincast/auth-service/migrations/index';
import { migrations as billingMigrations } from '@coincast/billing-service/migrations/index';
import { migrations as predictionMigrations } from '@coincast/prediction-service/migrations/index';
import { bootstrap, type Migration, migrate, type Schema, type SchemaUrls, schemas } from '@coincast/shared/database';
import type { Logger } from '@coincast/shared/observability';
import type { Secrets } from './secrets.js';

/** Of every schema, in their order. */
export const migrations: Record<Schema, Migration[]> = {
  auth: authMigrations,
  billing: billingMigrations,
  prediction: predictionMigrations,
};

export interface DatabaseOptions {
  adminUrl: string;
  database: string;
  secrets: Secrets;
  logger: Logger;
}

/** Makes the system's database, schemas and roles where they are missing, and brings each schema up to date. */
export async function prepareDatabase(options: DatabaseOptions): Promise<Record<Schema, SchemaUrls>> {
  const { adminUrl, database, secrets, logger } = options;
  const urls = await bootstrap({ adminUrl, database, passwords: secrets.rolePasswords });
  await Promise.all(
    schemas.map(async (schema) => {
      const ran = await migrate(urls[schema].ownerUrl, schema, migrations[schema]);
      if (ran.length > 0) logger.info(`Schema ${schema}: ran ${ran.join(', ')}`);
    }),
  );
  return urls;
}
