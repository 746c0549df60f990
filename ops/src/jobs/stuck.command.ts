import Joi from 'joi';
import { command } from '../command.js';
import { postgresVariable, withDatabase } from '../database.js';
import { plural, table } from '../report.js';
import { findStuckJobs, type StuckStage } from './stuck-jobs.js';

/** What a job of a stage waits for, and where to look when it does not come. */
const advice: Record<StuckStage, { waits_for: string; look: string }> = {
  DEBITING: {
    waits_for: 'billing: credits.debited or credits.debit.rejected',
    look: 'Is billing-service ready? ops dead list: billing.credits.debit.requested, prediction.credits.debited',
  },
  RUNNING: {
    waits_for: 'a worker: inference.completed or inference.failed',
    look: 'Do inference-workers run, and enough of them? ops dead list: worker.inference.requested, prediction.inference.completed',
  },
  REFUNDING: {
    waits_for: 'billing: credits.refunded',
    look: 'Is billing-service ready? ops dead list: billing.credits.refund.requested, prediction.credits.refunded',
  },
};

const unitSeconds: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };

export const stuck = command<{ older: number; limit: number }>({
  usage: 'stuck',
  summary: 'lists jobs that wait for an answer for too long',
  description: `Lists open jobs past their deadline, open jobs and unsettled refunds that are old, the oldest first: their stage, age,
    attempts, what they wait for and where to look. prediction-service asks for every overdue answer again by itself, so a
    job is listed while an answer fails to come; nothing is changed.`,
  environment: postgresVariable,
  alarm: 'there are such jobs',
  options: [
    [
      '--older <duration>',
      'jobs as old as this: 90s, 5m, 2h, 1d (default 5m); those past their deadline are always listed',
    ],
    ['--limit <n>', 'list at most n (default 100); all are counted'],
  ],
  examples: ['ops jobs stuck', 'ops jobs stuck --older 1h --json'],
  input: Joi.object({
    older: Joi.string()
      .pattern(/^\d{1,6}[smhd]$/)
      .custom(seconds)
      .default(seconds('5m'))
      .messages({ 'string.pattern.base': 'older is a number and s, m, h or d, as 5m' }),
    limit: Joi.number().integer().min(1).max(100_000).default(100),
  }),
  run: async ({ older, limit }) => {
    const found = await withDatabase((client) => findStuckJobs(client, older, limit));
    const jobs = found.jobs.map((job) => ({ ...job, waits_for: advice[job.stage].waits_for }));
    const stages = [...new Set(jobs.map(({ stage }) => stage))];
    const what_to_do = stages.map((stage) => ({ stage, look: advice[stage].look }));
    const alarming = found.total > 0;
    const text = alarming
      ? [
          plural(found.total, 'job'),
          table(jobs.map(({ deadline_at, ...job }) => ({ ...job, deadline_at: deadline_at.toISOString() }))),
          ...what_to_do.map(({ stage, look }) => `${stage}: ${look}`),
        ].join('\n')
      : 'No job is stuck.';
    return { json: { total: found.total, jobs, what_to_do }, text, alarming };
  },
});

function seconds(duration: string): number {
  return Number(duration.slice(0, -1)) * (unitSeconds[duration.slice(-1)] ?? Number.NaN);
}
