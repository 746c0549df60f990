import { createLogger, type Logger } from '@coincast/shared/observability';
import { type LaunchConfig, loadLaunchConfig } from './config.js';
import { type DataDir, takeDataDir } from './data-dir.js';
import type { Environment } from './environment.js';
import { MergedLog } from './log.js';
import { requireFreePort } from './ports.js';
import { type Secrets, secretsOf } from './secrets.js';
import { Supervisor } from './supervisor.js';

/** What every way to start the system works with. */
export interface LaunchContext {
  config: LaunchConfig;
  dataDir: string;
  logFile: string;
  secrets: Secrets;
  log: MergedLog;
  logger: Logger;
  supervisor: Supervisor;
  /** Stops what the supervisor runs, then gives the data directory back. */
  close(): Promise<void>;
  /** The same at once and without farewell, as a power cut would; nothing committed is lost. */
  kill(): Promise<void>;
}

/**
 * Checks, before anything is started, that the settings are right, the port is free and the data is nobody else's.
 * @throws ConfigError, ListenError, DataDirInUseError, DataDirUnusableError
 */
export async function openLaunch(env: Environment, console?: NodeJS.WritableStream): Promise<LaunchContext> {
  const config = loadLaunchConfig(env);
  await requireFreePort(config.PORT, config.HOST);
  if (config.METRICS_PORT !== undefined) await requireFreePort(config.METRICS_PORT, config.HOST, 'METRICS_PORT');
  const dataDir = takeDataDir(config.DATA_DIR);
  try {
    const log = new MergedLog(dataDir.logFile, console ? { console } : {});
    const logger = createLogger('launcher', config.LOG_LEVEL, log.destination('launcher'));
    const supervisor = new Supervisor(logger);
    return {
      config,
      dataDir: dataDir.path,
      logFile: dataDir.logFile,
      secrets: secretsOf(dataDir.path),
      log,
      logger,
      supervisor,
      close: () => end(() => supervisor.stop(), dataDir, log),
      kill: () => end(() => supervisor.killAll(), dataDir, log),
    };
  } catch (error) {
    dataDir.release();
    throw error;
  }
}

async function end(stop: () => Promise<void>, dataDir: DataDir, log: MergedLog): Promise<void> {
  try {
    await stop();
  } finally {
    dataDir.release();
    log.close();
  }
}
