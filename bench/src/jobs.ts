import pg from 'pg';
import { type LoadRequest, type LoadUser, quantile, runLoad } from './load.js';

/** A predict request of `rows` daily prices. */
export function predictRequest(rows: number): LoadRequest {
  const data = Array.from({ length: rows }, (_, i) => ({
    timestamp: new Date(Date.UTC(2020, 0, 1 + i)).toISOString(),
    price: 100 + ((i * 7919) % 101) / 10,
  }));
  return { method: 'POST', path: '/api/predict/', body: JSON.stringify({ model_name: 'Demo', data }) };
}

export interface JobsResult {
  jobs: number;
  /** From the first submit to the last finished job. */
  elapsedMs: number;
  jobsPerSecond: number;
  submitP50Ms: number;
  submitP99Ms: number;
}

/**
 * Submits `count` jobs from `clients` clients and waits until the last one has finished.
 * @param database a superuser's connection, to count what is still open without disturbing the services.
 * @throws when any of the jobs did not end OK.
 */
export async function measureJobs(
  url: string,
  database: pg.Client,
  { users, clients, count, rows }: { users: LoadUser[]; clients: number; count: number; rows: number },
): Promise<JobsResult> {
  const request = predictRequest(rows);
  const failedBefore = await countJobs(database, "stage IN ('REFUNDING', 'ERROR')");
  const startedAt = performance.now();
  const load = await runLoad(url, { users, clients, count, request: () => request, expected: 202 });
  while ((await openJobs(database)) > 0) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const elapsedMs = performance.now() - startedAt;
  const failed = (await countJobs(database, "stage IN ('REFUNDING', 'ERROR')")) - failedBefore;
  if (failed > 0) throw new Error(`${failed} of ${count} jobs ended in ERROR`);
  return {
    jobs: count,
    elapsedMs,
    jobsPerSecond: (count / elapsedMs) * 1000,
    submitP50Ms: quantile(load.latenciesMs, 0.5),
    submitP99Ms: quantile(load.latenciesMs, 0.99),
  };
}

/** Jobs that have not ended yet. */
export const openJobs = (database: pg.Client) => countJobs(database, 'deadline_at IS NOT NULL');

async function countJobs(database: pg.Client, where: string): Promise<number> {
  const { rows } = await database.query(`SELECT count(*)::int AS n FROM prediction.jobs WHERE ${where}`);
  return rows[0].n;
}

/** One client on an idle system: from sending the request to reading `OK`, p50 of `count` jobs, milliseconds. */
export async function measureIdleLatency(url: string, user: LoadUser, count: number): Promise<number> {
  const { body } = predictRequest(3);
  const headers = { authorization: `Bearer ${user.token}`, 'content-type': 'application/json' };
  const latenciesMs: number[] = [];
  for (let i = 0; i < count; i++) {
    const startedAt = performance.now();
    const accepted = await fetch(`${url}/api/predict/`, { method: 'POST', headers, body: body ?? null });
    const { id } = (await accepted.json()) as { id: number };
    for (;;) {
      const job = await fetch(`${url}/api/predict/${id}`, { headers: { authorization: headers.authorization } });
      const { status } = (await job.json()) as { status: string };
      if (status === 'OK') break;
      if (status !== 'PENDING') throw new Error(`Job ${id} ended ${status}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    latenciesMs.push(performance.now() - startedAt);
  }
  return quantile(
    latenciesMs.sort((a, b) => a - b),
    0.5,
  );
}
