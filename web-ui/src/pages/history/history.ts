import { jobStatuses } from '@coincast/shared/gateway-client';
import type { RequestHandler } from 'express';
import { type Site, sessionOf } from '../site.js';
import { historyAddress, newerPage, olderPage, readHistoryPage } from './history-address.rules.js';
import { historyRows } from './history-rows.js';

const pageRows = 25;
/** How often a page without script asks again while a job on it is in progress. */
const refreshSeconds = 5;

/** `GET /ph?status=&before=`: the reader's jobs, newest first. */
export function history(site: Site): RequestHandler {
  return async (request, response) => {
    const { visit } = request;
    const session = sessionOf(visit);
    const page = readHistoryPage(request.query);
    const { status, before } = page;
    const [balance, found, titleOf] = await Promise.all([
      site.api.account.balance(session),
      // One more than is shown tells whether there is more.
      site.api.jobs.history(session, { limit: pageRows + 1, before, status }),
      site.api.models.titles(session, visit.language),
    ]);
    const shown = found.slice(0, pageRows);
    const last = shown.at(-1);
    const { filters } = visit.texts.jobs;
    await site.pages.send(request, response, {
      view: 'history',
      title: visit.texts.jobs.title,
      section: 'history',
      account: { balance },
      assets: ['job.css'],
      returnTo: historyAddress(page),
      data: {
        address: historyAddress(page),
        filters: [undefined, ...jobStatuses].map((choice) => ({
          text: filters[choice ?? 'all'],
          href: historyAddress({ status: choice }),
          id: `filter-${choice ?? 'all'}`,
          isCurrent: choice === status,
        })),
        rows: historyRows(shown, titleOf, visit),
        isFiltered: status !== undefined || before !== undefined,
        updated: visit.texts.jobs.updated(visit.formats.clock(new Date())),
        count: shown.length,
        newer: newerPage(page),
        older: last && found.length > pageRows ? olderPage(page, last.id) : undefined,
        refreshSeconds: shown.some((job) => job.status === 'PENDING') ? refreshSeconds : undefined,
      },
    });
  };
}
