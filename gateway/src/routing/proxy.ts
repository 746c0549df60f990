import { Agent as HttpAgent, type IncomingMessage, ServerResponse } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Problem } from '@coincast/shared/http';
import type { NextFunction, Request, Response } from 'express';
import { createProxyMiddleware, type Options } from 'http-proxy-middleware';
import { failExchange } from '../answers/answer-problem.js';
import { abandoned } from '../exchange.js';
import { isForClients } from './outgoing-headers.js';
import type { Upstream } from './upstream.js';

const agentOptions = {
  keepAlive: true,
  maxFreeSockets: 256,
  // Shorter than a service keeps an idle connection, so that we never write to one that it is closing.
  timeout: 20_000,
  scheduling: 'lifo',
} as const;

/** A service behind a URL, over connections that are kept. */
export function httpUpstream(url: string, { maxSockets = 256 }: { maxSockets?: number } = {}): Upstream {
  const target = targetOf(url);
  const options = { ...agentOptions, maxSockets };
  const agent = target.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
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
          request.exchange.onReusedConnection = outgoing.reusedSocket;
          if (response.destroyed || response.headersSent) outgoing.destroy();
        });
        server.on('proxyRes', relayAnswer);
        server.on('error', (error, request, response) => {
          if (!(response instanceof ServerResponse) || response.headersSent || response.destroyed) return;
          if (mayTryAgain(error, request)) retry(request, response);
          else failExchange(request, response, problemOf(error));
        });
      },
    ],
  } satisfies Options<Request, Response>);
  const retry = (request: Request, response: Response) => {
    request.exchange.retried = true;
    void proxy(request, response);
  };
  return {
    handle: (request, response, next) => void proxy(request, response, next),
    close: () => agent.destroy(),
  };
}

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

/** An idle connection may be closed by the service in the very moment that we use it; reading twice does no harm. */
function mayTryAgain(error: Error, { method, exchange }: Request): boolean {
  return (
    codeOf(error) === 'ECONNRESET' &&
    exchange.onReusedConnection === true &&
    !exchange.retried &&
    (method === 'GET' || method === 'HEAD')
  );
}

const notReachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

function problemOf(error: Error): Problem {
  const code = codeOf(error);
  if (notReachable.has(code)) return new Problem('unavailable', undefined, { retryAfterSeconds: 1 });
  return new Problem(code === 'ETIMEDOUT' ? 'gateway_timeout' : 'bad_gateway');
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
