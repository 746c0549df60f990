import type { Visit } from '../../visit.js';
import { failureWords, type WayOut } from './failure.rules.js';
import type { LoadedJob } from './load-job.js';

/** One step of what to do, with the names that a column may have. */
export interface Fix {
  text: string;
  names: string;
}

/** What `parts/job-failed` says first. */
export interface FailureView {
  title: string;
  text: string;
  code: string;
  way: WayOut;
  /** Credits to be added before the job can be paid. */
  missing: number;
  fixes: Fix[];
}

const timeNames = 'timestamp, ts, date, datetime, time';
const priceNames = 'price, close, value, target, y';

/** @returns null for a job that has not failed. */
export function failureView(job: LoadedJob, { texts }: Visit): FailureView | null {
  const { summary, state, charge, balance } = job;
  if (state !== 'failed' && state !== 'returning') return null;
  const { failures: words } = texts;
  const found = failureWords(summary.error, texts);
  const paid = Math.abs(charge?.amount ?? 0);
  const money = paid === 0 ? words.notCharged : state === 'failed' ? words.returned(paid) : words.returning(paid);
  const missing = found.way === 'top-up' ? Math.max(0, summary.quoted_cost - balance) : 0;
  const view = { ...found, missing, fixes: [] };
  if (found.way === 'top-up') {
    return missing > 0
      ? {
          ...view,
          title: words.short(missing),
          text: `${words.shortText(summary.quoted_cost, balance)} ${money}`,
        }
      : { ...view, way: 'again', text: `${words.enoughNow(summary.quoted_cost)} ${money}` };
  }
  if (found.code === 'no_valid_rows') return { ...view, ...unreadable(job, money, words) };
  return { ...view, text: `${found.text} ${money}` };
}

/** What is wrong with the columns, and how to put it right. */
function unreadable(
  { summary: { rows, columns } }: LoadedJob,
  money: string,
  words: Visit['texts']['failures'],
): Pick<FailureView, 'title' | 'text' | 'fixes'> {
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
  if (!lacksTime && !lacksPrice && rows.invalid > 0) fixes.push({ text: words.seeRows, names: '' });
  fixes.push({ text: words.sendAgain, names: '' });
  return { title, text: `${rows.invalid > 0 ? words.noneOf(rows.invalid) : words.noRows} ${money}`, fixes };
}
