import type { ServerResponse } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { Histogram, type Registry } from '../observability/index.js';

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Counts and times the requests of an HTTP server. */
export class HttpMetrics {
  private readonly seconds: Histogram<'method' | 'route' | 'status'>;

  constructor(registry: Registry) {
    this.seconds = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'From the arrival of a request to the end of its answer, by method, route (its pattern) and status.',
      labelNames: ['method', 'route', 'status'],
      buckets,
      registers: [registry],
    });
  }

  /**
   * Measures one request until its answer has ended.
   * @param routeOf asked then: a pattern of which there are only so many, or undefined when none matched.
   */
  measure(method: string | undefined, response: ServerResponse, routeOf: () => string | undefined): void {
    const startedAtMs = performance.now();
    response.once('close', () => {
      this.seconds.observe(
        {
          method: method !== undefined && methods.has(method) ? method : 'other',
          route: routeOf() ?? 'none',
          // The client went before there was an answer.
          status: response.headersSent ? response.statusCode : 'aborted',
        },
        (performance.now() - startedAtMs) / 1000,
      );
    });
  }

  middleware(routeOf: (request: Request) => string | undefined): RequestHandler {
    return (request, response, next) => {
      this.measure(request.method, response, () => routeOf(request));
      next();
    };
  }
}

/**
 * The pattern of the route that an Express application has found for a request. Without the path that a router is
 * mounted at, which Express forgets when a handler fails: ours name whole paths.
 */
export function routeOfExpress({ route }: Request): string | undefined {
  // A handler for several paths has all of them.
  return route && [route.path].flat().join(' ');
}
