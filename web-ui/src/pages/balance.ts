import { addressOf } from '@coincast/shared/gateway-client';
import { parseCredits } from '@coincast/shared/wording/credit-amount.rules';
import type { Request, RequestHandler, Response } from 'express';
import { rememberAdded } from '../http/cookies.js';
import { optionalText, readForm } from '../http/forms.js';
import { ownPath } from '../security/own-path.js';
import { drawBalance } from './balance-over-time.js';
import { type Site, sessionOf } from './site.js';
import { addedJustNow, emptyTopUp, readTopUp, refusedTopUp, suggestedCredits, type TopUpForm } from './top-up-form.js';
import { transactionRows } from './transaction-rows.js';

const recentCount = 6;
/** How far back the chart goes. */
const chartedCount = 100;

/** `GET /balance?missing=&next=&added=` */
export function balance(site: Site): RequestHandler {
  return (request, response) => {
    const { missing: given, next } = request.query;
    const missing = parseCredits(String(given ?? ''));
    const form = emptyTopUp(missing === undefined ? '' : request.visit.formats.number(missing));
    return show(site, request, response, { form, missing, next: ownPath(next, '') });
  };
}

/** `POST /balance`: tops the balance up, then leads to where the credits were missing. */
export function topUp(site: Site): RequestHandler {
  return async (request, response) => {
    const { visit, body } = request;
    const session = sessionOf(visit);
    const next = ownPath(readForm({ next: optionalText() }, body).values.next, '');
    const { form, topUp: booking } = readTopUp(body, visit.texts);
    if (!booking) {
      await show(site, request, response, { form, next, status: 422 });
      return;
    }
    try {
      await site.api.account.topUp(session, booking);
    } catch (error) {
      await show(site, request, response, { ...refusedTopUp(error, form, visit.texts), next });
      return;
    }
    if (next === '') {
      response.redirect(303, `/balance?added=${booking.amount}`);
      return;
    }
    rememberAdded(request, response, booking.amount);
    response.redirect(303, next);
  };
}

interface BalanceView {
  form: TopUpForm;
  missing?: number | undefined;
  /** Where the top-up leads; '' to this page. */
  next: string;
  status?: number;
}

async function show(site: Site, request: Request, response: Response, view: BalanceView) {
  const { form, missing, next, status = 200 } = view;
  const { visit } = request;
  const session = sessionOf(visit);
  const [credits, transactions, creditsPerRow] = await Promise.all([
    site.api.account.balance(session),
    site.api.account.transactions(session, { limit: chartedCount }),
    site.api.models.pricePerRow(session),
  ]);
  await site.pages.send(request, response, {
    view: 'balance',
    status,
    title: visit.texts.balance.title,
    assets: ['chart.css'],
    section: 'balance',
    account: { balance: credits },
    returnTo: addressOf('/balance', { missing, next: next || undefined }),
    data: {
      form,
      missing,
      next,
      suggested: suggestedCredits,
      creditsPerRow,
      added: addedJustNow(request.query['added'], transactions.slice(0, 1)),
      rows: transactionRows(transactions.slice(0, recentCount), visit),
      linkJobs: true,
      chart: drawBalance(transactions, visit),
    },
  });
}
