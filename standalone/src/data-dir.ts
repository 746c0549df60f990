import { accessSync, constants, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { identify, isRunning, type ProcessIdentity, stopProcess } from './process-identity.js';

/** Another Coincast works on the same data. */
export class DataDirInUseError extends Error {
  constructor(dataDir: string, pid: number) {
    super(
      `The data in ${dataDir} is in use by process ${pid}. Stop that one first, or choose another place: DATA_DIR=/some/where`,
    );
    this.name = 'DataDirInUseError';
  }
}

/** The place for the data cannot be written. */
export class DataDirUnusableError extends Error {
  constructor(dataDir: string, cause: NodeJS.ErrnoException) {
    super(
      `Cannot keep data in ${dataDir} (${cause.code}). Run as its owner, or choose another place: DATA_DIR=/some/where`,
    );
    this.name = 'DataDirUnusableError';
  }
}

/** The directory with everything that a system keeps, and the right to be the only one that works in it. */
export interface DataDir {
  /** Absolute. */
  path: string;
  logFile: string;
  release(): void;
}

/**
 * Takes a data directory for this process; it is made when missing. A lock whose process has gone (kill -9, power cut)
 * counts as released.
 * @throws DataDirInUseError, DataDirUnusableError
 */
export function takeDataDir(path: string): DataDir {
  const absolute = resolve(path);
  const lockFile = join(absolute, 'run', 'lock.json');
  const own = identify(process.pid);
  if (!own) throw new Error('Cannot read the start of this process');
  try {
    mkdirSync(join(absolute, 'run'), { recursive: true });
    mkdirSync(join(absolute, 'log'), { recursive: true });
    accessSync(absolute, constants.W_OK);
    takeLock(lockFile, own, absolute);
  } catch (error) {
    throw isFileError(error) ? new DataDirUnusableError(absolute, error) : error;
  }
  return {
    path: absolute,
    logFile: join(absolute, 'log', 'coincast.log'),
    release: () => rmSync(lockFile, { force: true }),
  };
}

/** The process that works in the data directory now, if any. */
export function holderOf(dataDir: string): ProcessIdentity | undefined {
  const holder = readIdentity(join(resolve(dataDir), 'run', 'lock.json'));
  return holder && isRunning(holder) ? holder : undefined;
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

function takeLock(lockFile: string, own: ProcessIdentity, dataDir: string): void {
  const mine = `${lockFile}.${own.pid}`;
  writeFileSync(mine, JSON.stringify(own), { mode: 0o600 });
  try {
    // Linked, not written in place: the lock appears whole and at once, and only where there is none.
    while (!linked(mine, lockFile)) {
      const holder = readIdentity(lockFile);
      if (holder && isRunning(holder)) throw new DataDirInUseError(dataDir, holder.pid);
      removeDeadLock(lockFile, dataDir, `${mine}.dead`);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

function removeDeadLock(lockFile: string, dataDir: string, aside: string): void {
  try {
    renameSync(lockFile, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  // Somebody may have replaced the dead lock by a living one since it was read: then it goes back.
  const holder = readIdentity(aside);
  const living = holder !== undefined && isRunning(holder);
  if (living) linked(aside, lockFile);
  rmSync(aside, { force: true });
  if (living) throw new DataDirInUseError(dataDir, holder.pid);
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Notes that a process works for this data directory, so that the next start finds it should it be left over.
 * @param port where it answers, for those who look for it (see `findProcess`).
 */
export function noteProcess(dataDir: string, name: string, pid: number, port?: number): void {
  const identity = identify(pid);
  if (!identity) return;
  mkdirSync(join(dataDir, 'run'), { recursive: true });
  writeFileSync(processFile(dataDir, name), JSON.stringify({ ...identity, port }), { mode: 0o600 });
}

/** The named process of a data directory and its port, when it runs now. */
export function findProcess(dataDir: string, name: string): { pid: number; port: number } | undefined {
  const file = processFile(resolve(dataDir), name);
  const identity = readIdentity(file);
  if (!identity || !isRunning(identity)) return undefined;
  const { port } = JSON.parse(readFileSync(file, 'utf8')) as { port?: number };
  return port === undefined ? undefined : { pid: identity.pid, port };
}

/** Stops what an earlier run of the named part left over (its supervisor was killed), and nothing else. */
export async function stopLeftOver(dataDir: string, name: string): Promise<void> {
  const identity = readIdentity(processFile(dataDir, name));
  if (identity) await stopProcess(identity, 'SIGTERM', 10_000);
  rmSync(processFile(dataDir, name), { force: true });
}

function processFile(dataDir: string, name: string): string {
  return join(dataDir, 'run', `${name}.json`);
}

function readIdentity(file: string): ProcessIdentity | undefined {
  try {
    const { pid, startedAt } = JSON.parse(readFileSync(file, 'utf8')) as Partial<ProcessIdentity>;
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined;
  } catch {
    return undefined;
  }
}
