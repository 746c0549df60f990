import type { Visit } from '../../visit.js';
import type { LoadedJob } from './load-job.js';

export interface ReceiptLine {
  name: string;
  value: string;
  /** The word behind a number of credits. */
  unit?: string;
  /** Under a hairline; the sum. */
  rule?: boolean;
  total?: boolean;
}

export interface ReceiptView {
  lines: ReceiptLine[];
  /** The entry of the ledger, once there is one. */
  transaction: string | undefined;
  /** Said while the price may still come back. */
  promise: string | undefined;
}

const notYet = '—';

/** What a job costs and what it did to the balance. While it is pending every line of the finished one is there. */
export function receiptView({ summary, state, charge, refund, balance }: LoadedJob, visit: Visit): ReceiptView {
  const { texts, formats } = visit;
  const { job: words } = texts;
  const { number } = formats;
  const { rows, quoted_cost: quoted } = summary;
  const isFailed = state === 'failed' || state === 'returning';
  const credits = (amount: number) => ({ value: number(amount), unit: texts.credits(amount) });
  const lines: ReceiptLine[] = [{ name: words.validRows, value: number(rows.valid) }];
  if (rows.valid > 0) lines.push({ name: words.perRow, value: words.perRowIs(quoted / rows.valid) });
  if (rows.invalid > 0) lines.push({ name: words.unreadable, value: words.unreadableIs(rows.invalid) });
  if (isFailed && charge) {
    lines.push({ name: words.charged, ...credits(-charge.amount), rule: true });
    // What was charged comes back, whether it is here yet or not.
    lines.push({ name: refund ? words.returned : words.returning, ...credits(refund?.amount ?? -charge.amount) });
    lines.push({ name: words.total, ...credits(0), rule: true, total: true });
  } else {
    const paid = isFailed ? 0 : charge ? -charge.amount : quoted;
    const name = charge || isFailed || state === 'ready' ? words.charged : words.quoted;
    lines.push({ name, ...credits(paid), rule: true, total: true });
  }
  if (isFailed && !charge) {
    lines.push({ name: words.unchanged, value: number(balance), rule: true });
  } else {
    const last = isFailed ? refund : charge;
    lines.push({
      name: words.before,
      value: charge ? number(charge.balance_after - charge.amount) : notYet,
      rule: true,
    });
    lines.push({ name: words.after, value: last ? number(last.balance_after) : notYet });
  }
  const isPending = state === 'paying' || state === 'computing';
  return {
    lines,
    transaction: charge ? words.transaction(charge.id) : undefined,
    promise: isPending ? words.promise(quoted) : undefined,
  };
}
