import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '@coincast/shared/observability';
import { type Child, startChild } from '../child.js';
import { noteProcess, stopLeftOver } from '../data-dir.js';
import type { MergedLog } from '../log.js';
import type { RunningPart } from '../supervisor.js';
import { findProgram, type Program, requirePrograms } from './debian-packages.js';

/** The program itself: Debian's wrapper in /usr/sbin insists on the system's user and directories. */
export const rabbitProgram: Program = {
  debianPackage: 'rabbitmq-server',
  candidates: ['/usr/lib/rabbitmq/bin/rabbitmq-server', '/opt/rabbitmq/sbin/rabbitmq-server'],
  instead: { variable: 'RABBIT_URL', what: 'a server' },
};

const epmdProgram: Program = { ...rabbitProgram, debianPackage: 'erlang-base', candidates: ['epmd'] };

/** All chosen at launch: clients find a restarted broker where it was. */
export interface RabbitPorts {
  amqp: number;
  management: number;
  /** Erlang distribution, and the port mapper that belongs to this broker alone. */
  distribution: number;
  epmd: number;
}

export interface RabbitOptions {
  /** Its data lies in `<dataDir>/rabbitmq`. */
  dataDir: string;
  ports: RabbitPorts;
  user: string;
  password: string;
  erlangCookie: string;
  log: MergedLog;
  logger: Logger;
}

export function rabbitUrl(port: number, user: string, password: string): string {
  return `amqp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}`;
}

/** Starts a RabbitMQ of our own with its management page, apart from any that the system runs. Ready when it resolves. */
export async function startRabbitMq(options: RabbitOptions): Promise<RunningPart> {
  const { dataDir, log, logger } = options;
  const [program = ''] = await requirePrograms([rabbitProgram], logger);
  await stopLeftOver(dataDir, 'rabbitmq');
  await stopLeftOver(dataDir, 'epmd');
  const directory = join(dataDir, 'rabbitmq');
  writeConfiguration(directory, options);

  const env = environment(directory, options);
  const epmd = await startEpmd(env, options);
  const child = await startChild({ name: 'rabbitmq', command: program, args: [], env, cwd: directory, log });
  noteProcess(dataDir, 'rabbitmq', child.pid);
  const exited = child.exited.then(async (how) => {
    await epmd.stop('SIGKILL', 1_000);
    return how;
  });
  const stop = async () => {
    await child.stop('SIGTERM', 30_000);
    await exited;
  };
  try {
    await answering(child, options);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: child.pid, exited, stop };
}

/** Erlang would start one that outlives everybody; ours ends with its broker. */
async function startEpmd(env: NodeJS.ProcessEnv, { dataDir, ports, log }: RabbitOptions): Promise<Child> {
  const epmd = await startChild({
    name: 'epmd',
    command: findProgram(epmdProgram) ?? 'epmd',
    args: ['-port', String(ports.epmd), '-address', '127.0.0.1'],
    env,
    log,
  });
  noteProcess(dataDir, 'epmd', epmd.pid);
  return epmd;
}

function writeConfiguration(directory: string, { ports, user, password, erlangCookie }: RabbitOptions): void {
  mkdirSync(join(directory, 'home'), { recursive: true, mode: 0o700 });
  const cookie = join(directory, 'home', '.erlang.cookie');
  rmSync(cookie, { force: true });
  writeFileSync(cookie, erlangCookie);
  chmodSync(cookie, 0o400);
  writeFileSync(join(directory, 'enabled_plugins'), '[rabbitmq_management].\n');
  writeFileSync(join(directory, 'definitions.json'), JSON.stringify(definitions(user, password)), { mode: 0o600 });
  writeFileSync(
    join(directory, 'rabbitmq.conf'),
    [
      `listeners.tcp.1 = 127.0.0.1:${ports.amqp}`,
      'management.tcp.ip = 127.0.0.1',
      `management.tcp.port = ${ports.management}`,
      `load_definitions = ${join(directory, 'definitions.json')}`,
      'log.console = true',
      'log.console.level = warning',
      'log.console.formatter = json',
      'log.file = false',
      'vm_memory_high_watermark.relative = 0.3',
      'disk_free_limit.absolute = 50MB',
      '',
    ].join('\n'),
  );
}

/** Read at every boot, so that a changed password holds from the next start on; there is no guest. */
function definitions(user: string, password: string): object {
  const salt = randomBytes(4);
  const hash = createHash('sha256').update(salt).update(password).digest();
  return {
    users: [
      {
        name: user,
        password_hash: Buffer.concat([salt, hash]).toString('base64'),
        hashing_algorithm: 'rabbit_password_hashing_sha256',
        tags: 'administrator',
      },
    ],
    vhosts: [{ name: '/' }],
    permissions: [{ user, vhost: '/', configure: '.*', write: '.*', read: '.*' }],
  };
}

function environment(directory: string, { ports }: RabbitOptions): NodeJS.ProcessEnv {
  return {
    PATH: `${process.env['PATH']}:/usr/sbin:/usr/bin:/sbin:/bin`,
    LANG: 'C.UTF-8',
    HOME: join(directory, 'home'),
    // Makes the start script become the broker, instead of a shell that waits for it.
    detached: 'true',
    ERL_EPMD_PORT: String(ports.epmd),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: 'coincast@localhost',
    RABBITMQ_DIST_PORT: String(ports.distribution),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
    RABBITMQ_CONF_ENV_FILE: join(directory, 'rabbitmq-env.conf'),
    RABBITMQ_CONFIG_FILE: join(directory, 'rabbitmq.conf'),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(directory, 'advanced.config'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(directory, 'enabled_plugins'),
    RABBITMQ_MNESIA_BASE: join(directory, 'mnesia'),
    RABBITMQ_PLUGINS_EXPAND_DIR: join(directory, 'plugins-expand'),
    RABBITMQ_FEATURE_FLAGS_FILE: join(directory, 'feature_flags'),
    RABBITMQ_GENERATED_CONFIG_DIR: join(directory, 'config'),
    RABBITMQ_PID_FILE: join(directory, 'rabbitmq.pid'),
    RABBITMQ_LOG_BASE: join(directory, 'log'),
  };
}

/** The management API answers once the broker has booted and the user may use it. */
async function answering(child: Child, { ports, user, password, log }: RabbitOptions): Promise<void> {
  let ended: string | undefined;
  void child.exited.then((how) => {
    ended = how;
  });
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const deadline = Date.now() + 120_000;
  while (
    !(await isUp(`http://127.0.0.1:${ports.management}/api/health/checks/port-listener/${ports.amqp}`, authorization))
  ) {
    if (ended !== undefined)
      throw new Error(`rabbitmq-server ended with ${ended} at start; the reason is in ${log.file}`);
    if (Date.now() > deadline) throw new Error('rabbitmq-server was not ready within two minutes');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function isUp(url: string, authorization: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      headers: { authorization, connection: 'close' },
      signal: AbortSignal.timeout(5_000),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
