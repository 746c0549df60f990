import { type StdioOptions, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Counts } from './counting-reporter.js';
import { runMocha } from './mocha-process.js';
import { findTestPackages, type LeftOut, shoutAbout, withoutMissing, workspacesOf } from './test-files.js';
import { withTestParts } from './test-parts.js';

// Everything that `make test` checks, once it is built; the last line says "N passed, N failed".

const root = fileURLToPath(new URL('../../../', import.meta.url));
const program = (name: string) => join(root, 'node_modules', '.bin', name);

/** Packages that are tested side by side, where there are processors for them: tests wait for servers and timers most of the time. */
const mostAtOnce = 3;

/** Runs a checker; a fault found counts as one failed test. */
function check(title: string, command: string, args: string[]): Counts {
  console.log(`\n== ${title}`);
  const stdio: StdioOptions = ['ignore', 'inherit', 'inherit'];
  const { status, signal, error } = spawnSync(program(command), args, { cwd: root, stdio });
  if (status === 0) return { passed: 0, failed: 0 };
  console.error(`${title}: failed (${error?.message ?? signal ?? `exit code ${status}`})`);
  return { passed: 0, failed: 1 };
}

async function runTests(): Promise<{ counts: Counts[]; leftOut: LeftOut[] }> {
  return withTestParts(async ({ env, missing }) => {
    const { packages, leftOut } = withoutMissing(findTestPackages(root), missing);
    const counts: Counts[] = [];
    // From the end: what comes last in package.json tests whole systems, and takes longest.
    const waiting = [...packages];
    const runOneAfterAnother = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        counts.push(await runMocha(root, next, { ...process.env, ...env }));
      }
    };
    await Promise.all(Array.from({ length: Math.min(availableParallelism(), mostAtOnce) }, runOneAfterAnother));
    return { counts, leftOut };
  });
}

const checks = [
  check('Style', 'biome', ['check', '--error-on-warnings', '.']),
  check('Boundaries', 'depcruise', [
    '--config',
    '.dependency-cruiser.cjs',
    // Of some there are tests alone.
    ...workspacesOf(root)
      .map((name) => `${name}/dist/src`)
      .filter((directory) => existsSync(join(root, directory))),
  ]),
];
const { counts, leftOut } = await runTests();
shoutAbout(leftOut, root, 'on this machine');
const unproven = process.env['CI'] === 'true' ? leftOut.length : 0;
const all = [...checks, ...counts];
const passed = all.reduce((sum, each) => sum + each.passed, 0);
const failed = all.reduce((sum, each) => sum + each.failed, unproven);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
