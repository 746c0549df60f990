import { type FailureAccount, failureAccount } from '@coincast/shared/wording/failure-account';
import type { Visit } from '../../visit.js';
import type { LoadedJob } from './load-job.js';

/** What `parts/job-failed` says first. */
export type FailureView = FailureAccount;

/** @returns null for a job that has not failed. */
export function failureView({ summary, state, charge, balance }: LoadedJob, { texts }: Visit): FailureView | null {
  if (state !== 'failed' && state !== 'returning') return null;
  const paid = Math.abs(charge?.amount ?? 0);
  const account = failureAccount({ summary, paid, isReturned: state === 'failed', balance }, { texts });
  if (account.code !== 'no_valid_rows') return account;
  const { seeRows, sendAgain } = texts.failures;
  const fixes = [...account.fixes];
  if (fixes.length === 0 && summary.rows.invalid > 0) fixes.push({ text: seeRows, names: '' });
  return { ...account, fixes: [...fixes, { text: sendAgain, names: '' }] };
}
