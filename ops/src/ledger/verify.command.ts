import Joi from 'joi';
import { command } from '../command.js';
import { postgresVariable, withDatabase } from '../database.js';
import { plural, type Report, table } from '../report.js';
import { type LedgerReport, verifyLedger } from './verify-ledger.js';

export const verify = command<{ limit: number }>({
  usage: 'verify',
  summary: 'checks every balance, entry and charge',
  description: `Checks that every balance is the sum of its entries, that each entry's balance_after follows from the one before it,
that each job is charged or refunded exactly as its status says, and that nothing is negative. All of it is read
in one snapshot (REPEATABLE READ) and nothing is changed or locked: it may run while the system works. Jobs that
wait for an answer are counted apart and are no difference.`,
  environment: postgresVariable,
  alarm: 'something differs; it is listed with ids and amounts',
  options: [['--limit <n>', 'list at most n differences of each check (default 1000); all are counted']],
  examples: ['ops ledger verify', 'ops ledger verify --json | jq .differences_total'],
  input: Joi.object({ limit: Joi.number().integer().min(1).max(100_000).default(1_000) }),
  run: async ({ limit }) => reported(await withDatabase((client) => verifyLedger(client, limit))),
});

function reported(report: LedgerReport): Report {
  const { wallets, credits, entries, jobs } = report.totals;
  const lines = [
    `${plural(wallets, 'wallet')} with ${plural(credits, 'credit')}, ${plural(entries, 'ledger entry', 'ledger entries')}, ${plural(jobs, 'job')}`,
    ...report.unsettled.map(
      (stage) => `on the way: ${plural(stage.jobs, 'job')} ${stage.stage}, ${plural(stage.credits, 'credit')}`,
    ),
  ];
  const alarming = report.differences_total > 0;
  if (!alarming) lines.push('Everything adds up.');
  else {
    lines.push(
      '',
      plural(report.differences_total, 'difference'),
      table(report.differences.map((row) => ({ ...row }))),
    );
    const hidden = report.differences_total - report.differences.length;
    if (hidden > 0) lines.push(`and ${hidden} more (--limit)`);
  }
  return { json: { ok: !alarming, ...report }, text: lines.join('\n'), alarming };
}
