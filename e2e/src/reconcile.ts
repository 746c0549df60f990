import type { Buyer } from './buyer.js';

/**
 * Checks one buyer's money through the public API, once all jobs have ended: the balance is the sum of the ledger and
 * top-ups minus the cost of OK jobs; each OK job was charged once and never refunded; each ERROR job costs nothing.
 * @returns what is wrong, one sentence a fault; empty when all adds up.
 */
export async function reconcile(buyer: Buyer): Promise<string[]> {
  const [balance, entries, jobs] = await Promise.all([buyer.balance(), buyer.transactions(), buyer.history()]);
  const faults: string[] = [];
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);

  const ledger = sum(entries.map(({ amount }) => amount));
  if (ledger !== balance) faults.push(`balance ${balance}, but the ledger adds up to ${ledger}`);
  const deposits = sum(entries.filter(({ tx_type }) => tx_type === 'DEPOSIT').map(({ amount }) => amount));
  const spent = sum(jobs.filter(({ status }) => status === 'OK').map(({ cost }) => cost));
  if (deposits - spent !== balance) faults.push(`topped up ${deposits}, OK jobs cost ${spent}, but balance ${balance}`);

  let running = 0;
  for (const { id, amount, balance_after } of [...entries].reverse()) {
    running += amount;
    if (running !== balance_after) faults.push(`entry ${id} says ${balance_after} after it, the sum is ${running}`);
    if (balance_after < 0) faults.push(`entry ${id} left a negative balance`);
  }
  for (const { id, status, cost } of jobs) {
    if (status === 'PENDING') faults.push(`job ${id} is still pending`);
    const amounts = entries.filter(({ job_id }) => job_id === id).map(({ amount }) => amount);
    if (status === 'OK' && !(amounts.length === 1 && amounts[0] === -cost)) {
      faults.push(`job ${id} is OK for ${cost}, but its entries are [${amounts}]`);
    }
    if (status === 'ERROR' && sum(amounts) !== 0) faults.push(`job ${id} failed, but its entries are [${amounts}]`);
    if (amounts.length > 2) faults.push(`job ${id} has ${amounts.length} entries`);
  }
  const known = new Set(jobs.map(({ id }) => id));
  for (const { id, job_id } of entries) {
    if (job_id !== null && !known.has(job_id)) faults.push(`entry ${id} is for job ${job_id}, which does not exist`);
  }
  return faults;
}
