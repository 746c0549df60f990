import type { JobSummary } from '../gateway-client/index.js';
import type { DataTexts, Reader } from './data-texts.js';
import { failureWords, type WayOut } from './failure.rules.js';

/** What to do about columns, with the names that they may have. */
export interface Fix {
  text: string;
  names: string;
}

/** Why a job has failed, what became of its credits, and what leads on. */
export interface FailureAccount {
  title: string;
  text: string;
  code: string;
  way: WayOut;
  /** Credits to be added before the job can be paid. */
  missing: number;
  fixes: Fix[];
}

/** A job that has failed, with its money in credits. */
export interface FailedJob {
  summary: Pick<JobSummary, 'error' | 'quoted_cost' | 'rows' | 'columns'>;
  /** What was taken for it, 0 for nothing. */
  paid: number;
  /** Whether that is back. */
  isReturned: boolean;
  balance: number;
}

const timeNames = 'timestamp, ts, date, datetime, time';
const priceNames = 'price, close, value, target, y';

/** What the owner of a failed job is told. */
export function failureAccount(
  { summary, paid, isReturned, balance }: FailedJob,
  { texts }: Pick<Reader<Pick<DataTexts, 'failures'>>, 'texts'>,
): FailureAccount {
  const { failures: words } = texts;
  const found = failureWords(summary.error, texts);
  const money = paid === 0 ? words.notCharged : isReturned ? words.returned(paid) : words.returning(paid);
  const missing = found.way === 'top-up' ? Math.max(0, summary.quoted_cost - balance) : 0;
  const account = { ...found, missing, fixes: [] };
  if (found.way === 'top-up') {
    return missing > 0
      ? {
          ...account,
          title: words.short(missing),
          text: `${words.shortText(summary.quoted_cost, balance)} ${money}`,
        }
      : { ...account, way: 'again', text: `${words.enoughNow(summary.quoted_cost)} ${money}` };
  }
  if (found.code === 'no_valid_rows') return { ...account, ...unreadable(summary, money, words) };
  return { ...account, text: `${found.text} ${money}` };
}

/** What is wrong with the columns, and how to put it right. */
function unreadable(
  { rows, columns }: FailedJob['summary'],
  money: string,
  words: DataTexts['failures'],
): Pick<FailureAccount, 'title' | 'text' | 'fixes'> {
  const lacksTime = rows.invalid > 0 && columns.time === null;
  const lacksPrice = rows.invalid > 0 && columns.price === null;
  const title =
    lacksTime && lacksPrice
      ? words.noColumns
      : lacksTime
        ? words.noTimeColumn
        : lacksPrice
          ? words.noPriceColumn
          : words.noValidRows.title;
  const fixes: Fix[] = [];
  if (lacksTime) fixes.push({ text: words.nameTime, names: timeNames });
  if (lacksPrice) fixes.push({ text: words.namePrice, names: priceNames });
  return { title, text: `${rows.invalid > 0 ? words.noneOf(rows.invalid) : words.noRows} ${money}`, fixes };
}
