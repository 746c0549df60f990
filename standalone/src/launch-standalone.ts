import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { urlFor } from '@coincast/shared/database';
import { type Child, startChild } from './child.js';
import { loadLaunchConfig } from './config.js';
import { findProcess, takeDataDir } from './data-dir.js';
import { inherited, type LaunchedSystem, type LaunchOptions, waitForOk } from './launched-system.js';
import { MergedLog } from './log.js';
import { findEmbeddedPostgres } from './parts/postgres.js';
import { freePort } from './ports.js';
import { signalProcess } from './process-identity.js';
import { secretsOf } from './secrets.js';

/**
 * Starts the system in one process (`standalone`) of its own, which can be killed as a whole. Resolves when it is ready.
 * A standalone that was killed is not started again: launch it again on the same directory.
 */
export async function launchStandalone(options: LaunchOptions): Promise<LaunchedSystem> {
  const dataDir = resolve(options.dataDir);
  const port = options.port ?? (await freePort());
  const env = { ...inherited(process.env), ...options.env, DATA_DIR: dataDir, PORT: String(port) };
  const config = loadLaunchConfig(env);
  // Refuses a directory in use here, in words, and gives it back for the process to take.
  const { logFile, release } = takeDataDir(dataDir);
  release();
  const log = new MergedLog(logFile);
  const child = await startChild({
    name: 'standalone',
    command: process.execPath,
    args: [fileURLToPath(new URL('./standalone-process.js', import.meta.url))],
    env,
    log,
    tied: true,
  });
  void child.exited.then(() => log.close());
  const url = `http://127.0.0.1:${port}`;
  try {
    await ready(child, url, 120_000);
    const postgres =
      config.POSTGRES_URL ?? findEmbeddedPostgres(dataDir, secretsOf(dataDir).postgresPassword)?.adminUrl;
    if (!postgres) throw new Error('The database of the standalone system was not found');
    const adminUrl = urlFor(postgres, { database: config.POSTGRES_DB });
    return launched(child, { url, logFile, dataDir, adminUrl, embedded: config.POSTGRES_URL === undefined });
  } catch (error) {
    await child.stop('SIGTERM', 10_000);
    throw error;
  }
}

interface Where {
  url: string;
  logFile: string;
  dataDir: string;
  adminUrl: string;
  /** Whether the database is one of its own. */
  embedded: boolean;
}

function launched(child: Child, { url, logFile, dataDir, adminUrl, embedded }: Where): LaunchedSystem {
  let ended = false;
  void child.exited.then(() => {
    ended = true;
  });
  const pids = (): Record<string, number> => {
    const postgres = findProcess(dataDir, 'postgres');
    return { ...(ended ? {} : { standalone: child.pid }), ...(postgres ? { postgres: postgres.pid } : {}) };
  };
  const kill = (part: string, signal: NodeJS.Signals = 'SIGKILL') => {
    const pid = pids()[part];
    if (pid === undefined) throw new Error(`${part} does not run`);
    signalProcess(pid, signal);
  };
  return {
    url,
    adminUrl,
    logFile,
    pids,
    kill,
    killAll: async () => {
      for (const part of Object.keys(pids())) kill(part);
      await child.exited;
    },
    waitReady: async (timeoutMs = 60_000) => {
      // The gateway's word on health may be a second old.
      const deadline = Date.now() + timeoutMs;
      while (embedded && !pids()['postgres'] && !ended && Date.now() < deadline) await setTimeout(50);
      await ready(child, url, Math.max(0, deadline - Date.now()));
    },
    stop: () => child.stop('SIGTERM', 30_000),
  };
}

async function ready(child: Child, url: string, timeoutMs: number): Promise<void> {
  let ended: string | undefined;
  void child.exited.then((how) => {
    ended = how;
  });
  await waitForOk([`${url}/health`], timeoutMs, () =>
    ended === undefined ? undefined : `standalone ended with ${ended}. ${child.lastWords()}`.trim(),
  );
}
