import { loadConfig, postgresUrl } from '@coincast/shared/config';
import { migrate } from '@coincast/shared/database';
import Joi from 'joi';
import { migrations } from './migrations/index.js';

/** Brings schema `prediction` up to date: `MIGRATION_DATABASE_URL` connects as `prediction_owner`. */
const schema = Joi.object<{ MIGRATION_DATABASE_URL: string }>({ MIGRATION_DATABASE_URL: postgresUrl().required() });

try {
  const { MIGRATION_DATABASE_URL } = loadConfig('prediction-service migrate', schema);
  const ran = await migrate(MIGRATION_DATABASE_URL, 'prediction', migrations);
  console.log(ran.length > 0 ? `prediction: ran ${ran.join(', ')}` : 'prediction: up to date');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
