import type { RequestListener } from 'node:http';
import { loadConfig } from '@coincast/shared/config';
import { type RunningService, startMetricsServer } from '@coincast/shared/http';
import { type GivenObservability, openObservability, type Registry } from '@coincast/shared/observability';
import { createApp } from './app.js';
import { type GatewayConfig, gatewayConfigSchema } from './config.js';
import { GatewayReadiness } from './health/readiness.js';
import { createRateLimits } from './limits/rate-limits.js';
import { EndlessAnswers, isEndless } from './routing/endless-answers.js';
import { httpUpstream } from './routing/proxy.js';
import type { ServiceName } from './routing/routes.js';
import { inProcessUpstream, sharePrototypes, type Upstream, type Upstreams } from './routing/upstream.js';
import { startEdgeServer } from './server.js';

export interface GatewayOptions extends GivenObservability {
  /** Services of this very process, called without a second hop; their URLs still serve health and documents. */
  upstreams?: Partial<Record<ServiceName | 'web', RequestListener>>;
}

/**
 * Starts the public edge.
 * @throws ConfigError when the environment is wrong, EADDRINUSE when the port is taken.
 */
export async function startGateway(
  env: Record<string, string | undefined>,
  { upstreams: handlers = {}, ...given }: GatewayOptions = {},
): Promise<RunningService> {
  const config = loadConfig('gateway', gatewayConfigSchema, env);
  const { logger, registry, tracing } = await openObservability('gateway', config, given);
  const urls = { auth: config.AUTH_URL, billing: config.BILLING_URL, prediction: config.PREDICTION_URL };
  const retryForMs = Math.min(config.RETRY_FOR_MS, Math.floor(config.UPSTREAM_TIMEOUT_MS / 2));
  const upstreamOf = (name: ServiceName) => {
    const handler = handlers[name];
    return handler ? inProcessUpstream(handler) : httpUpstream(urls[name], { retryForMs });
  };
  const upstreams: Upstreams = {
    auth: upstreamOf('auth'),
    billing: upstreamOf('billing'),
    prediction: upstreamOf('prediction'),
    ...webUpstream(handlers.web, config.WEB_URL, retryForMs),
  };
  const rateLimits = await createRateLimits({
    generalPerMinute: config.RATE_LIMIT_PER_MINUTE,
    credentialsPerMinute: config.AUTH_RATE_LIMIT_PER_MINUTE,
    redisUrl: config.REDIS_URL,
    logger,
  });
  const endless = new EndlessAnswers();
  const readiness = new GatewayReadiness(config.JWKS_URL);
  const app = createApp({ config, urls, upstreams, rateLimits, endless, readiness, logger, registry, tracing });
  const { web: _, ...services } = handlers;
  // Not the cabinet's: what Express does for a page reads the settings of the cabinet's own application.
  for (const handler of Object.values(services)) sharePrototypes(app, handler);
  const letGo = () => {
    for (const upstream of Object.values(upstreams)) upstream.close();
    rateLimits.close();
  };
  try {
    const server = await startEdgeServer(app, {
      host: config.HOST,
      port: config.PORT,
      drainDelayMs: config.SHUTDOWN_DELAY_MS,
      headersTimeoutMs: config.HEADERS_TIMEOUT_MS,
      requestTimeoutMs: 10 * config.BODY_TIMEOUT_MS + config.HEADERS_TIMEOUT_MS,
    });
    const metricsServer = await metricsServerOf(config, registry).catch(async (error) => {
      await server.close();
      throw error;
    });
    logger.info({ port: server.port }, 'gateway listens');
    return {
      url: `http://${config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST}:${server.port}`,
      handler: app,
      close: async () => {
        await server.drain();
        endless.end();
        await server.close();
        await metricsServer?.close();
        letGo();
        await tracing?.close();
      },
    };
  } catch (error) {
    letGo();
    throw error;
  }
}

/** A port of its own, because the gateway's is public. */
async function metricsServerOf({ HOST: host, METRICS_PORT: port }: GatewayConfig, registry: Registry) {
  if (port === undefined) return undefined;
  return startMetricsServer({ host, port, contentType: registry.contentType, metrics: () => registry.metrics() });
}

/** The cabinet is the one part that a gateway can do without. */
function webUpstream(
  handler: RequestListener | undefined,
  url: string | undefined,
  retryForMs: number,
): { web?: Upstream } {
  if (handler) return { web: inProcessUpstream(handler) };
  if (!url) return {};
  const pages = httpUpstream(url, { retryForMs });
  // Streams hold their connections: on those of the pages, a few hundred would leave none. The cabinet limits them.
  const streams = httpUpstream(url, { retryForMs, maxSockets: Number.POSITIVE_INFINITY });
  const upstreamFor = (path: string | undefined) => (isEndless(path) ? streams : pages);
  const web: Upstream = {
    handle: (request, response, next) => upstreamFor(request.exchange.path).handle(request, response, next),
    close: () => {
      pages.close();
      streams.close();
    },
  };
  return { web };
}
