import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runMocha } from '@coincast/standalone/mocha-process';
import { findTestPackages, shoutAbout } from '@coincast/standalone/test-files';

// Runs what can be tested through the public address of a deployment: BASE_URL=https://coincast.example.com make e2e

const root = fileURLToPath(new URL('../../../', import.meta.url));
const baseUrl = process.env['BASE_URL'];

/** Whether a test file asks for nothing but a public address. */
const isForDeployments = (file: string) => readFileSync(file, 'utf8').includes(`from './deployments.js'`);

async function requireDeployment(url: string): Promise<void> {
  const answer = await fetch(new URL('/health', url)).catch((error: unknown) => error);
  if (answer instanceof Response && answer.ok) return;
  const said = answer instanceof Response ? `it answers ${answer.status}` : 'nothing answers there';
  throw new Error(`BASE_URL=${url} is no deployment that works: ${said}`);
}

try {
  if (!baseUrl) throw new Error('Which deployment? BASE_URL=http://localhost make e2e (make test launches its own)');
  await requireDeployment(baseUrl);
  const packages = findTestPackages(root).filter(({ name }) => name.startsWith('e2e'));
  const files = packages.flatMap((each) => each.files);
  const { passed, failed } = await runMocha(
    root,
    { name: `e2e at ${baseUrl}`, files: files.filter(isForDeployments) },
    process.env,
  );
  const reason = 'It launches systems of its own, to look inside or to kill.';
  const others = files.filter((file) => !isForDeployments(file)).map((file) => ({ file, reason }));
  shoutAbout(others, root, `at ${baseUrl}`);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
