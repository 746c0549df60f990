import type { RequestHandler } from 'express';
import helmet from 'helmet';

const policy = {
  // No upgrade-insecure-requests: over plain HTTP it would take the page its own files.
  useDefaults: false,
  directives: {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  },
};

/** Pages run our files alone: no code or style inside the HTML, nothing from elsewhere, no frame around them. */
export const pageSecurity = helmet({
  contentSecurityPolicy: policy,
  // Not `no-referrer`: see `sameOriginOnly`.
  referrerPolicy: { policy: 'same-origin' },
  // A promise for the whole domain, to be given by whoever ends TLS.
  strictTransportSecurity: false,
  xFrameOptions: { action: 'deny' },
});

/**
 * For a page with a form that we answer with the way to another site: browsers hold that way to `form-action`, too.
 * @param origin `https://host`
 */
export function formsMayLeadTo(origin: string): RequestHandler {
  const directives = { ...policy.directives, 'form-action': ["'self'", origin] };
  return helmet.contentSecurityPolicy({ ...policy, directives });
}
