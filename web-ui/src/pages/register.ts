import type { Request, RequestHandler, Response } from 'express';
import Joi from 'joi';
import { ApiRefusal } from '../api/api-errors.js';
import { beginSession } from '../http/cookies.js';
import { optionalText, readForm } from '../http/forms.js';
import { ownPath } from '../security/own-path.js';
import type { Visit } from '../visit.js';
import { afterSignIn, formAddress } from './login.js';
import type { Site } from './site.js';

const fields = {
  email: Joi.string().trim().max(320).required(),
  password: Joi.string().max(4_096).required(),
  next: optionalText(),
};

interface Faults {
  email?: string | undefined;
  password?: string | undefined;
}

interface RegisterView {
  email?: string;
  next: string;
  faults?: Faults;
  status?: number;
}

/** `GET /register?next=` */
export function registerForm(site: Site): RequestHandler {
  return (request, response) => show(site, request, response, { next: ownPath(request.query['next'], afterSignIn) });
}

/** `POST /register`: signs in at once. */
export function register(site: Site): RequestHandler {
  return async (request, response) => {
    const { visit } = request;
    const { faults: texts } = visit.texts;
    const { values, faults } = readForm(fields, request.body);
    const next = ownPath(values.next, afterSignIn);
    const email = values.email.trim();
    if (faults.size > 0) {
      const found = {
        email: faults.has('email') ? (email === '' ? texts.emailMissing : texts.email) : undefined,
        password: faults.has('password') ? texts.passwordLength : undefined,
      };
      await show(site, request, response, { email, next, faults: found, status: 422 });
      return;
    }
    try {
      const { access_token } = await site.api.register(visit.caller, email, values.password);
      beginSession(request, response, access_token, email);
      response.redirect(303, next);
    } catch (error) {
      const { faults: refused, status } = refusalOf(error, visit);
      await show(site, request, response, { email, next, faults: refused, status });
    }
  };
}

function refusalOf(error: unknown, { texts }: Visit): { faults: Faults; status: number } {
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
  { email = '', next, faults = {}, status = 200 }: RegisterView,
): Promise<void> {
  return pages.send(request, response, {
    view: 'register',
    status,
    title: request.visit.texts.register.title,
    returnTo: formAddress(request, '/register', next),
    data: { email, next, faults },
  });
}
