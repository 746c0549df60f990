import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  HttpMetrics,
  ListeningServer,
  type ListeningServerOptions,
  logRequest,
  readinessOf,
  statusOf,
  traceRequest,
} from '@coincast/shared/http';
import type { Logger, Registry, Tracing } from '@coincast/shared/observability';
import type { Webhook } from './updates/webhook.js';

/** What has to be well for the bot to be of use. */
export interface BotChecks {
  /** Whether Telegram has answered lately. */
  telegram: boolean;
  /** Whether finished jobs are heard of. */
  broker: boolean;
}

export interface BotServerParts {
  checks: () => BotChecks;
  registry: Registry;
  tracing: Tracing | undefined;
  logger: Logger;
  webhook: Webhook | undefined;
}

export type BotHandler = (request: IncomingMessage, response: ServerResponse) => void;

const graceMs = 2_000;

/** Answers for `/health/live`, `/health/ready`, `/metrics` and, when there is one, the webhook. */
export function botHandler({ checks, registry, tracing, logger, webhook }: BotServerParts): BotHandler {
  const metrics = new HttpMetrics(registry);
  const routes: Record<string, BotHandler> = {
    '/health/live': (_request, response) => json(response, 200, { status: 'ok' }),
    '/health/ready': (_request, response) => {
      const readiness = readinessOf({ ...checks() });
      json(response, statusOf(readiness), readiness);
    },
    '/metrics': (_request, response) => {
      registry.metrics().then(
        (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    },
    // It fails only with the connection.
    ...(webhook && {
      [webhook.path]: (request: IncomingMessage, response: ServerResponse) =>
        void webhook.handle(request, response).catch(() => response.destroy()),
    }),
  };
  return (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '/';
    const handle = Object.hasOwn(routes, path) ? routes[path] : undefined;
    // The path of the webhook is the operator's own and may be meant to be hard to guess.
    const shown = path === webhook?.path ? 'webhook' : path;
    const route = handle && shown;
    metrics.measure(request.method, response, () => route);
    if (tracing) traceRequest(tracing, { request, response, path: shown }, () => route);
    logRequest(logger, { request, response, path: shown }, () => ({ route }));
    if (handle) handle(request, response);
    else json(response, 404, { status: 'not found' });
  };
}

export function startBotServer(
  handler: BotHandler,
  address: Omit<ListeningServerOptions, 'graceMs'>,
): Promise<ListeningServer> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 75_000 }, handler);
  return ListeningServer.start(server, { ...address, graceMs });
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
