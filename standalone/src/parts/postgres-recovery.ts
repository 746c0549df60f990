import { readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { identify, programOf, stopProcess, workingDirectoryOf } from '../process-identity.js';

/** What `postmaster.pid` says (src/include/utils/pidfile.h). */
export interface PidFile {
  pid: number;
  port: number;
  ready: boolean;
}

export function readPidFile(clusterDir: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return undefined;
  }
}

/** The postmaster that serves this cluster now, if one does. */
export function runningPostmaster(clusterDir: string): PidFile | undefined {
  const file = readPidFile(clusterDir);
  return file && isPostgresOn(file.pid, clusterDir) ? file : undefined;
}

/**
 * Clears what a crash left, so that Postgres can start: stops a postmaster that outlived us, waits for the server
 * processes of one that was killed, and takes the pid file away when its pid belongs to somebody else by now, who is
 * left alone. A pid file whose process is simply gone stays: Postgres checks the shared memory that it names.
 */
export async function recoverCluster(clusterDir: string): Promise<void> {
  const file = readPidFile(clusterDir);
  if (!file) return;
  if (isPostgresOn(file.pid, clusterDir)) {
    const postmaster = identify(file.pid);
    if (postmaster) await stopProcess(postmaster, 'SIGINT', 20_000);
  }
  await serverProcessesGone(clusterDir, 20_000);
  if (readPidFile(clusterDir) && existsInTable(file.pid)) rmSync(join(clusterDir, 'postmaster.pid'), { force: true });
}

/** Never says yes for a process that only happens to have the pid. */
function isPostgresOn(pid: number, clusterDir: string): boolean {
  if (!identify(pid)) return false;
  // A postmaster and its children work in their cluster's directory.
  return basename(programOf(pid) ?? '') === 'postgres' && workingDirectoryOf(pid) === realpathSync(clusterDir);
}

/** Running, or a zombie that nobody has collected; Postgres takes both for alive. */
function existsInTable(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid < 1) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

async function serverProcessesGone(clusterDir: string, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const left = serverProcesses(clusterDir);
    if (left.length === 0) return;
    if (Date.now() > deadline) {
      throw new Error(`Postgres processes ${left.join(', ')} still work on ${clusterDir}; stop them first`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function serverProcesses(clusterDir: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isPostgresOn(pid, clusterDir));
}
