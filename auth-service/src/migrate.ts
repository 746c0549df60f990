import { ConfigError, loadConfig, postgresUrl } from '@coincast/shared/config';
import { migrate } from '@coincast/shared/database';
import Joi from 'joi';
import { migrations } from './migrations/index.js';

const schema = Joi.object<{ MIGRATION_DATABASE_URL: string }>({ MIGRATION_DATABASE_URL: postgresUrl().required() });

try {
  const { MIGRATION_DATABASE_URL } = loadConfig('auth-service migrate', schema);
  const ran = await migrate(MIGRATION_DATABASE_URL, 'auth', migrations);
  console.log(`schema auth: ${ran.length === 0 ? 'up to date' : `ran ${ran.join(', ')}`}`);
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
