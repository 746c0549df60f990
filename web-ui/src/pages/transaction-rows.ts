import type { Transaction } from '@coincast/shared/gateway-client';
import { transactionTitle } from '@coincast/shared/wording/transaction-title';
import type { Visit } from '../visit.js';

/** One line of the table of transactions, in the reader's words. */
export interface TransactionRow {
  id: string;
  iso: string;
  time: string;
  title: string;
  kind: string;
  job: string;
  amount: string;
  tone: 'plus' | 'minus' | 'zero';
  balanceAfter: string;
}

export function transactionRows(transactions: Transaction[], { texts, formats }: Visit): TransactionRow[] {
  const { transactions: words } = texts;
  return transactions.map((entry) => ({
    id: words.number(entry.id),
    iso: entry.created_at,
    time: formats.time(entry.created_at),
    title: transactionTitle(entry, texts),
    kind: words.kinds[entry.tx_type],
    job: entry.job_id === null ? '' : String(entry.job_id),
    amount: formats.signed(entry.amount),
    tone: entry.amount > 0 ? 'plus' : entry.amount < 0 ? 'minus' : 'zero',
    balanceAfter: formats.number(entry.balance_after),
  }));
}
