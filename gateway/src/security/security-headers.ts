import type { RequestHandler } from 'express';
import helmet from 'helmet';

type Sources = Record<string, string[]>;

/**
 * An answer of data runs nothing and is shown nowhere. What is left out means something for pages only, and each header
 * has its price on every answer.
 */
export const dataSecurity = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
  },
  strictTransportSecurity: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
});

/** Swagger UI: its own files, styles that it sets from script, icons as data URLs, calls to this origin. */
export const docsSecurity = policy({
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
});

/** A page of ours: one style sheet inside it, known by its hash, and nothing else. */
export function pageSecurity(styleHash: string): RequestHandler {
  return policy({
    'default-src': ["'none'"],
    'style-src': [`'sha256-${styleHash}'`],
    'img-src': ['data:'],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  });
}

function policy(directives: Sources): RequestHandler {
  return helmet({
    // No upgrade-insecure-requests: over plain HTTP it would take the page its own files.
    contentSecurityPolicy: { useDefaults: false, directives },
    // A promise for the whole domain, to be given by whoever ends TLS.
    strictTransportSecurity: false,
  });
}
