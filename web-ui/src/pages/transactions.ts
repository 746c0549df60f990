import type { RequestHandler } from 'express';
import { type Site, sessionOf } from './site.js';
import { transactionRows } from './transaction-rows.js';

const pageRows = 50;

/** `GET /tx?before=`: the ledger, newest first. */
export function transactions(site: Site): RequestHandler {
  return async (request, response) => {
    const { visit } = request;
    const session = sessionOf(visit);
    const before = idOf(request.query['before']);
    const [credits, found] = await Promise.all([
      site.api.account.balance(session),
      // One more than is shown tells whether there is more.
      site.api.account.transactions(session, { limit: pageRows + 1, before }),
    ]);
    const shown = found.slice(0, pageRows);
    await site.pages.send(request, response, {
      view: 'transactions',
      title: visit.texts.transactions.title,
      section: 'transactions',
      account: { balance: credits },
      data: {
        rows: transactionRows(shown, visit),
        isContinued: before !== undefined,
        olderThan: found.length > pageRows ? shown.at(-1)?.id : undefined,
      },
    });
  };
}

function idOf(value: unknown): number | undefined {
  const id = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : 0;
  return id > 0 ? id : undefined;
}
