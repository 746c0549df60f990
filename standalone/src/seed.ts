import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createLogger } from '@coincast/shared/observability';
import { prepareDatabase } from './database.js';
import { loopbackPorts, serviceEnvironments } from './environment.js';
import type { Secrets } from './secrets.js';

export interface SeedOptions {
  adminUrl: string;
  database: string;
  secrets: Secrets;
}

/**
 * Has auth-service make the demo users in a prepared database. Their wallets open as for everybody: by the event that
 * a user has registered, at once in a running system, else at its next start.
 */
export async function seed({ adminUrl, database, secrets }: SeedOptions): Promise<void> {
  const urls = await prepareDatabase({ adminUrl, database, secrets, logger: createLogger('init-db', 'warn') });
  const { 'auth-service': env } = serviceEnvironments(
    { ports: await loopbackPorts(0), host: '127.0.0.1', database: urls, internalToken: secrets.internalToken },
    process.env,
  );
  const entry = fileURLToPath(import.meta.resolve('@coincast/auth-service/seed'));
  const child = spawn(process.execPath, [entry], { env, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The demo users could not be made (exit code ${code})`);
}
