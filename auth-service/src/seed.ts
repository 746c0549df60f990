import { ConfigError } from '@coincast/shared/config';
import { connectDatabase } from '@coincast/shared/database';
import { loadAuthConfig } from './config.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { seedDemoUsers } from './users/demo-users.js';

try {
  const { DATABASE_URL } = loadAuthConfig(process.env);
  const db = connectDatabase(DATABASE_URL, { applicationName: 'auth-service seed', poolSize: 1 });
  const passwords = new PasswordHasher({ threads: 1, maxWaiting: 1 });
  try {
    const created = await seedDemoUsers(db, passwords);
    console.log(`demo users: ${created.length === 0 ? 'there already' : `created ${created.join(', ')}`}`);
  } finally {
    await passwords.onApplicationShutdown();
    await db.destroy();
  }
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
