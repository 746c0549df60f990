import { addressOf, type ListedJob, type User } from '@coincast/shared/gateway-client';
import type { Request, Response } from 'express';
import type { Visit } from '../visit.js';
import { idOf } from './id-of.js';
import { type Site, sessionOf } from './site.js';
import { addedJustNow, type TopUpForm } from './top-up-form.js';
import { transactionRows } from './transaction-rows.js';

const pageRows = 20;

interface AdminView {
  email: string;
  /** Beside the e-mail. */
  fault?: string | undefined;
  user?: User | undefined;
  form: TopUpForm;
  status: number;
}

/** The page with the form that finds a user and, once one is found, the account. */
export async function showAdmin(site: Site, request: Request, response: Response, view: AdminView): Promise<void> {
  const { visit } = request;
  const { email, fault, user, form, status } = view;
  const [balance, found] = await Promise.all([
    site.api.account.balance(sessionOf(visit)),
    user && accountOf(site, request, user),
  ]);
  const address = addressOf('/admin', { email: email || undefined });
  await site.pages.send(request, response, {
    view: 'admin',
    status,
    title: visit.texts.admin.title,
    section: 'admin',
    account: { balance },
    returnTo: email.length > 400 ? '/admin' : address,
    data: { email, fault, found, form, isUnknown: email !== '' && !fault && !user, linkJobs: false },
  });
}

async function accountOf({ api }: Site, { visit, query }: Request, user: User) {
  const session = sessionOf(visit);
  const jobsBefore = idOf(query['jobs_before']);
  const entriesBefore = idOf(query['entries_before']);
  // One more than is shown tells whether there is more.
  const limit = pageRows + 1;
  const [balance, jobs, entries] = await Promise.all([
    api.account.balance(session, user.id),
    api.jobs.history(session, { limit, before: jobsBefore }, user.id),
    api.account.transactions(session, { limit, before: entriesBefore }, user.id),
  ]);
  const address = (jobs: number | undefined, entries: number | undefined) =>
    addressOf('/admin', { email: user.email, jobs_before: jobs, entries_before: entries });
  const lastOf = (list: { id: number }[]) => (list.length > pageRows ? list[pageRows - 1]?.id : undefined);
  const [lastJob, lastEntry] = [lastOf(jobs), lastOf(entries)];
  return {
    id: visit.texts.transactions.number(user.id),
    email: user.email,
    role: user.role,
    since: visit.formats.date(user.created_at),
    balance,
    added: addedJustNow(query['added'], entries),
    jobs: jobs.slice(0, pageRows).map((job) => jobRow(job, visit)),
    isJobsContinued: jobsBefore !== undefined,
    moreJobs: lastJob && address(lastJob, entriesBefore),
    rows: transactionRows(entries.slice(0, pageRows), visit),
    isLedgerContinued: entriesBefore !== undefined,
    moreRows: lastEntry && address(jobsBefore, lastEntry),
  };
}

function jobRow({ id, status, title, model_name, rows, cost, created_at }: ListedJob, { formats, texts }: Visit) {
  return {
    number: texts.transactions.number(id),
    iso: created_at,
    time: formats.time(created_at),
    title: title || model_name,
    // Already the title where there is no other.
    model: title ? model_name : '',
    rows: formats.number(rows.valid),
    status,
    tone: status.toLowerCase(),
    word: texts.admin.statuses[status],
    credits: formats.number(cost),
  };
}
