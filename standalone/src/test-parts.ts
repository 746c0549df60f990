import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './environment.js';
import { type LaunchContext, openLaunch } from './launch-context.js';
import { providePostgres, provideRabbitMq, provideRedis } from './parts/backing-services.js';
import { findProgram, MissingProgramError, requirePrograms } from './parts/debian-packages.js';
import { rabbitProgram } from './parts/rabbitmq.js';
import { redisProgram } from './parts/redis.js';

/** Servers for tests, whose data is thrown away. */
export interface TestParts {
  /** `TEST_POSTGRES_URL`, and `RABBIT_URL` and `REDIS_URL` where they could be had. */
  env: Environment;
  /** Why something could not be had, by the variable that is missing. */
  missing: Record<string, string>;
}

/**
 * Runs `work` with a Postgres, a RabbitMQ and a Redis: those that the environment names, the others on free ports of
 * their own and on temporary data. Whatever was started is gone afterwards, also after Ctrl-C.
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
  const missing = await installBrokers(context);
  const [postgres, rabbit, redis] = await Promise.all([
    providePostgres(context),
    missing['RABBIT_URL'] === undefined ? provideRabbitMq(context) : undefined,
    missing['REDIS_URL'] === undefined ? provideRedis(context) : undefined,
  ]);
  return { env: { TEST_POSTGRES_URL: postgres, RABBIT_URL: rabbit?.url, REDIS_URL: redis }, missing };
}

/** Installs what it may; answers why not, for each variable that stays without a server. */
async function installBrokers({ config, logger }: LaunchContext): Promise<Record<string, string>> {
  const wanted = [rabbitProgram, redisProgram].filter(({ urlVariable }) => config[urlVariable] === undefined);
  try {
    await requirePrograms(wanted, logger);
    return {};
  } catch (error) {
    if (!(error instanceof MissingProgramError)) throw error;
    const lacking = wanted.filter((program) => !findProgram(program));
    return Object.fromEntries(lacking.map(({ urlVariable }) => [urlVariable, error.message]));
  }
}
