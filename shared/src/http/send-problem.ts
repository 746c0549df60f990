import type { Request, Response } from 'express';
import { isTransientDatabaseError } from '../database/transient-errors.js';
import { type ErrorCode, Problem } from './errors.js';

/** Errors of Node.js, body parsers and Nest carry a status; these are the codes they become. */
const codeByStatus: Record<number, ErrorCode> = {
  400: 'malformed_body',
  401: 'not_signed_in',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  413: 'body_too_large',
  415: 'unsupported_media_type',
  422: 'invalid_request',
  429: 'too_many_requests',
  503: 'unavailable',
};

/**
 * Any thrown value as a problem. A database that is away for the moment is `unavailable`; whatever else was not meant for
 * the client becomes `internal` and tells nothing.
 */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = statusOf(error);
  if (status !== undefined) return new Problem(codeByStatus[status] ?? 'internal');
  return isTransientDatabaseError(error)
    ? new Problem('unavailable', undefined, { retryAfterSeconds: 1 })
    : new Problem('internal');
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('status' in error && typeof error.status === 'number') return error.status;
  if ('statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return undefined;
}

/** Answers with the problem; when the answer has begun already, the connection is cut so that nobody takes half for whole. */
export function sendProblem(request: Request, response: Response, problem: Problem): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response
    .status(problem.status)
    .set(problemHeaders(problem))
    .type('application/problem+json')
    .send(JSON.stringify(problem.toDocument(requestIdOf(request))));
}

/** What an answer with this problem says besides its body. */
export function problemHeaders({ status, extras }: Problem): Record<string, string> {
  return {
    ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
    ...(extras.retryAfterSeconds === undefined
      ? {}
      : { 'Retry-After': String(Math.max(1, Math.ceil(extras.retryAfterSeconds))) }),
  };
}

export const requestIdHeader = 'x-request-id';

/** The id that the gateway gave this request, for logs and answers. */
export function requestIdOf(request: Request): string | undefined {
  const id = request.headers[requestIdHeader];
  return typeof id === 'string' ? id : undefined;
}
