import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ListeningServer, type ListeningServerOptions } from '@coincast/shared/http';
import type { Webhook } from './updates/webhook.js';

/** What has to be well for the bot to be of use. */
export interface Readiness {
  /** Whether Telegram has answered lately. */
  telegram: boolean;
  /** Whether finished jobs are heard of. */
  broker: boolean;
}

export type BotHandler = (request: IncomingMessage, response: ServerResponse) => void;

const graceMs = 2_000;

/** Answers for `/health/live`, `/health/ready` and, when there is one, the webhook. */
export function botHandler(readiness: () => Readiness, webhook: Webhook | undefined): BotHandler {
  return (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0];
    if (path === '/health/live') return json(response, 200, { status: 'ok' });
    if (path === '/health/ready') {
      const checks = readiness();
      const isReady = checks.telegram && checks.broker;
      return json(response, isReady ? 200 : 503, { status: isReady ? 'ok' : 'unavailable', checks });
    }
    if (!webhook || path !== webhook.path) return json(response, 404, { status: 'not found' });
    // It fails only with the connection.
    webhook.handle(request, response).catch(() => response.destroy());
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
