import type { RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createExpressServer, type ErrorCode, ListeningServer, Problem } from '@coincast/shared/http';
import type { Express } from 'express';
import { newRequestId } from './routing/request-id.js';

export interface ServerOptions {
  host: string;
  port: number;
  drainDelayMs: number;
  headersTimeoutMs: number;
  /** From the first byte of a request to its last; routes have their own, shorter limits. */
  requestTimeoutMs: number;
}

/** At the end: how long answers that are under way may take. */
const graceMs = 10_000;

const lingerMs = 1_000;

/** Starts the HTTP server around the middleware chain: what can go wrong before a request is a request is a problem, too. */
export function startEdgeServer(app: Express, options: ServerOptions): Promise<ListeningServer> {
  const server = createExpressServer(app, {
    maxHeaderSize: 16 * 1024,
    requireHostHeader: false,
    // Longer than proxies in front of us usually keep theirs.
    keepAliveTimeout: 75_000,
    headersTimeout: options.headersTimeoutMs,
    requestTimeout: options.requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1_000, options.headersTimeoutMs),
  });
  const underWay = new WeakMap<Socket, ServerResponse>();
  const handle: RequestListener = (request, response) => {
    underWay.set(request.socket, response);
    app(request, response);
  };
  server.on('request', handle);
  // `Expect: 100-continue` is answered only once the request is let through, so that a refused body is never sent.
  server.on('checkContinue', handle);
  server.on('clientError', (error, stream) => refuse(error, stream as Socket, underWay.get(stream as Socket)));
  const { host, port, drainDelayMs } = options;
  return ListeningServer.start(server, { host, port, drainDelayMs, graceMs });
}

const refused = new WeakSet<Socket>();

/** Answers what the parser does not take, then reads on for a moment: closing at once would lose the answer. */
function refuse(error: NodeJS.ErrnoException, socket: Socket, latest: ServerResponse | undefined): void {
  if (refused.has(socket)) return;
  const answerIsDue = latest && !latest.writableFinished;
  // The fault may be the latest request's own, in its body, or that of a next one while its answer is due.
  if (error.code === 'ECONNRESET' || !socket.writable || (answerIsDue && (latest.headersSent || latest.req.complete))) {
    socket.destroy();
    return;
  }
  refused.add(socket);
  socket.end(rawAnswer(problemOf(error)));
  const linger = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(linger));
}

const codes: Record<string, ErrorCode> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

function problemOf({ code }: NodeJS.ErrnoException): Problem {
  return new Problem(codes[code ?? ''] ?? 'malformed_request');
}

const reasons: Partial<Record<ErrorCode, string>> = {
  headers_too_large: 'Request Header Fields Too Large',
  request_timeout: 'Request Timeout',
};

function rawAnswer(problem: Problem): string {
  const requestId = newRequestId();
  const body = JSON.stringify(problem.toDocument(requestId));
  return [
    `HTTP/1.1 ${problem.status} ${reasons[problem.code] ?? 'Bad Request'}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
