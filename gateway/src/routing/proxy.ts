import { Agent as HttpAgent, type IncomingMessage, ServerResponse } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Problem } from '@coincast/shared/http';
import type { NextFunction, Request, Response } from 'express';
import { createProxyMiddleware, type Options } from 'http-proxy-middleware';
import { failExchange, hasBody } from '../answers/answer-problem.js';
import { abandoned } from '../exchange.js';
import { isForClients } from './outgoing-headers.js';
import { Attempts, isRepeatable, isUnreachable } from './retries.js';
import type { Upstream } from './upstream.js';

const keptConnections = {
  keepAlive: true,
  maxFreeSockets: 256,
  // Shorter than a service keeps an idle connection, so that we never write to one that it is closing.
  timeout: 20_000,
  scheduling: 'lifo',
} as const;

export interface HttpUpstreamOptions {
  /** How long a request is tried again while its service is away; 0: not at all. */
  retryForMs: number;
  maxSockets?: number;
}

/**
 * A service behind a URL, over connections that are kept; but for what must not be done twice over a new one each, which
 * no service closes in the very moment that we use it.
 */
export function httpUpstream(url: string, { retryForMs, maxSockets = 256 }: HttpUpstreamOptions): Upstream {
  const target = targetOf(url);
  const AgentOfTarget = target.protocol === 'https:' ? HttpsAgent : HttpAgent;
  const agents = {
    kept: new AgentOfTarget({ ...keptConnections, maxSockets }),
    single: new AgentOfTarget({ keepAlive: false, maxSockets }),
  };
  const kept = proxyOver(target, agents.kept, retryForMs);
  const single = proxyOver(target, agents.single, retryForMs);
  return {
    handle: (request, response, next) => {
      if (hasBody(request)) attemptsOf(request, retryForMs);
      void (isRepeatable(request) ? kept : single)(request, response, next);
    },
    close: () => {
      agents.kept.destroy();
      agents.single.destroy();
    },
  };
}

/** Made when the first attempt has failed, or before it where there is a body to hold. */
function attemptsOf(request: Request, retryForMs: number): Attempts {
  request.exchange.attempts ??= new Attempts(request, retryForMs);
  return request.exchange.attempts;
}

function proxyOver(target: Target, agent: HttpAgent, retryForMs: number) {
  const proxy = createProxyMiddleware<Request, Response, NextFunction>({
    target,
    agent,
    changeOrigin: true,
    pathFilter: () => true,
    // The target as received: no re-parsing, which would drop a fragment or merge what was refused already.
    toProxy: true,
    // The default plugins log every request and answer errors as text; the library's copying of answers adds
    // `Connection: keep-alive` for clients that asked to close, and leaves them hanging when the service dies half-way.
    selfHandleResponse: true,
    ejectPlugins: true,
    plugins: [
      (server) => {
        server.on('proxyReq', (outgoing, request, response) => {
          request.once(abandoned, () => outgoing.destroy());
          if (response.destroyed || response.headersSent) outgoing.destroy();
        });
        server.on('proxyRes', relayAnswer);
        server.on('error', (error, request, response) => {
          if (!(response instanceof ServerResponse) || response.headersSent || response.destroyed) return;
          const attempts = attemptsOf(request, retryForMs);
          const again = attempts.again(codeOf(error), () => void proxy(request, response));
          if (!again) failExchange(request, response, problemOf(error));
        });
      },
    ],
  } satisfies Options<Request, Response>);
  return proxy;
}

type Target = ReturnType<typeof targetOf>;

/** Parsed once; http-proxy would parse a string for every request. */
function targetOf(url: string) {
  const { protocol, hostname, port, pathname } = new URL(url);
  const plainHostname = hostname.replace(/^\[|\]$/g, '');
  const plainPort = Number(port || (protocol === 'https:' ? 443 : 80));
  return {
    protocol,
    host: `${hostname}:${plainPort}`,
    hostname: plainHostname,
    port: plainPort,
    path: pathname === '/' ? '' : pathname,
  };
}

function relayAnswer(answer: IncomingMessage, _request: Request, response: Response): void {
  if (response.headersSent || response.destroyed) {
    answer.destroy();
    return;
  }
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined && isForClients(name)) response.setHeader(name, value);
  }
  if (answer.headers.vary) response.vary(answer.headers.vary);
  response.writeHead(answer.statusCode ?? 502);
  answer.pipe(response);
  // Half an answer must not look like a whole one.
  answer.once('close', () => {
    if (!answer.complete) response.destroy();
  });
}

function problemOf(error: Error): Problem {
  const code = codeOf(error);
  if (isUnreachable(code)) return new Problem('unavailable', undefined, { retryAfterSeconds: 1 });
  return new Problem(code === 'ETIMEDOUT' ? 'gateway_timeout' : 'bad_gateway');
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
