import type { Request, RequestHandler } from 'express';
import { PageError } from '../pages/page-error.js';

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Protects every form against being sent from another site. Browsers say where a request comes from: in
 * `Sec-Fetch-Site`, which no page can forge, and over plain HTTP, where they leave that out, in `Origin`. A request that
 * says neither is refused, too. So no token is needed, and none can leak. (The Referrer-Policy must not be `no-referrer`:
 * browsers then send `Origin: null` with our own forms.)
 */
export const sameOriginOnly: RequestHandler = (request, _response, next) => {
  if (!harmless.has(request.method) && !comesFromOurPage(request)) throw new PageError('foreign_form');
  next();
};

function comesFromOurPage({ headers, visit }: Request): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = headers;
  if (origin === undefined || visit.host === undefined || !URL.canParse(origin)) return false;
  // The scheme is left to the browser: a proxy that ends TLS without saying so would lock everybody out.
  const { protocol, host } = new URL(origin);
  return host === hostOf(protocol, visit.host);
}

/** As a browser writes it in `Origin`: lower case, without the scheme's own port. */
function hostOf(protocol: string, host: string): string | undefined {
  const url = `${protocol}//${host}`;
  return URL.canParse(url) ? new URL(url).host : undefined;
}
