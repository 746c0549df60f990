export type ServiceName = 'auth' | 'billing' | 'prediction';

/** One line of the routing table. */
export interface Route {
  /** Matches itself and everything below it; the first line that matches decides. */
  path: string;
  /** Matches only itself, with or without a trailing slash. */
  exact?: true;
  service: ServiceName | 'web';
  methods: readonly string[];
  /** `token`: refused here already without a valid access token. */
  access: 'public' | 'token';
  /** `credentials`: counted per address, by the stricter limit against guessing passwords and codes. */
  rateLimit: 'general' | 'credentials';
  body: BodyLimits;
  /** Whether a POST with an `Idempotency-Key` may be sent twice: its service does it once. */
  keepsIdempotencyKeys?: true;
}

export interface BodyLimits {
  maxBytes: number;
  /** From the headers to the last byte. */
  timeoutMs: number;
}

export interface RouteLimits {
  maxUploadBytes: number;
  smallBodyTimeoutMs: number;
}

const read = ['GET', 'HEAD'];
const readAndWrite = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Pages of the cabinet: everything that no line of the table and no page of ours answers. Calls of the API are counted, not pages. */
export function cabinetRoute({ maxUploadBytes, smallBodyTimeoutMs }: RouteLimits): Route {
  return {
    path: '/',
    service: 'web',
    methods: ['GET', 'HEAD', 'POST'],
    access: 'public',
    rateLimit: 'general',
    body: { maxBytes: maxUploadBytes, timeoutMs: 10 * smallBodyTimeoutMs },
  };
}

/** The public API: what is not in this table cannot be reached from outside. */
export function routingTable({ maxUploadBytes, smallBodyTimeoutMs }: RouteLimits): Route[] {
  const small: BodyLimits = { maxBytes: Math.min(64 * 1024, maxUploadBytes), timeoutMs: smallBodyTimeoutMs };
  const upload: BodyLimits = { maxBytes: maxUploadBytes, timeoutMs: 10 * smallBodyTimeoutMs };
  const credentials = {
    exact: true,
    service: 'auth',
    methods: ['POST'],
    access: 'public',
    rateLimit: 'credentials',
    body: small,
  } as const;
  const signedIn = { methods: readAndWrite, access: 'token', rateLimit: 'general' } as const;
  return [
    { path: '/api/auth/register', ...credentials },
    { path: '/api/auth/login', ...credentials },
    { path: '/api/auth/link-codes/redeem', ...credentials },
    { path: '/api/auth', service: 'auth', ...signedIn, body: small },
    { path: '/api/account', service: 'billing', ...signedIn, body: small, keepsIdempotencyKeys: true },
    {
      path: '/api/models',
      service: 'prediction',
      methods: read,
      access: 'public',
      rateLimit: 'general',
      body: small,
    },
    { path: '/api/predict', service: 'prediction', ...signedIn, body: upload, keepsIdempotencyKeys: true },
  ];
}

/** What the route matches, as one text: `/api/auth/login`, `/api/predict/*`. */
export function patternOf({ path, exact }: Route): string {
  return exact ? path : `${path.replace(/\/$/, '')}/*`;
}

/** @param path as `pathOf` lets it through. */
export function findRoute(table: readonly Route[], path: string): Route | undefined {
  return table.find(
    (route) =>
      path.startsWith(route.path) &&
      (path.length === route.path.length ||
        (path[route.path.length] === '/' && (!route.exact || path.length === route.path.length + 1))),
  );
}
