import { usageOf } from '@coincast/shared/testing';
import { measureJobs } from './jobs.js';
import type { Figure } from './report.js';
import type { BenchSystem } from './scenarios.js';

const megabyte = 1024 * 1024;
const jobs = 20_000;

/**
 * Resident memory of the one standalone process, Postgres not counted: idle, after 20,000 jobs, after 20,000 more.
 * @param pid of the process
 * @param idleBytes what it used before its first job
 */
export async function memory({ url, database, users }: BenchSystem, pid: number, idleBytes: number): Promise<Figure[]> {
  const afterJobs = async () => {
    await measureJobs(url, database, { users, clients: 64, count: jobs, rows: 3 });
    return usageOf(pid).rssBytes / megabyte;
  };
  const first = await afterJobs();
  const second = await afterJobs();
  const idle = idleBytes / megabyte;
  return [
    {
      system: 'standalone',
      name: 'memory, idle',
      value: idle,
      unit: 'MB',
      target: '<= 180 MB',
      reached: idle <= 180,
    },
    {
      system: 'standalone',
      name: 'memory after 20,000 jobs',
      value: first,
      unit: 'MB',
      target: '<= 300 MB',
      reached: first <= 300,
    },
    {
      system: 'standalone',
      name: 'memory after 20,000 more',
      value: second,
      unit: 'MB',
      target: '<= 1.1 of it',
      reached: second <= first * 1.1,
      yardstick: { name: 'after the first 20,000 (MB)', value: first, ratio: second / first },
    },
  ];
}
