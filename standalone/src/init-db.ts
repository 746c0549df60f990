import { type LaunchConfig, loadDotEnv, loadLaunchConfig } from './config.js';
import { holderOf } from './data-dir.js';
import { openLaunch } from './launch-context.js';
import { providePostgres } from './parts/backing-services.js';
import { findEmbeddedPostgres } from './parts/postgres.js';
import { secretsOf } from './secrets.js';
import { seed } from './seed.js';
import { isPlain } from './start-errors.js';

// Makes the demo users in the database of DATA_DIR, whether the system runs or not; safe to repeat.

async function initDatabase(config: LaunchConfig): Promise<void> {
  const running = holderOf(config.DATA_DIR);
  const secrets = running && secretsOf(config.DATA_DIR);
  const adminUrl =
    config.POSTGRES_URL ?? (secrets && findEmbeddedPostgres(config.DATA_DIR, secrets.postgresPassword)?.adminUrl);
  if (secrets && adminUrl) return seed({ adminUrl, database: config.POSTGRES_DB, secrets });

  const context = await openLaunch({ ...process.env, PORT: '0' });
  try {
    await seed({ adminUrl: await providePostgres(context), database: config.POSTGRES_DB, secrets: context.secrets });
  } finally {
    await context.close();
  }
}

try {
  loadDotEnv();
  await initDatabase(loadLaunchConfig(process.env));
} catch (error) {
  console.error(isPlain(error) ? `\n${error.message}\n` : error);
  process.exitCode = 1;
}
