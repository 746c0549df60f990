import type pg from 'pg';
import { inSnapshot } from '../database.js';
import { entryDifferences, jobDifferences, totals, unsettledJobs, walletDifferences } from './differences.sql.js';

/** Something that the rules of the ledger do not allow. */
export interface Difference {
  /** Stable; the README lists them. */
  kind: string;
  user_id: number;
  job_id: number | null;
  entry_id: number | null;
  /** What should be there, and what is, with amounts. */
  expected: string;
  found: string;
}

export interface LedgerReport {
  totals: { wallets: number; credits: number; entries: number; jobs: number };
  /** Jobs that wait for an answer, by stage, and their prices together; no differences. */
  unsettled: { stage: string; jobs: number; credits: number }[];
  /** How many there are in all. */
  differences_total: number;
  /** The first of them, at most as many as were asked for of each check. */
  differences: Difference[];
}

/**
 * Compares every wallet with its entries and every job with what was charged for it, at one moment. Right while the system
 * works: an answer that is on its way between two services explains whatever the stage of its job allows.
 * @param client of a role that may read schemas billing and prediction.
 * @param most differences to list of each of the three checks.
 */
export function verifyLedger(client: pg.Client, most: number): Promise<LedgerReport> {
  return inSnapshot(client, async () => {
    await client.query("SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '64MB'");
    const report: LedgerReport = {
      totals: (await client.query<LedgerReport['totals']>(totals)).rows[0] ?? noTotals,
      unsettled: (await client.query<LedgerReport['unsettled'][number]>(unsettledJobs)).rows,
      differences_total: 0,
      differences: [],
    };
    for (const check of [walletDifferences, entryDifferences, jobDifferences]) {
      // Counted and cut by the server: however damaged the ledger is, little of it comes here.
      const { rows } = await client.query<Difference & { total: number }>(
        `SELECT *, count(*) OVER () AS total FROM (${check}) difference ORDER BY user_id, job_id, entry_id LIMIT $1`,
        [most],
      );
      report.differences_total += rows[0]?.total ?? 0;
      report.differences.push(...rows.map(({ total: _, ...difference }) => difference));
    }
    return report;
  });
}

const noTotals = { wallets: 0, credits: 0, entries: 0, jobs: 0 };
