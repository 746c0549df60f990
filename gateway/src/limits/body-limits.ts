import { Problem } from '@coincast/shared/http';
import type { Request, RequestHandler, Response } from 'express';
import { failExchange, hasBody } from '../answers/answer-problem.js';
import { routeOf } from '../exchange.js';

/**
 * Holds a body to its route's limits while it streams through: its size (413) and its time (408). A body of announced
 * length is judged by that; a chunked one is counted. Nothing is parsed or kept.
 */
export const bodyLimits: RequestHandler = (request, response, next) => {
  if (!hasBody(request)) {
    next();
    return;
  }
  const { maxBytes, timeoutMs } = routeOf(request).body;
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  if (request.headers['transfer-encoding'] !== undefined) countBody(request, response, maxBytes);
  const deadline = setTimeout(() => {
    if (!request.complete) failExchange(request, response, new Problem('request_timeout'));
  }, timeoutMs);
  const stop = () => clearTimeout(deadline);
  request.once('end', stop);
  response.once('close', stop);
  next();
};

/**
 * Counts at the source, where the HTTP parser hands over what it has read: a `data` listener would set the stream
 * flowing before the service is ready to read it.
 */
function countBody(request: Request, response: Response, maxBytes: number): void {
  const push = request.push.bind(request);
  let receivedBytes = 0;
  request.push = (chunk, encoding) => {
    receivedBytes += Buffer.isBuffer(chunk) ? chunk.length : 0;
    if (receivedBytes <= maxBytes) return push(chunk, encoding);
    // The rest is dropped, its end too: no service may take half a body for a whole one.
    request.push = () => true;
    failExchange(request, response, tooLarge(maxBytes));
    return true;
  };
}

function tooLarge(maxBytes: number): Problem {
  return new Problem('body_too_large', `A body here has at most ${inWords(maxBytes)}.`);
}

function inWords(bytes: number): string {
  const units: [number, string][] = [
    [1024 * 1024, 'MiB'],
    [1024, 'KiB'],
  ];
  const [size, unit] = units.find(([size]) => bytes >= size) ?? [1, 'bytes'];
  return `${Math.floor((10 * bytes) / size) / 10} ${unit}`;
}
