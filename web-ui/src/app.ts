import type { IncomingMessage } from 'node:http';
import type { Logger } from '@coincast/shared/observability';
import express, { type Express } from 'express';
import type { GatewayClient } from './api/gateway-client.js';
import type { AssetStore } from './assets/asset-store.js';
import { PageWriter } from './http/page-writer.js';
import { balance, topUp } from './pages/balance.js';
import { answerError, notFound } from './pages/errors.js';
import { history } from './pages/history/history.js';
import { download } from './pages/job/download.js';
import { job } from './pages/job/job.js';
import { toast } from './pages/job/toast.js';
import { login, loginForm, logout } from './pages/login.js';
import { preferences } from './pages/preferences.js';
import { register, registerForm } from './pages/register.js';
import type { Site } from './pages/site.js';
import { transactions } from './pages/transactions.js';
import { welcome } from './pages/welcome.js';
import { sameOriginOnly } from './security/same-origin.js';
import { pageSecurity } from './security/security-headers.js';
import { recogniseVisitor } from './visit.js';

export interface WebUiParts {
  trustProxy: string[];
  /** Whether the gateway in this very process handed the request over. */
  isHandedOver: (request: IncomingMessage) => boolean;
  api: GatewayClient;
  assets: AssetStore;
  logger: Logger;
}

/** The way of a request through the cabinet, from top to bottom. */
export function createApp({ trustProxy, isHandedOver, api, assets, logger }: WebUiParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', trustProxy);
  const site: Site = { api, pages: new PageWriter(assets), logger };

  app.get(['/health/live', '/health/ready'], (_request, response) => {
    response.json({ status: 'ok' });
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
  app.get('/tx', transactions(site));
  app.get('/ph', history(site));
  app.get('/job/:id', job(site));
  app.get('/job/:id/download', download(site));
  app.get('/job/:id/toast', toast(site));

  app.use(notFound);
  app.use(answerError(site));
  return app;
}
