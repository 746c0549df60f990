import { makeDraft } from './drafts.js';
import type { People } from './people.js';
import { doubtfulCsv, hourlyCsv, unreadableCsv } from './samples.js';
import type { Visitor } from './visitor.js';

/** A page of the cabinet as every page is looked at: axe, width, layout shift, pictures. */
export interface CabinetPage {
  /** Names its pictures, too. */
  name: string;
  /** Who opens it: nobody signed in, or somebody whom the API prepares once. */
  who: 'nobody' | 'newcomer' | 'customer' | 'unlucky' | 'waiting' | 'admin';
  path: string | ((people: People) => string | Promise<string>);
  /** Default 200. */
  status?: number;
  /** What is done on the page before it is looked at. */
  act?: (visitor: Visitor) => Promise<void>;
  /** What has to be there before the page is looked at. */
  shows: string;
}

/** Every page, in each of its states that looks different. A new page needs one line here. */
export const cabinetPages: CabinetPage[] = [
  { name: 'welcome', who: 'nobody', path: '/', shows: 'main .chart' },
  { name: 'welcome-signed-in', who: 'customer', path: '/', shows: 'main .chart' },
  { name: 'register', who: 'nobody', path: '/register', shows: 'form[action="/register"]' },
  { name: 'login', who: 'nobody', path: '/login', shows: 'form[action="/login"]' },
  { name: 'login-next', who: 'nobody', path: '/login?next=%2Fjob%2F7', shows: 'form[action="/login"]' },
  { name: 'login-expired', who: 'nobody', path: '/login?next=%2Ftx&notice=expired', shows: '.banner' },
  { name: 'predict', who: 'newcomer', path: '/predict', shows: '[data-drop]' },
  { name: 'predict-gone', who: 'newcomer', path: '/predict?draft=none', shows: '.banner' },
  { name: 'predict-refused', who: 'newcomer', path: '/predict', act: sendPicture, shows: '#file-error:not([hidden])' },
  {
    name: 'preview',
    who: 'customer',
    path: ({ customer }) => makeDraft(customer, hourlyCsv(400, { unreadableEvery: 97 }), 'load-hourly.csv'),
    shows: '#order',
  },
  {
    name: 'preview-doubtful',
    who: 'customer',
    path: ({ customer }) => makeDraft(customer, doubtfulCsv, 'doubtful.csv'),
    shows: '#order',
  },
  {
    name: 'preview-unreadable',
    who: 'customer',
    path: ({ customer }) => makeDraft(customer, unreadableCsv, 'twelve.csv'),
    shows: '.banner--error',
  },
  {
    name: 'preview-short-of-credits',
    who: 'newcomer',
    path: ({ newcomer }) => makeDraft(newcomer, hourlyCsv(60), 'load-hourly.csv'),
    shows: '[data-top-up-link]',
  },
  { name: 'history', who: 'customer', path: '/ph', shows: '#jobs tbody tr' },
  { name: 'history-empty', who: 'newcomer', path: '/ph', shows: '#jobs .empty' },
  { name: 'history-none', who: 'unlucky', path: '/ph?status=PENDING', shows: '#all-jobs' },
  { name: 'history-pending', who: 'waiting', path: '/ph', shows: '#jobs .badge--pending' },
  { name: 'job-paying', who: 'waiting', path: ({ jobs }) => `/job/${jobs.paying}`, shows: '#job-chart[aria-busy]' },
  { name: 'job-pending', who: 'waiting', path: ({ jobs }) => `/job/${jobs.computing}`, shows: '#job-chart[aria-busy]' },
  { name: 'job-returning', who: 'waiting', path: ({ jobs }) => `/job/${jobs.returning}`, shows: '.banner--error' },
  { name: 'job-ready', who: 'customer', path: ({ jobs }) => `/job/${jobs.long}`, shows: '#download-csv' },
  { name: 'job-short', who: 'customer', path: ({ jobs }) => `/job/${jobs.short}`, shows: '#download-csv' },
  { name: 'job-no-valid-rows', who: 'unlucky', path: ({ jobs }) => `/job/${jobs.noValidRows}`, shows: '#job-upload' },
  { name: 'job-not-enough', who: 'unlucky', path: ({ jobs }) => `/job/${jobs.notEnough}`, shows: '#job-top-up' },
  { name: 'job-of-others', who: 'newcomer', path: ({ jobs }) => `/job/${jobs.long}`, status: 404, shows: '.trouble' },
  { name: 'balance', who: 'customer', path: '/balance', shows: '#top-up' },
  { name: 'balance-empty', who: 'newcomer', path: '/balance', shows: '.empty' },
  { name: 'balance-short', who: 'customer', path: '/balance?missing=214', shows: '.banner' },
  { name: 'tx', who: 'customer', path: '/tx', shows: '#rows' },
  { name: 'tx-empty', who: 'newcomer', path: '/tx', shows: '.empty' },
  { name: 'tx-filtered', who: 'customer', path: ({ jobs }) => `/tx?job=${jobs.long}`, shows: '.chip--on' },
  { name: 'tx-none', who: 'customer', path: '/tx?from=2020-01-01&to=2020-01-02', shows: '.empty' },
  { name: 'account', who: 'customer', path: '/account', shows: 'form[action="/account/telegram"]' },
  { name: 'admin', who: 'admin', path: '/admin', shows: 'form[role="search"], main form' },
  { name: 'admin-found', who: 'admin', path: ({ customer }) => adminPath(customer.email), shows: '#job-rows' },
  { name: 'admin-unknown', who: 'admin', path: adminPath('nobody@example.com'), shows: '.banner' },
  { name: 'admin-of-others', who: 'customer', path: '/admin', status: 404, shows: '.trouble' },
  { name: 'not-found', who: 'nobody', path: '/no-such-page', status: 404, shows: '.trouble' },
];

function adminPath(email: string): string {
  return `/admin?email=${encodeURIComponent(email)}`;
}

async function sendPicture({ page, watcher }: Visitor): Promise<void> {
  watcher.announce(415);
  const picture = {
    name: 'chart.png',
    mimeType: 'image/png',
    buffer: Buffer.from('\x89PNG\r\n\x1a\n\0\0\0', 'latin1'),
  };
  await page.locator('#file').setInputFiles(picture);
}
