import { execFile } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Logger } from '@coincast/shared/observability';

const run = promisify(execFile);

/** A program that this machine lacks and that we may not install; says what to do. */
export class MissingProgramError extends Error {}

export interface Program {
  /** Its package in Debian and Ubuntu. */
  debianPackage: string;
  /** The first of these that can be run is it; bare names are looked for on the PATH. */
  candidates: string[];
  /** What may be used instead, and the variable that says where it is. */
  instead: {
    variable: 'RABBIT_URL' | 'REDIS_URL' | 'CHROMIUM_PATH' | 'PROMETHEUS_PATH';
    what: 'a server' | 'a browser' | 'a program';
  };
}

/** Where the program lies, if this machine has it. */
export function findProgram({ candidates }: Program): string | undefined {
  const directories = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/bin', '/usr/local/bin'];
  return candidates
    .flatMap((name) => (name.startsWith('/') ? [name] : directories.map((directory) => join(directory, name))))
    .find(isExecutable);
}

/**
 * The programs' paths; what is missing is installed first, by root on a Debian-like system.
 * @throws MissingProgramError
 */
export async function requirePrograms(programs: Program[], logger: Logger): Promise<string[]> {
  const missing = programs.filter((program) => !findProgram(program));
  if (missing.length > 0) await install(missing, logger);
  return programs.map((program) => findProgram(program) ?? fail([program]));
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

async function install(missing: Program[], logger: Logger): Promise<void> {
  if (!canInstall()) fail(missing);
  const packages = missing.map(({ debianPackage }) => debianPackage);
  logger.info(`Installing ${packages.join(' and ')} (this happens once)`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) =>
    run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { env, maxBuffer: 64 * 1024 * 1024 });
  try {
    await apt('update');
    await withoutStartingServices(() => apt('install', '-y', '--no-install-recommends', ...packages));
  } catch (error) {
    throw new MissingProgramError(
      `apt-get could not install ${packages.join(', ')}: ${(error as Error).message.trim()}. ${advice(missing)}`,
    );
  }
}

/**
 * Debian starts a service as soon as it is installed; we want the program alone, on ports of our own. A policy-rc.d
 * (invoke-rc.d(8)) that is there already is the administrator's word and stays.
 */
async function withoutStartingServices(work: () => Promise<unknown>): Promise<void> {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) {
    writeFileSync(policy, '#!/bin/sh\nexit 101\n');
    chmodSync(policy, 0o755);
  }
  try {
    await work();
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
}

function fail(missing: Program[]): never {
  const names = missing.map(({ debianPackage }) => debianPackage).join(' and ');
  throw new MissingProgramError(`${names} not found on this machine. ${advice(missing)}`);
}

function advice(missing: Program[]): string {
  const packages = missing.map(({ debianPackage }) => debianPackage).join(' ');
  const others = missing.map(({ instead: { variable, what } }) => `${variable} to ${what}`).join(' and ');
  return `Install with "sudo apt-get install ${packages}" (Debian, Ubuntu), or set ${others} to use`;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
