import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Logger } from '@coincast/shared/observability';
import { type Child, startChild } from '../child.js';
import { findProcess, noteProcess } from '../data-dir.js';
import type { MergedLog } from '../log.js';
import { freePort } from '../ports.js';
import type { AccountKind } from './postgres-account.js';
import { type PostgresPlace, postgresPlace } from './postgres-place.js';
import { readPidFile, recoverCluster } from './postgres-recovery.js';

export interface EmbeddedPostgresOptions {
  /** The cluster lies in `<dataDir>/postgres`. */
  dataDir: string;
  /** Of the superuser `postgres`; the cluster is made with it. */
  password: string;
  log: MergedLog;
  logger: Logger;
  /** A free one when left out; given when clients know it from an earlier start. */
  port?: number;
  /** Only this way to run, instead of the one that suits best. */
  account?: AccountKind;
}

/** A Postgres server of our own. */
export interface EmbeddedPostgres {
  /** As superuser, to the database `postgres`. */
  adminUrl: string;
  port: number;
  pid: number;
  exited: Promise<string>;
  /** Fast shutdown: transactions under way are rolled back, everything committed is on the disk. */
  stop(): Promise<void>;
}

/** Sized for all services, their tests and a benchmark at once; memory is used only as it is needed. */
const settings: Record<string, string> = {
  max_connections: '200',
  shared_buffers: '128MB',
  max_wal_size: '2GB',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // The data in use fits the memory: no workers for reading ahead, no plans compiled for statements of a millisecond.
  io_method: 'sync',
  jit: 'off',
  max_logical_replication_workers: '0',
  logging_collector: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
  cluster_name: 'coincast',
};

const initdbFlags = [
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
];

/**
 * Starts Postgres on loopback, on data that it keeps; makes the data on the first start and recovers after a crash.
 * It lives in a session of its own and ends only by `stop`.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const place = await postgresPlace(options.dataDir, options.account);
  if (existsSync(join(place.clusterDir, 'PG_VERSION'))) await recoverCluster(place.clusterDir);
  else await initialise(place, options);
  const port = options.port ?? (await freePort());
  const child = await startServer(place, port, options);
  noteProcess(resolve(options.dataDir), 'postgres', child.pid, port);
  return {
    adminUrl: adminUrl(port, options.password),
    port,
    pid: child.pid,
    exited: child.exited,
    stop: () => child.stop('SIGINT', 30_000),
  };
}

/** The embedded server that works on a data directory now, started by whomever. */
export function findEmbeddedPostgres(dataDir: string, password: string): { pid: number; adminUrl: string } | undefined {
  const found = findProcess(dataDir, 'postgres');
  return found && { pid: found.pid, adminUrl: adminUrl(found.port, password) };
}

function adminUrl(port: number, password: string): string {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

/** Built beside and moved into place, so that an interrupted initdb leaves nothing that looks like a cluster. */
async function initialise(place: PostgresPlace, { password, log, logger }: EmbeddedPostgresOptions): Promise<void> {
  logger.info('Preparing the database');
  const fresh = `${place.clusterDir}.new`;
  const passwordFile = `${place.clusterDir}.password`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  place.own(fresh);
  place.own(passwordFile);
  try {
    const { command, args } = place.wrap(place.binaries.initdb, [
      `--pgdata=${fresh}`,
      `--pwfile=${passwordFile}`,
      ...initdbFlags,
    ]);
    const child = await startChild({ name: 'postgres', command, args, env: postgresEnv(), log, ...place.spawnAs });
    const how = await child.exited;
    if (how !== 'exit code 0') throw new Error(`initdb ended with ${how}; the reason is in ${log.file}`);
    renameSync(fresh, place.clusterDir);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function startServer(
  place: PostgresPlace,
  port: number,
  { log, logger }: EmbeddedPostgresOptions,
): Promise<Child> {
  const flags = { ...settings, port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '' };
  const { command, args } = place.wrap(place.binaries.postgres, [
    '-D',
    place.clusterDir,
    ...Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  // Server processes of a killed postmaster hold its shared memory for a moment, and Postgres refuses to start meanwhile.
  for (let attempt = 1; ; attempt++) {
    const child = await startChild({ name: 'postgres', command, args, env: postgresEnv(), log, ...place.spawnAs });
    const ended = await readyOrEnded(child, place.clusterDir);
    if (ended === undefined) return child;
    if (attempt === 5) throw new Error(`Postgres ended with ${ended} at start; the reason is in ${log.file}`);
    logger.warn(`Postgres ended with ${ended} at start; trying again`);
    await new Promise((resolve) => setTimeout(resolve, 500 * attempt));
    await recoverCluster(place.clusterDir);
  }
}

/** Waits, as pg_ctl does, until the pid file says that connections are taken; answers how it ended when it did first. */
async function readyOrEnded(child: Child, clusterDir: string): Promise<string | undefined> {
  let ended: string | undefined;
  void child.exited.then((how) => {
    ended = how;
  });
  const deadline = Date.now() + 120_000;
  while (ended === undefined) {
    const file = readPidFile(clusterDir);
    if (file?.pid === child.pid && file.ready) return undefined;
    if (Date.now() > deadline) {
      await child.stop('SIGINT', 5_000);
      throw new Error('Postgres was not ready within two minutes');
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return ended;
}

/** Nothing of ours: PG* variables and locales of the caller must not change what the server is. */
function postgresEnv(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
}
