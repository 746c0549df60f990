import type { Transaction } from '../gateway-client/index.js';
import type { DataTexts } from './data-texts.js';

/** What the API calls a deposit for which nobody gave a reason. */
const unnamedDeposit = 'Manual top-up';

/** What an entry of the ledger was for. A reason is its writer's own words. */
export function transactionTitle(
  { tx_type, reason, job_id }: Pick<Transaction, 'tx_type' | 'reason' | 'job_id'>,
  { transactions: words }: Pick<DataTexts, 'transactions'>,
): string {
  if (tx_type === 'PREDICTION_CHARGE' && job_id !== null) return words.charge(job_id);
  if (tx_type === 'REFUND' && job_id !== null) return words.refund(job_id);
  return reason === unnamedDeposit || reason === '' ? words.manual : reason;
}
