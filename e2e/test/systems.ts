import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LaunchedSystem, launchServices, launchStandalone } from '@coincast/standalone/launch';

export type SystemKind = 'standalone' | 'services';

const launchers = { standalone: launchStandalone, services: launchServices };

/** Rate limits would refuse the tests' own load; deadlines are short so that lost messages are asked for soon. */
const testEnvironment = {
  RATE_LIMIT_PER_MINUTE: '0',
  AUTH_RATE_LIMIT_PER_MINUTE: '0',
  LOG_LEVEL: 'warn',
  DEBIT_DEADLINE_MS: '5000',
  RUN_DEADLINE_MS: '10000',
  REFUND_DEADLINE_MS: '3000',
  SWEEP_INTERVAL_MS: '500',
  STAGE_ATTEMPTS: '20',
};

/** A system of a test file's own, on a directory of its own. */
export interface TestSystem {
  readonly url: string;
  readonly launched: LaunchedSystem;
  /** Starts the system again on its data and its address, after it was killed. */
  relaunch(): Promise<void>;
}

/**
 * Describes the same behaviour for the system in one process and as separate processes on RabbitMQ, Redis and Postgres.
 */
export function forEachSystem(
  title: string,
  describeBehaviour: (system: TestSystem, kind: SystemKind) => void,
  env: Record<string, string> = {},
): void {
  for (const kind of Object.keys(launchers) as SystemKind[]) {
    onSystem(kind, title, (system) => describeBehaviour(system, kind), env);
  }
}

/** Describes the behaviour of one kind of system, which is launched before its tests and stopped after them. */
export function onSystem(
  kind: SystemKind,
  title: string,
  describeBehaviour: (system: TestSystem) => void,
  env: Record<string, string> = {},
): void {
  describe(`${title} (${kind})`, () => {
    let launched: LaunchedSystem | undefined;
    let dataDir = '';
    const launch = async (port?: number) => {
      launched = await launchers[kind]({
        dataDir,
        env: { ...testEnvironment, ...env },
        ...(port === undefined ? {} : { port }),
      });
    };
    const current = () => {
      if (!launched) throw new Error('The system has not been launched');
      return launched;
    };

    before(async function () {
      this.timeout(120_000);
      dataDir = await mkdtemp(join(tmpdir(), 'coincast-e2e-'));
      await launch();
    });
    after(async function () {
      this.timeout(60_000);
      await launched?.stop();
      await rm(dataDir, { recursive: true, force: true });
    });
    describeBehaviour({
      get url() {
        return current().url;
      },
      get launched() {
        return current();
      },
      relaunch: () => launch(Number(new URL(current().url).port)),
    });
  });
}
