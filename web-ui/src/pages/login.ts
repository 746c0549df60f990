import { ApiRefusal } from '@coincast/shared/gateway-client';
import type { Request, RequestHandler, Response } from 'express';
import { beginSession, endSession } from '../http/cookies.js';
import { ownPath } from '../security/own-path.js';
import type { Visit } from '../visit.js';
import { afterSignIn, type CredentialsView, formAddress, readCredentials } from './credentials.js';
import type { Site } from './site.js';

interface LoginView extends CredentialsView {
  notice?: { title: string; text?: string } | undefined;
}

/** `GET /login?next=&notice=` */
export function loginForm(site: Site): RequestHandler {
  return async (request, response) => {
    const { notice, next } = request.query;
    await show(site, request, response, {
      next: ownPath(next, afterSignIn),
      notice: noticeOf(request.visit, notice, next !== undefined),
    });
  };
}

/** `POST /login` */
export function login(site: Site): RequestHandler {
  return async (request, response) => {
    const { visit } = request;
    const { faults: texts } = visit.texts;
    const { email, password, next, faults } = readCredentials(request);
    if (faults.size > 0) {
      const found = {
        email: faults.has('email') ? texts.emailMissing : undefined,
        password: faults.has('password') ? texts.passwordMissing : undefined,
      };
      await show(site, request, response, { email, next, faults: found, status: 422 });
      return;
    }
    try {
      const { access_token } = await site.api.auth.login(visit.caller, email, password);
      beginSession(request, response, access_token, email);
      response.redirect(303, next);
    } catch (error) {
      const { text, status } = refusalOf(error, visit);
      await show(site, request, response, { email, next, faults: { password: text }, status });
    }
  };
}

/** `POST /logout`; by GET nothing ends, or a picture on another site could sign people out. */
export const logout: RequestHandler = (request, response) => {
  endSession(request, response);
  response.redirect(303, '/login?notice=signed-out');
};

function refusalOf(error: unknown, { texts }: Visit): { text: string; status: number } {
  if (!(error instanceof ApiRefusal)) throw error;
  const { code } = error.problem;
  if (code === 'too_many_requests') {
    return { text: texts.faults.tooMany(error.retryAfterSeconds ?? 60), status: 429 };
  }
  // What could never have been registered is wrong, too.
  if (code === 'bad_credentials' || code === 'invalid_request') return { text: texts.login.wrong, status: 401 };
  throw error;
}

function noticeOf({ texts: { login: texts } }: Visit, notice: unknown, isOnTheWay: boolean): LoginView['notice'] {
  if (notice === 'expired') return { title: texts.expired, text: texts.expiredBack };
  if (notice === 'signed-out') return { title: texts.signedOut, text: texts.signedOutText };
  return isOnTheWay ? { title: texts.signInFirst, text: texts.expiredBack } : undefined;
}

function show(
  { pages }: Site,
  request: Request,
  response: Response,
  { email = '', next, faults = {}, notice, status = 200 }: LoginView,
): Promise<void> {
  return pages.send(request, response, {
    view: 'login',
    status,
    title: request.visit.texts.login.title,
    returnTo: formAddress(request, '/login', next),
    data: { email, next, faults, notice },
  });
}
