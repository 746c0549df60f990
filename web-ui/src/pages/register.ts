import { ApiRefusal } from '@coincast/shared/gateway-client';
import type { Request, RequestHandler, Response } from 'express';
import { beginSession } from '../http/cookies.js';
import { ownPath } from '../security/own-path.js';
import type { Visit } from '../visit.js';
import {
  afterSignIn,
  type CredentialFaults,
  type CredentialsView,
  formAddress,
  readCredentials,
} from './credentials.js';
import type { Site } from './site.js';

/** `GET /register?next=` */
export function registerForm(site: Site): RequestHandler {
  return (request, response) => show(site, request, response, { next: ownPath(request.query['next'], afterSignIn) });
}

/** `POST /register`: signs in at once. */
export function register(site: Site): RequestHandler {
  return async (request, response) => {
    const { visit } = request;
    const { faults: texts } = visit.texts;
    const { email, password, next, faults } = readCredentials(request);
    if (faults.size > 0) {
      const found = {
        email: faults.has('email') ? (email === '' ? texts.emailMissing : texts.email) : undefined,
        password: faults.has('password') ? texts.passwordLength : undefined,
      };
      await show(site, request, response, { email, next, faults: found, status: 422 });
      return;
    }
    try {
      const { access_token } = await site.api.auth.register(visit.caller, email, password);
      beginSession(request, response, access_token, email);
      response.redirect(303, next);
    } catch (error) {
      const { faults: refused, status } = refusalOf(error, visit);
      await show(site, request, response, { email, next, faults: refused, status });
    }
  };
}

function refusalOf(error: unknown, { texts }: Visit): { faults: CredentialFaults; status: number } {
  if (!(error instanceof ApiRefusal)) throw error;
  const { code } = error.problem;
  if (code === 'email_taken') return { faults: { email: texts.register.taken }, status: 400 };
  if (code === 'too_many_requests') {
    return { faults: { password: texts.faults.tooMany(error.retryAfterSeconds ?? 60) }, status: 429 };
  }
  if (code === 'invalid_request') {
    const email = error.fields.has('email') ? texts.faults.email : undefined;
    const password = error.fields.has('password') ? texts.faults.passwordLength : undefined;
    if (email || password) return { faults: { email, password }, status: 422 };
  }
  throw error;
}

function show(
  { pages }: Site,
  request: Request,
  response: Response,
  { email = '', next, faults = {}, status = 200 }: CredentialsView,
): Promise<void> {
  return pages.send(request, response, {
    view: 'register',
    status,
    title: request.visit.texts.register.title,
    returnTo: formAddress(request, '/register', next),
    data: { email, next, faults },
  });
}
