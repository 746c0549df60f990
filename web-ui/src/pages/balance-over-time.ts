import { balanceChart } from '@coincast/shared/chart/balance-chart';
import type { Transaction } from '@coincast/shared/gateway-client';
import { chartFormatsFor } from '@coincast/shared/wording/chart-formats';
import type { Visit } from '../visit.js';

/** Fewer entries make no line. */
const fewestEntries = 2;

/**
 * The balance after each of these entries of the ledger, up to now.
 * @param transactions newest first.
 * @returns null when there is nothing to draw yet.
 */
export function drawBalance(transactions: readonly Transaction[], { texts, language }: Visit) {
  if (transactions.length < fewestEntries) return null;
  const entries = transactions.toReversed();
  return balanceChart({
    id: 'balance-over-time',
    balances: {
      times: entries.map(({ created_at }) => Date.parse(created_at)),
      values: entries.map(({ balance_after }) => balance_after),
    },
    untilMs: Date.now(),
    texts: { title: texts.balance.chart, description: texts.balance.chartDescription },
    formats: chartFormatsFor(language),
  });
}
