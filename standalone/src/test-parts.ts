import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '@coincast/shared/observability';
import type { Environment } from './environment.js';
import { type LaunchContext, openLaunch } from './launch-context.js';
import { providePostgres, provideRabbitMq, provideRedis } from './parts/backing-services.js';
import { chromiumProgram } from './parts/chromium.js';
import { clusterTools, NoClusterToolsError } from './parts/cluster-tools.js';
import { findProgram, MissingProgramError, type Program, requirePrograms } from './parts/debian-packages.js';
import { prometheusProgram } from './parts/prometheus.js';
import { rabbitProgram } from './parts/rabbitmq.js';
import { redisProgram } from './parts/redis.js';

/** Servers for tests, whose data is thrown away, and programs. */
export interface TestParts {
  /**
   * `TEST_POSTGRES_URL`, and `RABBIT_URL`, `REDIS_URL`, `CHROMIUM_PATH`, `PROMETHEUS_PATH` and `CLUSTER_TOOLS`
   * where they could be had.
   */
  env: Environment;
  /** Why something could not be had, by the variable that is missing. */
  missing: Record<string, string>;
}

/**
 * Runs `work` with a Postgres, a RabbitMQ, a Redis, a browser, Prometheus and Helm: those that the environment names, the other servers
 * on free ports of their own and on temporary data. Whatever was started is gone afterwards, also after Ctrl-C.
 */
export async function withTestParts<Result>(work: (parts: TestParts) => Promise<Result>): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), 'coincast-test-'));
  // Postgres may have to run as another user, who must be let through.
  chmodSync(dataDir, 0o711);
  const given = process.env;
  const context = await openLaunch({
    ...given,
    POSTGRES_URL: given['TEST_POSTGRES_URL'],
    DATA_DIR: dataDir,
    PORT: '0',
  });
  const cleanUp = async () => {
    await context.kill();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const interrupted = () => void cleanUp().finally(() => process.exit(130));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    return await work(await startParts(context));
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    await cleanUp();
  }
}

async function startParts(context: LaunchContext): Promise<TestParts> {
  const missing = await installPrograms(context);
  const [tools, postgres, rabbit, redis] = await Promise.all([
    provideClusterTools(context, missing),
    providePostgres(context),
    missing['RABBIT_URL'] === undefined ? provideRabbitMq(context) : undefined,
    missing['REDIS_URL'] === undefined ? provideRedis(context) : undefined,
  ]);
  return {
    env: {
      TEST_POSTGRES_URL: postgres,
      RABBIT_URL: rabbit?.url,
      REDIS_URL: redis,
      CHROMIUM_PATH: pathOf(chromiumProgram),
      PROMETHEUS_PATH: pathOf(prometheusProgram),
      CLUSTER_TOOLS: tools,
    },
    missing,
  };
}

const pathOf = (program: Program) => process.env[program.instead.variable] ?? findProgram(program);

/** Notes in `missing` why there are none. */
async function provideClusterTools(
  { logger }: LaunchContext,
  missing: Record<string, string>,
): Promise<string | undefined> {
  const given = process.env['CLUSTER_TOOLS'];
  if (given !== undefined) return given;
  try {
    return await clusterTools(logger);
  } catch (error) {
    if (!(error instanceof NoClusterToolsError)) throw error;
    missing['CLUSTER_TOOLS'] = error.message;
    return undefined;
  }
}

/** Installs what it may; answers why not, for each variable that stays without its server or browser. */
async function installPrograms({ logger }: LaunchContext): Promise<Record<string, string>> {
  const missing: Record<string, string> = {};
  // Apart, so that a system without a package of the one still gets the other.
  for (const programs of [[rabbitProgram, redisProgram], [chromiumProgram], [prometheusProgram]]) {
    const wanted = programs.filter(({ instead }) => process.env[instead.variable] === undefined);
    Object.assign(missing, await whyNotInstalled(wanted, logger));
  }
  return missing;
}

async function whyNotInstalled(wanted: Program[], logger: Logger): Promise<Record<string, string>> {
  try {
    await requirePrograms(wanted, logger);
    return {};
  } catch (error) {
    if (!(error instanceof MissingProgramError)) throw error;
    const lacking = wanted.filter((program) => !findProgram(program));
    return Object.fromEntries(lacking.map(({ instead }) => [instead.variable, error.message]));
  }
}
