import { spawn } from 'node:child_process';
import { withTestParts } from './test-parts.js';

// node with-parts.js <command> [arguments]: runs it with TEST_POSTGRES_URL, RABBIT_URL and REDIS_URL of
// fresh servers, CHROMIUM_PATH and CLUSTER_TOOLS.
const [command, ...args] = process.argv.slice(2);
if (command === undefined) {
  console.error('Usage: with-parts <command> [arguments]');
  process.exit(2);
}

process.exitCode = await withTestParts(async ({ env, missing }) => {
  for (const [variable, reason] of Object.entries(missing)) console.error(`${variable} is not set: ${reason}`);
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
});
