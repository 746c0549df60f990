import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Counts } from './counting-reporter.js';
import type { TestPackage } from './test-files.js';

/** A process whose tests are done but which does not end has left something running. */
const lingerMs = 20_000;

/**
 * Runs the tests of one package in a process of their own: what they leave behind harms no other's. Shows their report
 * in one piece, once they are over, as others may run meanwhile.
 * @param root of the repository.
 */
export async function runMocha(root: string, { name, files }: TestPackage, env: NodeJS.ProcessEnv): Promise<Counts> {
  const directory = mkdtempSync(join(tmpdir(), 'coincast-report-'));
  // A file, not a pipe, which would stay open as long as anything that a test left behind.
  const report = join(directory, 'report.txt');
  const startedAt = performance.now();
  try {
    const { counts, fault } = await mochaProcess(root, files, env, report);
    console.log(`\n== Tests of ${name}`);
    process.stdout.write(readFileSync(report));
    if (fault) console.error(`The tests of ${name} ${fault}`);
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    console.log(`${name}: ${counts.passed} passed, ${counts.failed} failed, ${seconds} s`);
    return counts;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** @returns the counts, and what was wrong beside the tests themselves, which counts as a failed one. */
function mochaProcess(
  root: string,
  files: string[],
  env: NodeJS.ProcessEnv,
  report: string,
): Promise<{ counts: Counts; fault?: string }> {
  const reporter = fileURLToPath(new URL('./counting-reporter.js', import.meta.url));
  const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const args = ['--enable-source-maps', mocha, '--reporter', reporter, ...files];
  const output = openSync(report, 'w');
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', output, output, 'ipc'] });
  closeSync(output);
  return new Promise((resolve, reject) => {
    let counts: Counts | undefined;
    let lingering: NodeJS.Timeout | undefined;
    let isLeftRunning = false;
    child.once('error', reject);
    child.on('message', (message) => {
      counts = message as Counts;
      lingering = setTimeout(() => {
        isLeftRunning = true;
        child.kill('SIGKILL');
      }, lingerMs);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(lingering);
      if (!counts)
        resolve({ counts: { passed: 0, failed: 1 }, fault: `ended early (${signal ?? `exit code ${code}`})` });
      else if (!isLeftRunning) resolve({ counts });
      else {
        const { passed, failed } = counts;
        const fault = 'have ended, but their process has not: a test left something running';
        resolve({ counts: { passed, failed: failed + 1 }, fault });
      }
    });
  });
}
