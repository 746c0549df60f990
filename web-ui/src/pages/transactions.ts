import { transactionTypes } from '@coincast/shared/gateway-client';
import type { RequestHandler } from 'express';
import type { Visit } from '../visit.js';
import { idOf } from './id-of.js';
import { type Site, sessionOf } from './site.js';
import {
  asQuery,
  filterAddress,
  firstOfLastDays,
  type ReadFilter,
  readTransactionFilter,
} from './transaction-filter.rules.js';
import { transactionRows } from './transaction-rows.js';
import { largestExportRows } from './transactions-export.js';

const pageRows = 50;
const path = '/tx';

/** `GET /tx?type=&from=&to=&job=&before=`: the ledger, newest first. */
export function transactions(site: Site): RequestHandler {
  return async (request, response) => {
    const { visit, query } = request;
    const session = sessionOf(visit);
    const read = readTransactionFilter(query);
    const { filter, faults } = read;
    const before = idOf(query['before']);
    const isPeriodWrong = faults.has('from') || faults.has('to') || faults.has('order');
    const [credits, found] = await Promise.all([
      site.api.account.balance(session),
      // One more than is shown tells whether there is more. Nothing is shown for a period that could not be read.
      isPeriodWrong
        ? []
        : site.api.account.transactions(session, {
            ...asQuery(filter),
            limit: pageRows + 1,
            before,
          }),
    ]);
    const shown = found.slice(0, pageRows);
    const last = found.length > pageRows ? shown.at(-1)?.id : undefined;
    await site.pages.send(request, response, {
      view: 'transactions',
      status: isPeriodWrong ? 422 : 200,
      title: visit.texts.transactions.title,
      section: 'transactions',
      account: { balance: credits },
      data: {
        rows: transactionRows(shown, visit),
        linkJobs: true,
        isContinued: before !== undefined,
        more: last === undefined ? undefined : filterAddress(path, filter, last),
        filter: { ...filter, ...filterView(read, visit), isPeriodWrong, isOn: Object.keys(filter).length > 0 },
        csv: isPeriodWrong ? undefined : filterAddress('/tx/export.csv', filter),
        largestExportRows,
      },
    });
  };
}

/** What the part with the filter shows, every choice with its address. */
function filterView({ filter, typed, faults }: ReadFilter, { texts }: Visit) {
  const { transactions: words, faults: wrong } = texts;
  const { type, job, ...others } = filter;
  const { from: _from, to: _to, ...always } = filter;
  const withType = (one: typeof type) => ({ ...filter, ...(one ? { type: one } : {}) });
  const anyType = job === undefined ? others : { ...others, job };
  const period = (days: number | undefined) => {
    const from = days === undefined ? undefined : firstOfLastDays(days, Date.now());
    return {
      label: days === undefined ? words.allTime : words.lastDays(days),
      path: filterAddress(path, from === undefined ? always : { ...always, from }),
      isCurrent: filter.from === from && filter.to === undefined && faults.size === 0,
    };
  };
  return {
    typed,
    faults: {
      from: faults.has('from') ? wrong.date : undefined,
      to: faults.has('to') ? wrong.date : faults.has('order') ? wrong.period : undefined,
    },
    types: [
      { label: words.allTypes, path: filterAddress(path, anyType), isCurrent: type === undefined },
      ...transactionTypes.map((one) => ({
        label: words.types[one],
        path: filterAddress(path, withType(one)),
        isCurrent: type === one,
      })),
    ],
    periods: [7, 30, undefined].map(period),
    withoutJob: filterAddress(path, type === undefined ? others : { ...others, type }),
  };
}
