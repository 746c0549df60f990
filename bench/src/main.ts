import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { usageOf } from '@coincast/shared/testing';
import { type LaunchedSystem, launchServices, launchStandalone } from '@coincast/standalone/launch';
import pg from 'pg';
import { cabinet } from './cabinet.js';
import { intake } from './intake.js';
import { live } from './live.js';
import { registerUsers } from './load.js';
import { loopMonitorEnv } from './loop-watch.js';
import { memory } from './memory.js';
import { type Figure, report } from './report.js';
import { type BenchSystem, balanceRoute, idleLatency, largerJobs, longLedger, smallJobs } from './scenarios.js';

const kinds = ['services', 'standalone'] as const;
type Kind = (typeof kinds)[number];

const launchers = { services: launchServices, standalone: launchStandalone };
const scenarios = { smallJobs, largerJobs, idleLatency, balanceRoute, longLedger, cabinet, live, intake };
const resultsDir = fileURLToPath(new URL('../../results', import.meta.url));

/** What a benchmark must not measure: the limits of its own clients. Durability and validation stay as they are. */
const env = { RATE_LIMIT_PER_MINUTE: '0', AUTH_RATE_LIMIT_PER_MINUTE: '0', LOG_LEVEL: 'warn' };

/** `node main.js [services|standalone] [scenario ...]`; without arguments everything. */
async function main(args: string[]): Promise<void> {
  const wantedKinds = kinds.filter((kind) => args.includes(kind));
  const wanted = args.filter((arg) => !kinds.some((kind) => kind === arg));
  const figures: Figure[] = [];
  for (const kind of wantedKinds.length > 0 ? wantedKinds : kinds) {
    figures.push(...(await measureSystem(kind, wanted)));
  }
  await report(figures, resultsDir);
}

async function measureSystem(kind: Kind, wanted: string[]): Promise<Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'coincast-bench-'));
  const loopMonitorDir = await mkdtemp(join(tmpdir(), 'coincast-loops-'));
  const launched = await launchers[kind]({ dataDir, env: { ...env, ...loopMonitorEnv(loopMonitorDir) } });
  const database = new pg.Client({ connectionString: launched.adminUrl });
  await database.connect();
  try {
    const idleBytes = idleMemory(launched);
    const users = await registerUsers(launched.url, 64);
    const system: BenchSystem = {
      kind,
      url: launched.url,
      billingUrl: launched.serviceUrls?.['billing-service'],
      loopMonitorDir,
      database,
      adminUrl: launched.adminUrl,
      users,
      pids: launched.pids(),
    };
    const figures: Figure[] = [];
    for (const [name, measure] of Object.entries(scenarios)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      console.log(`${kind}: ${name} ...`);
      figures.push(...(await measure(system)));
    }
    const pid = launched.pids()['standalone'];
    if (pid !== undefined && (wanted.length === 0 || wanted.includes('memory'))) {
      console.log(`${kind}: memory ...`);
      figures.push(...(await memory(system, pid, idleBytes)));
    }
    return figures;
  } finally {
    await database.end();
    await launched.stop();
    await rm(dataDir, { recursive: true, force: true });
    await rm(loopMonitorDir, { recursive: true, force: true });
  }
}

/** Of the standalone process before its first request; separate processes have no target. */
function idleMemory(launched: LaunchedSystem): number {
  const pid = launched.pids()['standalone'];
  return pid === undefined ? 0 : usageOf(pid).rssBytes;
}

await main(process.argv.slice(2));
