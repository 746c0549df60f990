import { type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Counts } from './counting-reporter.js';
import { findTestPackages, type LeftOut, type TestPackage, withoutMissing, workspacesOf } from './test-files.js';
import { withTestParts } from './test-parts.js';

// Everything that `make test` checks, once it is built; the last line says "N passed, N failed".

const root = fileURLToPath(new URL('../../../', import.meta.url));
const program = (name: string) => join(root, 'node_modules', '.bin', name);

/** A process whose tests are done but which does not end has left something running. */
const lingerMs = 20_000;

/** Runs a checker; a fault found counts as one failed test. */
function check(title: string, command: string, args: string[]): Counts {
  console.log(`\n== ${title}`);
  const stdio: StdioOptions = ['ignore', 'inherit', 'inherit'];
  const { status, signal, error } = spawnSync(program(command), args, { cwd: root, stdio });
  if (status === 0) return { passed: 0, failed: 0 };
  console.error(`${title}: failed (${error?.message ?? signal ?? `exit code ${status}`})`);
  return { passed: 0, failed: 1 };
}

/** Runs the tests of one package in a process of their own: what they leave behind harms no other's. */
function runMocha({ name, files }: TestPackage, env: NodeJS.ProcessEnv): Promise<Counts> {
  console.log(`\n== Tests of ${name}`);
  const reporter = fileURLToPath(new URL('./counting-reporter.js', import.meta.url));
  const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const args = ['--enable-source-maps', mocha, '--reporter', reporter, ...files];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    let counts: Counts | undefined;
    let lingering: NodeJS.Timeout | undefined;
    child.once('error', reject);
    child.on('message', (message) => {
      counts = message as Counts;
      lingering = setTimeout(() => {
        console.error(`The tests of ${name} have ended, but their process has not: a test left something running`);
        counts = { passed: counts?.passed ?? 0, failed: (counts?.failed ?? 0) + 1 };
        child.kill('SIGKILL');
      }, lingerMs);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(lingering);
      if (!counts) console.error(`The tests of ${name} ended early (${signal ?? `exit code ${code}`})`);
      const { passed, failed } = counts ?? { passed: 0, failed: 1 };
      console.log(`${name}: ${passed} passed, ${failed} failed`);
      resolve({ passed, failed });
    });
  });
}

async function runTests(): Promise<{ counts: Counts[]; leftOut: LeftOut[] }> {
  return withTestParts(async ({ env, missing }) => {
    const { packages, leftOut } = withoutMissing(findTestPackages(root), missing);
    const counts: Counts[] = [];
    for (const testPackage of packages) counts.push(await runMocha(testPackage, { ...process.env, ...env }));
    return { counts, leftOut };
  });
}

function shoutAbout(leftOut: LeftOut[]): void {
  if (leftOut.length === 0) return;
  console.error('\n!! NOT TESTED on this machine:');
  for (const { file, reason } of leftOut) console.error(`!!   ${file.slice(root.length)}\n!!     ${reason}`);
}

const checks = [
  check('Style', 'biome', ['check', '--error-on-warnings', '.']),
  check('Boundaries', 'depcruise', [
    '--config',
    '.dependency-cruiser.cjs',
    ...workspacesOf(root).map((name) => `${name}/dist/src`),
  ]),
];
const { counts, leftOut } = await runTests();
shoutAbout(leftOut);
const unproven = process.env['CI'] === 'true' ? leftOut.length : 0;
const all = [...checks, ...counts];
const passed = all.reduce((sum, each) => sum + each.passed, 0);
const failed = all.reduce((sum, each) => sum + each.failed, unproven);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
