import { mkdirSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import type { Logger } from '@coincast/shared/observability';
import { type Child, startChild } from '../child.js';
import { noteProcess, stopLeftOver } from '../data-dir.js';
import type { MergedLog } from '../log.js';
import type { RunningPart } from '../supervisor.js';
import { type Program, requirePrograms } from './debian-packages.js';

export const redisProgram: Program = {
  debianPackage: 'redis-server',
  candidates: ['redis-server', 'valkey-server'],
  instead: { variable: 'REDIS_URL', what: 'a server' },
};

export interface RedisOptions {
  /** Its data lies in `<dataDir>/redis`. */
  dataDir: string;
  port: number;
  password: string;
  log: MergedLog;
  logger: Logger;
}

export function redisUrl(port: number, password: string): string {
  return `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}`;
}

/** Starts a Redis of our own on loopback. It keeps counters and sessions: losing the last seconds harms nobody. */
export async function startRedis({ dataDir, port, password, log, logger }: RedisOptions): Promise<RunningPart> {
  const [program = ''] = await requirePrograms([redisProgram], logger);
  await stopLeftOver(dataDir, 'redis');
  const directory = join(dataDir, 'redis');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const configFile = join(directory, 'redis.conf');
  // In a file, not on the command line: that one everybody can read.
  writeFileSync(configFile, configuration(directory, port, password), { mode: 0o600 });
  const child = await startChild({
    name: 'redis',
    command: program,
    args: [configFile],
    env: { PATH: process.env['PATH'] },
    cwd: directory,
    log,
  });
  noteProcess(dataDir, 'redis', child.pid);
  await answering(child, port, password);
  return { pid: child.pid, exited: child.exited, stop: () => child.stop('SIGTERM', 10_000) };
}

function configuration(directory: string, port: number, password: string): string {
  return [
    'bind 127.0.0.1',
    'protected-mode yes',
    `port ${port}`,
    `requirepass ${password}`,
    `dir "${directory}"`,
    'daemonize no',
    'save 300 1',
    'appendonly no',
    'maxmemory 128mb',
    'maxmemory-policy volatile-ttl',
    '',
  ].join('\n');
}

async function answering(child: Child, port: number, password: string): Promise<void> {
  let ended: string | undefined;
  void child.exited.then((how) => {
    ended = how;
  });
  const deadline = Date.now() + 30_000;
  while (!(await answersPing(port, password))) {
    if (ended !== undefined) throw new Error(`redis-server ended with ${ended} at start`);
    if (Date.now() > deadline) throw new Error('redis-server did not answer within 30 seconds');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Speaks just enough RESP: a server that still loads its data refuses the ping. */
function answersPing(port: number, password: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    let answer = '';
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(2_000, () => end(false));
    socket.on('error', () => end(false));
    socket.on('close', () => resolve(false));
    socket.on('data', (data) => {
      answer += data.toString();
      if (answer.includes('+PONG')) end(true);
      if (answer.includes('-LOADING')) end(false);
    });
    socket.write(`AUTH ${password}\r\nPING\r\n`);
  });
}
