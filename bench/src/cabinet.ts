import { setTimeout } from 'node:timers/promises';
import { Pool } from 'undici';
import { type LoadUser, quantile } from './load.js';
import type { Figure } from './report.js';
import type { BenchSystem } from './scenarios.js';

const perSecond = 50;
const seconds = 20;
/** Not measured: the first pages of a process compile its templates. */
const warmUpSeconds = 5;
const mostMs = 30;
const jobs = 20;
const historyRows = 1_000;
const horizon = 168;

/**
 * The pages of a customer with a history, asked for at a fixed rate whether or not the earlier ones have been answered,
 * from the request to the last byte, through the gateway.
 */
export async function cabinet({ url, users, kind }: BenchSystem): Promise<Figure[]> {
  const [user] = users;
  if (!user) throw new Error('No users');
  const job = await buyForecasts(url, user);
  const paths = ['/', '/balance', '/tx', '/ph', `/job/${job}`, '/predict', '/account'];
  const pool = new Pool(url, { connections: 64, pipelining: 1 });
  try {
    const ask = (path: string) => askFor(pool, path, user);
    await atRate(warmUpSeconds, paths, ask);
    const latencies = await atRate(seconds, paths, ask);
    const each = paths.map((path) => ({ path: path.replace(/\d+/, 'ID'), p95: p95(latencies.get(path) ?? []) }));
    const all = p95([...latencies.values()].flat());
    return [
      {
        system: kind,
        name: `pages at ${perSecond}/s, p95`,
        value: all,
        unit: 'ms',
        target: `<= ${mostMs} ms`,
        reached: all <= mostMs,
        note: each.map(({ path, p95 }) => `${path} ${p95.toFixed(1)} ms`).join(', '),
      },
    ];
  } finally {
    await pool.close();
  }
}

/** Some small jobs, and one of hourly values with a week's forecast; answers the number of that. */
async function buyForecasts(url: string, user: LoadUser): Promise<number> {
  for (let i = 1; i < jobs; i++) await buy(url, user, 3, 3);
  const id = await buy(url, user, historyRows, horizon);
  for (;;) {
    const response = await fetch(`${url}/api/predict/history?limit=1`, { headers: bearer(user) });
    const [newest] = (await response.json()) as { status: string }[];
    if (newest?.status === 'OK') return id;
    if (newest?.status === 'ERROR') throw new Error('The forecast failed');
    await setTimeout(100);
  }
}

async function buy(url: string, user: LoadUser, rows: number, horizon: number): Promise<number> {
  const data = Array.from({ length: rows }, (_, i) => ({
    timestamp: new Date(Date.UTC(2026, 0, 1, i)).toISOString(),
    value: 100 + 10 * Math.sin((2 * Math.PI * i) / 24) + (i % 7),
  }));
  const response = await fetch(`${url}/api/predict/`, {
    method: 'POST',
    headers: { ...bearer(user), 'content-type': 'application/json' },
    body: JSON.stringify({ model_name: 'Theta', data, horizon }),
  });
  if (response.status !== 202) throw new Error(`A submit was answered ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { id: number }).id;
}

const bearer = ({ token }: LoadUser) => ({ authorization: `Bearer ${token}` });

async function askFor(pool: Pool, path: string, { token }: LoadUser): Promise<number> {
  const started = performance.now();
  const headers = { cookie: `access_token=${token}`, accept: 'text/html', 'accept-encoding': 'gzip' };
  const { statusCode, body } = await pool.request({ method: 'GET', path, headers });
  await body.dump();
  if (statusCode !== 200) throw new Error(`${path} was answered ${statusCode}`);
  return performance.now() - started;
}

/** Asks for one page after the other, each at its time. @returns the latencies of each, in milliseconds. */
async function atRate(
  durationSeconds: number,
  paths: string[],
  ask: (path: string) => Promise<number>,
): Promise<Map<string, number[]>> {
  const latencies = new Map<string, number[]>(paths.map((path) => [path, []]));
  const asked: Promise<unknown>[] = [];
  const begin = performance.now();
  for (let n = 0; n < durationSeconds * perSecond; n++) {
    await setTimeout(Math.max(0, begin + (n * 1_000) / perSecond - performance.now()));
    const path = paths[n % paths.length] ?? '/';
    asked.push(ask(path).then((ms) => latencies.get(path)?.push(ms)));
  }
  await Promise.all(asked);
  return latencies;
}

function p95(latencies: number[]): number {
  return quantile(
    latencies.toSorted((a, b) => a - b),
    0.95,
  );
}
