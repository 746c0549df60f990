import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import Joi from 'joi';
import type { Transaction } from '../api/account-api.js';
import { ApiRefusal } from '../api/api-errors.js';
import { optionalText, readForm } from '../http/forms.js';
import type { Visit } from '../visit.js';
import { drawBalance } from './balance-over-time.js';
import { parseCredits } from './credit-amount.rules.js';
import { type Site, sessionOf } from './site.js';
import { transactionRows } from './transaction-rows.js';

const suggested = [1_000, 5_000, 10_000];
const recentCount = 6;
/** How far back the chart goes. */
const chartedCount = 100;
/** How long after a top-up its address still says that it was done. */
const freshMs = 10 * 60_000;

const fields = {
  preset: optionalText(),
  amount: optionalText(),
  reason: Joi.string()
    .allow('')
    .trim()
    .max(200)
    .pattern(/^\P{Cc}*$/u),
  key: Joi.string().guid().required(),
};

interface TopUpForm {
  amount: string;
  preset: number;
  reason: string;
  faults: { amount?: string | undefined; reason?: string | undefined };
  /** Stays the same while one form is sent again and again, so that it is booked once. */
  key: string;
}

/** `GET /balance?missing=&added=` */
export function balance(site: Site): RequestHandler {
  return (request, response) => {
    const missing = parseCredits(String(request.query['missing'] ?? ''));
    const form = emptyForm(missing === undefined ? '' : request.visit.formats.number(missing));
    return show(site, request, response, { form, missing });
  };
}

/** `POST /balance`: tops the balance up. */
export function topUp(site: Site): RequestHandler {
  return async (request, response) => {
    const session = sessionOf(request.visit);
    const { values, faults } = readForm(fields, request.body);
    const { faults: words } = request.visit.texts;
    const amount = parseCredits(values.amount.trim() === '' ? values.preset : values.amount);
    const form: TopUpForm = {
      amount: values.amount,
      preset: suggested.find((credits) => String(credits) === values.preset) ?? 0,
      reason: values.reason,
      faults: { reason: faults.has('reason') ? words.reason : undefined },
      key: faults.has('key') ? randomUUID() : values.key,
    };
    if (amount === undefined) form.faults.amount = words.amount;
    if (amount === undefined || faults.has('reason')) {
      await show(site, request, response, { form, status: 422 });
      return;
    }
    try {
      await site.api.account.topUp(session, { amount, reason: values.reason, idempotencyKey: form.key });
      response.redirect(303, `/balance?added=${amount}`);
    } catch (error) {
      const { text, status } = refusalOf(error, request.visit);
      const key = status === 409 ? randomUUID() : form.key;
      await show(site, request, response, { form: { ...form, key, faults: { amount: text } }, status });
    }
  };
}

function emptyForm(amount: string): TopUpForm {
  return { amount, preset: amount === '' ? 1_000 : 0, reason: '', faults: {}, key: randomUUID() };
}

function refusalOf(error: unknown, { texts: { faults } }: Visit): { text: string; status: number } {
  if (error instanceof ApiRefusal) {
    const { code } = error.problem;
    if (code === 'balance_limit') return { text: faults.balanceLimit, status: 422 };
    if (code === 'idempotency_conflict') return { text: faults.idempotency, status: 409 };
  }
  throw error;
}

interface BalanceView {
  form: TopUpForm;
  missing?: number | undefined;
  status?: number;
}

async function show(site: Site, request: Request, response: Response, { form, missing, status = 200 }: BalanceView) {
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
    returnTo: '/balance',
    data: {
      form,
      missing,
      suggested,
      creditsPerRow,
      added: addedJustNow(request.query['added'], transactions),
      rows: transactionRows(transactions.slice(0, recentCount), visit),
      chart: drawBalance(transactions, visit),
    },
  });
}

/** An address can say anything; only what the ledger confirms is shown as done. */
function addedJustNow(added: unknown, [newest]: Transaction[]): number | undefined {
  if (newest?.tx_type !== 'DEPOSIT' || String(newest.amount) !== added) return undefined;
  return Date.now() - Date.parse(newest.created_at) < freshMs ? newest.amount : undefined;
}
