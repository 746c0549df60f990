import type { Logger } from '@coincast/shared/observability';
import { type RequestHandler, Router } from 'express';
import type { GatewayConfig } from './config.js';
import { health, type ServiceUrls } from './health/health.js';
import type { GatewayReadiness } from './health/readiness.js';
import { landingPage } from './landing/landing-page.js';
import { pageStyleHash } from './landing/page-style.js';
import { openApiDocument } from './openapi/document.js';
import { errorsPage } from './openapi/errors-page.js';
import { swaggerPage } from './openapi/swagger-page.js';
import { answerOptions, requireMethod } from './routing/match-route.js';
import { pageSecurity } from './security/security-headers.js';

export interface PagesParts {
  config: GatewayConfig;
  urls: ServiceUrls;
  readiness: GatewayReadiness;
  logger: Logger;
  hasCabinet: boolean;
}

/** What the gateway answers itself: public, and only to be read. */
export function pages({ config, urls, readiness, logger, hasCabinet }: PagesParts): Router {
  const router = Router({ caseSensitive: true });
  const ownPage = pageSecurity(pageStyleHash);
  router.use(onlyReading(hasCabinet ? pathsBesideCabinet : pathsAlone));
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/health/ready', readiness.answer);
  router.get('/health', health(urls));
  router.get('/openapi.json', openApiDocument(urls, logger));
  router.get('/docs/errors', ownPage, (_request, response) => {
    response.type('html').send(errorsPage);
  });
  router.use(swaggerPage());
  if (!hasCabinet) router.get('/', ownPage, landingPage(config.COST_PER_ROW));
  return router;
}

const methods = ['GET', 'HEAD'];
const pathsBesideCabinet =
  /^\/(?:health\/?|health\/(?:live|ready)\/?|openapi\.json|docs\/?|docs\/errors\/?|docs\/(?:swagger-ui[\w-]*\.(?:css|js)|favicon-\w+\.png))$/;
const pathsAlone = new RegExp(`${pathsBesideCabinet.source}|^/$`);

/** Leaves the router when the address is none of ours; allows no other methods where it is. */
const onlyReading =
  (ownPath: RegExp): RequestHandler =>
  (request, response, next) => {
    if (!ownPath.test(request.exchange.path ?? '')) {
      next('router');
    } else if (request.method === 'OPTIONS') {
      answerOptions(response, methods);
    } else {
      requireMethod(request, response, methods);
      next();
    }
  };
