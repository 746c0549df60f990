import { HttpMetrics, Problem, routeOfExpress, TokenVerifier, toProblem, traceRequests } from '@coincast/shared/http';
import { type Logger, type Registry, type Tracing, traceFields } from '@coincast/shared/observability';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler, Router } from 'express';
import { accessLog } from './answers/access-log.js';
import { answerProblem } from './answers/answer-problem.js';
import type { GatewayConfig } from './config.js';
import type { ServiceUrls } from './health/health.js';
import type { GatewayReadiness } from './health/readiness.js';
import { bodyLimits } from './limits/body-limits.js';
import type { RateLimits } from './limits/rate-limits.js';
import { pages } from './pages.js';
import { type EndlessAnswers, isEndless } from './routing/endless-answers.js';
import { forward } from './routing/forward.js';
import { identify } from './routing/identify.js';
import { matchRoute, toCabinet } from './routing/match-route.js';
import { outgoingHeaders } from './routing/outgoing-headers.js';
import { cabinetRoute, patternOf, routingTable } from './routing/routes.js';
import type { Upstreams } from './routing/upstream.js';
import { admit } from './security/admit.js';
import { crossOrigin } from './security/cross-origin.js';
import { dataSecurity } from './security/security-headers.js';

export interface GatewayParts {
  config: GatewayConfig;
  urls: ServiceUrls;
  upstreams: Upstreams;
  rateLimits: RateLimits;
  endless: EndlessAnswers;
  readiness: GatewayReadiness;
  logger: Logger;
  registry: Registry;
  tracing: Tracing | undefined;
}

/** The way of a request through the gateway, from top to bottom. No body is parsed on it. */
export function createApp({
  config,
  urls,
  upstreams,
  rateLimits,
  endless,
  readiness,
  logger,
  registry,
  tracing,
}: GatewayParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', config.TRUST_PROXY);

  // First: it begins the trace of a request that brings none.
  if (tracing) app.use(traceRequests(tracing, measuredRoute));
  app.use(identify(config.TRUST_PROXY.length > 0, config.WEB_TOKEN));
  app.use(new HttpMetrics(registry).middleware(measuredRoute));
  app.use(accessLog(logger, measuredRoute));
  app.use(dataSecurity);
  if (config.CORS_ORIGINS.length > 0) app.use(crossOrigin(config.CORS_ORIGINS));
  app.use(plainRequests);

  const api = Router();
  const limits = { maxUploadBytes: config.MAX_BODY_BYTES, smallBodyTimeoutMs: config.BODY_TIMEOUT_MS };
  api.use(matchRoute(routingTable(limits)));
  api.use(bodyLimits);
  api.use(admit(new TokenVerifier(config.JWKS_URL), rateLimits));
  api.use(outgoingHeaders);
  api.use(forward(upstreams, config.UPSTREAM_TIMEOUT_MS));

  app.use(api);
  app.use(pages({ config, urls, readiness, logger, hasCabinet: upstreams.web !== undefined }));
  if (upstreams.web) {
    const cabinet = Router();
    cabinet.use(toCabinet(cabinetRoute(limits)));
    cabinet.use(bodyLimits);
    cabinet.use(outgoingHeaders);
    cabinet.use(endless.watch);
    cabinet.use(forward(upstreams, config.UPSTREAM_TIMEOUT_MS));
    app.use(cabinet);
  }
  app.use(() => {
    throw new Problem('not_found');
  });
  app.use(answerError(logger));
  return app;
}

/** The line of the routing table, or the page of our own. Streams that never end are a route of their own. */
function measuredRoute(request: Request): string | undefined {
  const { route, path } = request.exchange;
  if (!route) return routeOfExpress(request);
  return route.service === 'web' && isEndless(path) ? '/live' : patternOf(route);
}

/** Refuses what is no address of ours in any reading, and HTTP/1.1 without Host. */
const plainRequests: RequestHandler = ({ exchange, headers, httpVersion }, _response, next) => {
  if (exchange.path === undefined) throw new Problem('not_found');
  if (headers.host === undefined && httpVersion === '1.1') throw new Problem('malformed_request');
  next();
};

// Express knows an error handler by its four parameters.
function answerError(logger: Logger): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const problem = toProblem(error);
    if (problem.code === 'internal') {
      const { exchange, headers } = request;
      const about = { request_id: exchange.requestId, ...traceFields(headers['traceparent']) };
      logger.error({ err: error, ...about }, 'request failed');
    }
    answerProblem(request, response, problem);
  };
}
