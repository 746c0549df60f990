import { cpuMsByPart, usageBelow } from '@coincast/shared/testing';
import pg from 'pg';
import { measureIdleLatency, measureJobs } from './jobs.js';
import { type LoadUser, quantile, runLoad } from './load.js';
import type { Figure } from './report.js';
import { measureYardstick } from './yardstick.js';

/** A running system, as the scenarios need it. */
export interface BenchSystem {
  kind: 'services' | 'standalone';
  /** The gateway. */
  url: string;
  /** Billing, straight; only where it is a process of its own. */
  billingUrl: string | undefined;
  /** Where the monitors of its processes' event loops write. */
  loopMonitorDir: string;
  database: pg.Client;
  adminUrl: string;
  users: LoadUser[];
  /** Process ids of its parts. */
  pids: Record<string, number>;
}

const clients = 64;

interface Targets {
  ratio: number;
  jobsPerSecond: number;
  cpuMs: number;
}

const targets: Record<BenchSystem['kind'], Targets> = {
  services: { ratio: 0.2, jobsPerSecond: 500, cpuMs: 2.2 },
  standalone: { ratio: 0.3, jobsPerSecond: 800, cpuMs: 1.4 },
};

/** Finished jobs a second, processor time a job and the submit's p99, 3 rows, 64 clients; the yardstick before and after. */
export async function smallJobs(system: BenchSystem): Promise<Figure[]> {
  const { url, database, users, adminUrl, kind, pids } = system;
  const target = targets[kind];
  await measureJobs(url, database, { users, clients, count: 2_000, rows: 3 }); // warm-up
  const before = await measureYardstick(adminUrl, 4_000);
  const [cpuBefore, partsBefore] = [systemCpuMs(), cpuMsByPart(pids)];
  const result = await measureJobs(url, database, { users, clients, count: 10_000, rows: 3 });
  const cpuMs = (systemCpuMs() - cpuBefore) / result.jobs;
  const parts = Object.entries(cpuMsByPart(pids)).map(
    ([part, ms]) => `${part} ${((ms - (partsBefore[part] ?? 0)) / result.jobs).toFixed(2)}`,
  );
  const after = await measureYardstick(adminUrl, 4_000);
  const yardstick = (before.jobsPerSecond + after.jobsPerSecond) / 2;
  const ratio = result.jobsPerSecond / yardstick;
  return [
    {
      system: kind,
      name: 'finished jobs, 3 rows, 64 clients',
      value: result.jobsPerSecond,
      unit: '/s',
      target: `>= ${target.ratio} of it and >= ${target.jobsPerSecond}/s`,
      reached: ratio >= target.ratio && result.jobsPerSecond >= target.jobsPerSecond,
      yardstick: { name: 'bare SQL', value: yardstick, ratio },
    },
    {
      system: kind,
      name: 'CPU per 3-row job, all processes',
      value: cpuMs,
      unit: 'ms',
      target: `<= ${target.cpuMs} ms`,
      reached: cpuMs <= target.cpuMs,
      note: parts.join(', '),
    },
    {
      system: kind,
      name: 'submit p99, 64 clients, 3 rows',
      value: result.submitP99Ms,
      unit: 'ms',
      target: '<= 250 ms',
      reached: result.submitP99Ms <= 250,
      note: `p50 ${result.submitP50Ms.toFixed(1)} ms`,
    },
  ];
}

export async function largerJobs({ url, database, users, kind }: BenchSystem): Promise<Figure[]> {
  await measureJobs(url, database, { users, clients, count: 200, rows: 1_000 }); // warm-up
  const { jobsPerSecond } = await measureJobs(url, database, { users, clients, count: 1_000, rows: 1_000 });
  return [
    {
      system: kind,
      name: 'finished jobs, 1,000 rows, 64 clients',
      value: jobsPerSecond,
      unit: '/s',
      target: '>= 120/s',
      reached: jobsPerSecond >= 120,
    },
  ];
}

export async function idleLatency({ url, users, kind }: BenchSystem): Promise<Figure[]> {
  const value = await measureIdleLatency(url, firstOf(users), 200);
  return [
    {
      system: kind,
      name: 'submit to finished, idle, p50',
      value,
      unit: 'ms',
      target: '<= 40 ms',
      reached: value <= 40,
    },
  ];
}

/** The same route through the gateway and straight to the service, in turns, so that noise hits both. */
export async function balanceRoute({ url, billingUrl, users, kind }: BenchSystem): Promise<Figure[]> {
  if (!billingUrl) return [];
  const run = async (target: string) => {
    const { requests, elapsedMs } = await runLoad(target, {
      users,
      clients,
      count: 10_000,
      request: () => ({ method: 'GET', path: '/api/account/balance' }),
      expected: 200,
    });
    return (requests / elapsedMs) * 1000;
  };
  const rates = { gateway: [] as number[], direct: [] as number[] };
  for (let turn = 0; turn < 3; turn++) {
    rates.gateway.push(await run(url));
    rates.direct.push(await run(billingUrl));
  }
  const [gateway, direct] = [median(rates.gateway), median(rates.direct)];
  return [
    {
      system: kind,
      name: 'GET balance through the gateway, 64 connections',
      value: gateway,
      unit: '/s',
      target: '>= 0.5 of it and >= 2500/s',
      reached: gateway >= 2_500 && gateway / direct >= 0.5,
      yardstick: { name: 'straight to the service', value: direct, ratio: gateway / direct },
    },
  ];
}

/** A wallet with 100,000 entries against a fresh one: list and submit, in turns. */
export async function longLedger({ url, database, users, kind }: BenchSystem): Promise<Figure[]> {
  const [long, fresh] = users;
  if (!long || !fresh) throw new Error('Two users are needed');
  await database.query(
    `WITH wallet AS (
       UPDATE billing.wallets SET balance = balance + 100000 WHERE user_id = $1 RETURNING balance - 100000 AS balance
     )
     INSERT INTO billing.ledger_entries (user_id, amount, tx_type, reason, balance_after)
     SELECT $1, 1, 'DEPOSIT', 'Benchmark', wallet.balance + n FROM wallet, generate_series(1, 100000) n`,
    [userIdOf(long)],
  );
  await database.query('ANALYZE billing.ledger_entries');
  const list = { method: 'GET', path: '/api/account/transactions?limit=100' } as const;
  const submit = { ...submitOfThreeRows };
  const figures: Figure[] = [];
  for (const [name, request, expected] of [
    ['list', list, 200],
    ['submit', submit, 202],
  ] as const) {
    const p50 = { long: [] as number[], fresh: [] as number[] };
    for (let turn = 0; turn < 5; turn++) {
      for (const [key, user] of [
        ['long', long],
        ['fresh', fresh],
      ] as const) {
        const load = await runLoad(url, { users: [user], clients: 4, count: 400, request: () => request, expected });
        p50[key].push(quantile(load.latenciesMs, 0.5));
      }
    }
    const ratio = median(p50.long) / median(p50.fresh);
    figures.push({
      system: kind,
      name: `${name}, wallet with 100,000 entries`,
      value: median(p50.long),
      unit: 'ms',
      target: 'within 1.3x',
      reached: ratio <= 1.3,
      yardstick: { name: 'fresh wallet (ms)', value: median(p50.fresh), ratio },
    });
  }
  return figures;
}

const submitOfThreeRows = {
  method: 'POST',
  path: '/api/predict/',
  body: JSON.stringify({
    model_name: 'Demo',
    data: [1, 2, 3].map((day) => ({ timestamp: `2024-01-0${day}`, price: 100 + day })),
  }),
} as const;

/** Of everything below this process: the launched system. The load generator, this process, is not counted. */
const systemCpuMs = () => usageBelow(process.pid).cpuMs;

function userIdOf({ token }: LoadUser): number {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string };
  return Number(claims.sub);
}

function firstOf<Item>(items: Item[]): Item {
  const [first] = items;
  if (first === undefined) throw new Error('Empty');
  return first;
}

export function median(values: number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}
