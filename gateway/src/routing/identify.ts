import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { requestIdHeader, webTokenHeader } from '@coincast/shared/http';
import { isTraceparent } from '@coincast/shared/observability';
import type { RequestHandler } from 'express';
import { newRequestId } from './request-id.js';
import { pathOf } from './request-target.js';

const saneRequestId = /^[A-Za-z0-9][A-Za-z0-9._-]{7,127}$/;

/**
 * Gives every request its id (the client's own when that is a plain word of 8 to 128 characters), its trace (W3C Trace
 * Context) and the address that it is counted under. The id is on every answer.
 * @param behindProxies whether there are proxies that we trust; without, `X-Forwarded-*` is not even looked at.
 * @param webToken by which the cabinet proves that it calls for the address in `X-Forwarded-For`.
 */
export function identify(behindProxies: boolean, webToken?: string): RequestHandler {
  const isCabinet = proofOf(webToken);
  return (request, response, next) => {
    const { headers } = request;
    const given = headers[requestIdHeader];
    const requestId = typeof given === 'string' && saneRequestId.test(given) ? given : newRequestId();
    headers[requestIdHeader] = requestId;
    response.setHeader('X-Request-Id', requestId);
    if (!isTraceparent(headers['traceparent'])) {
      headers['traceparent'] = newTraceparent();
      delete headers['tracestate'];
    }
    request.exchange = {
      requestId,
      clientAddress: plainAddress(
        visitorOf(headers, isCabinet) ?? (behindProxies ? request.ip : request.socket.remoteAddress) ?? '',
      ),
      protocol: behindProxies ? request.protocol : 'http',
      host: behindProxies ? request.host : headers.host,
      path: pathOf(request.url),
    };
    next();
  };
}

/** The address of whoever the cabinet calls for; undefined when it is not the cabinet that calls. */
function visitorOf(headers: IncomingHttpHeaders, isCabinet: (shown: unknown) => boolean): string | undefined {
  const visitor = headers['x-forwarded-for'];
  return isCabinet(headers[webTokenHeader]) && typeof visitor === 'string' && isIP(visitor) ? visitor : undefined;
}

/** Takes the same time whatever is shown, so that a token cannot be guessed letter by letter. */
function proofOf(secret: string | undefined): (shown: unknown) => boolean {
  if (secret === undefined) return () => false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(secret);
  return (shown) => typeof shown === 'string' && timingSafeEqual(digest(shown), expected);
}

function newTraceparent(): string {
  // Node keeps random bytes ready for these, which makes them the cheapest source of random hexadecimal digits.
  return `00-${randomUUID().replaceAll('-', '')}-${randomUUID().slice(-12)}${randomUUID().slice(0, 4)}-01`;
}

/** `::ffff:192.0.2.1`, as a socket for both families shows it, as `192.0.2.1`. */
function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
}
