import { ConfigError, loadConfig, postgresUrl } from '@coincast/shared/config';
import { migrate } from '@coincast/shared/database';
import Joi from 'joi';
import { migrations } from './migrations/index.js';

const schema = Joi.object<{ MIGRATION_DATABASE_URL: string }>({
  /** As role `billing_owner`. */
  MIGRATION_DATABASE_URL: postgresUrl().required(),
});

try {
  const config = loadConfig('billing-service migrate', schema);
  const ran = await migrate(config.MIGRATION_DATABASE_URL, 'billing', migrations);
  console.log(ran.length > 0 ? `Schema billing: ran ${ran.join(', ')}` : 'Schema billing is up to date');
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
