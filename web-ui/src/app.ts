import type { IncomingMessage } from 'node:http';
import { HttpMetrics, readinessOf, requestLog, routeOfExpress, statusOf, traceRequests } from '@coincast/shared/http';
import type { Registry, Tracing } from '@coincast/shared/observability';
import express, { type Express, type Request } from 'express';
import type { AssetStore } from './assets/asset-store.js';
import { PageWriter } from './http/page-writer.js';
import type { LiveHub } from './live/live-hub.js';
import { liveStream } from './live/live-stream.js';
import { accountPages } from './pages/account.js';
import { admin, topUpForUser } from './pages/admin.js';
import { balance, topUp } from './pages/balance.js';
import { answerError, notFound } from './pages/errors.js';
import { history } from './pages/history/history.js';
import { download } from './pages/job/download.js';
import { job } from './pages/job/job.js';
import { toast } from './pages/job/toast.js';
import { login, loginForm, logout } from './pages/login.js';
import { forecastPages } from './pages/predict/forecast-pages.js';
import { preferences } from './pages/preferences.js';
import { register, registerForm } from './pages/register.js';
import type { Site } from './pages/site.js';
import { transactions } from './pages/transactions.js';
import { exportTransactions } from './pages/transactions-export.js';
import { wallet } from './pages/wallet.js';
import { welcome } from './pages/welcome.js';
import { sameOriginOnly } from './security/same-origin.js';
import { pageSecurity } from './security/security-headers.js';
import { recogniseVisitor } from './visit.js';

export interface WebUiParts extends Omit<Site, 'pages'> {
  trustProxy: string[];
  /** Whether the gateway in this very process handed the request over. */
  isHandedOver: (request: IncomingMessage) => boolean;
  assets: AssetStore;
  hub: LiveHub;
  registry: Registry;
  tracing: Tracing | undefined;
}

/** Assets are served without a route. */
const measuredRoute = (request: Request) =>
  routeOfExpress(request) ?? (request.path.startsWith('/assets/') ? '/assets/*' : undefined);

/** The way of a request through the cabinet, from top to bottom. */
export function createApp({ trustProxy, isHandedOver, assets, hub, registry, tracing, ...parts }: WebUiParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', trustProxy);
  const site: Site = { ...parts, pages: new PageWriter(assets) };

  app.use(new HttpMetrics(registry).middleware(measuredRoute));
  if (tracing) app.use(traceRequests(tracing, measuredRoute));
  app.use(requestLog(site.logger, measuredRoute));
  app.get('/health/live', (_request, response) => {
    response.json({ status: 'ok' });
  });
  // Without the broker, Redis or the API there are pages that say so, which is better than none.
  app.get('/health/ready', (_request, response) => {
    const readiness = readinessOf({});
    response.status(statusOf(readiness)).json(readiness);
  });
  app.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  app.use(pageSecurity);
  app.use(assets.serve);
  app.use(recogniseVisitor(isHandedOver));
  app.use(sameOriginOnly);
  app.use(express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 20 }));

  app.get('/', welcome(site));
  app.get('/register', registerForm(site));
  app.post('/register', register(site));
  app.get('/login', loginForm(site));
  app.post('/login', login(site));
  app.post('/logout', logout);
  app.get('/logout', (_request, response) => response.redirect(303, '/'));
  app.post('/preferences', preferences);
  app.get('/balance', balance(site));
  app.post('/balance', topUp(site));
  app.use(accountPages(site));
  app.get('/admin', admin(site));
  app.post('/admin', topUpForUser(site));
  app.get('/tx', transactions(site));
  app.get('/wallet', wallet(site));
  app.get('/live', liveStream(site.api, hub));
  app.get('/tx/export.csv', exportTransactions(site));
  app.use(forecastPages(site));
  app.get('/ph', history(site));
  app.get('/job/:id', job(site));
  app.get('/job/:id/download', download(site));
  app.get('/job/:id/toast', toast(site));

  app.use(notFound);
  app.use(answerError(site));
  return app;
}
