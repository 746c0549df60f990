import { fileURLToPath } from 'node:url';
import { startChild } from './child.js';
import { noteProcess, stopLeftOver } from './data-dir.js';
import type { Environment, ServiceName } from './environment.js';
import { waitForOk } from './launched-system.js';
import type { MergedLog } from './log.js';
import type { Part, RunningPart } from './supervisor.js';

export interface ServiceProcessOptions {
  service: ServiceName;
  /** Unlike the service's when several of it run: `inference-worker-2`. */
  name: string;
  env: Environment;
  dataDir: string;
  log: MergedLog;
}

const startLimitMs = 120_000;
const stopGraceMs = 30_000;

/** A service as a process of its own. Its start has succeeded when it answers that it lives. */
export function serviceProcess(options: ServiceProcessOptions): Part {
  return { name: options.name, start: () => startServiceProcess(options) };
}

async function startServiceProcess({ service, name, env, dataDir, log }: ServiceProcessOptions): Promise<RunningPart> {
  await stopLeftOver(dataDir, name);
  const child = await startChild({
    name,
    command: process.execPath,
    args: ['--import', tie, fileURLToPath(import.meta.resolve(`@coincast/${service}/main`))],
    env,
    log,
    tied: true,
  });
  noteProcess(dataDir, name, child.pid);
  const stop = () => child.stop('SIGTERM', stopGraceMs);
  let ended: string | undefined;
  void child.exited.then((how) => {
    ended = how;
  });
  try {
    await waitForOk([liveUrl(env)], startLimitMs, () =>
      ended === undefined ? undefined : `${name} ended with ${ended} at start. ${child.lastWords()}`.trim(),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: child.pid, exited: child.exited, stop };
}

function liveUrl(env: Environment): string {
  return `http://127.0.0.1:${env['PORT']}/health/live`;
}

/** Loaded into each service's process first: lets it end when we have died. */
const tie = new URL('./tie-to-parent.js', import.meta.url).href;
