import { ApiRefusal, ApiUnavailable } from '@coincast/shared/gateway-client';
import { Problem, sendProblem } from '@coincast/shared/http';
import { traceFields } from '@coincast/shared/observability';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { DraftsUnavailable } from '../drafts/draft.js';
import { endSession } from '../http/cookies.js';
import type { Visit } from '../visit.js';
import { PageError, type PageErrorKind } from './page-error.js';
import { SignInFirst, type Site } from './site.js';

/** How soon a page that could not be shown is asked for again, in seconds. */
const retryAfterSeconds = 10;

const statusOf: Record<PageErrorKind, number> = {
  not_found: 404,
  unavailable: 503,
  too_many_requests: 429,
  foreign_form: 403,
  bad_form: 400,
  internal: 500,
};

/** Nothing of ours is at this address. Programs get a problem, as everywhere else; who asks for a page gets a page. */
export const notFound: RequestHandler = (request, response) => {
  if (request.headers.accept?.includes('text/html')) throw new PageError('not_found');
  sendProblem(request, response, new Problem('not_found'));
};

/** Any thrown value as a page of words with the request id, or as the way to sign-in. */
export function answerError(site: Site): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return async (error, request, response, _next) => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (!('visit' in request)) {
      // Failed before anything was known of it.
      sendProblem(request, response, new Problem('internal'));
      return;
    }
    if (error instanceof SignInFirst) {
      goTo(request, response, signInPath(request));
      return;
    }
    if (error instanceof ApiRefusal && error.problem.status === 401) {
      endSession(request, response);
      goTo(request, response, `${signInPath(request)}&notice=expired`);
      return;
    }
    const kind = kindOf(error);
    const { requestId, traceparent } = request.visit.caller;
    const about = { request_id: requestId, ...traceFields(traceparent) };
    if (kind === 'internal') site.logger.error({ err: error, ...about }, 'page failed');
    if (kind === 'unavailable') site.logger.warn({ ...about, reason: error.message }, 'API not available');
    try {
      await showError(site, request, response, kind);
    } catch (failure) {
      // Express would answer with the trace.
      site.logger.error({ err: failure, ...about }, 'error page failed');
      sendProblem(request, response, new Problem('internal'));
    }
  };
}

function signInPath({ method, originalUrl, headers }: Request): string {
  const page = headers['hx-current-url'];
  if (headers['hx-request'] === 'true' && typeof page === 'string' && URL.canParse(page)) {
    // Back to the page, not to the part of it.
    const { pathname, search } = new URL(page);
    return `/login?next=${encodeURIComponent(pathname + search)}`;
  }
  return `/login?next=${encodeURIComponent(method === 'GET' ? originalUrl : (originalUrl.split('?')[0] ?? '/'))}`;
}

/** htmx would follow a redirect and put the sign-in page into the middle of another. */
function goTo({ headers }: Request, response: Response, path: string): void {
  if (headers['hx-request'] === 'true') response.set('HX-Redirect', path).status(204).end();
  else response.redirect(303, path);
}

function kindOf(error: unknown): PageErrorKind {
  if (error instanceof PageError) return error.kind;
  if (error instanceof ApiUnavailable || error instanceof DraftsUnavailable) return 'unavailable';
  if (error instanceof ApiRefusal && error.problem.status === 429) return 'too_many_requests';
  // What the form parser throws carries a status.
  const isBadForm = error instanceof Error && 'status' in error && Number(error.status) < 500;
  return isBadForm ? 'bad_form' : 'internal';
}

async function showError({ pages }: Site, request: Request, response: Response, kind: PageErrorKind): Promise<void> {
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  if (kind === 'unavailable') {
    response.set('Retry-After', String(retryAfterSeconds));
    // What was sent is never sent again by itself.
    if (isReading) response.set('Refresh', String(retryAfterSeconds));
  }
  const { title, text } = wordsFor(kind, isReading, request.visit);
  // A form may say where what was sent is found again.
  const back = isReading ? request.originalUrl : String(response.locals['back'] ?? request.baseUrl + request.path);
  await pages.send(request, response, {
    view: 'error',
    status: statusOf[kind],
    title,
    returnTo: kind === 'not_found' || !isReading ? '/' : request.originalUrl,
    data: { heading: title, text, retry: kind === 'not_found' ? undefined : back },
  });
}

function wordsFor(kind: PageErrorKind, isReading: boolean, { texts: { errors } }: Visit) {
  const words: Record<PageErrorKind, { title: string; text: string }> = {
    not_found: { title: errors.notFound, text: errors.notFoundText },
    unavailable: {
      title: errors.unavailable,
      text: isReading ? errors.unavailableText : errors.unavailableSent,
    },
    too_many_requests: { title: errors.tooMany, text: errors.tooManyText },
    foreign_form: { title: errors.foreignForm, text: errors.foreignFormText },
    bad_form: { title: errors.badForm, text: errors.badFormText },
    internal: { title: errors.internal, text: errors.internalText },
  };
  return words[kind];
}
