import { ApiRefusal, addressOf, type Session, type User } from '@coincast/shared/gateway-client';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import Joi from 'joi';
import { readForm } from '../http/forms.js';
import { showAdmin } from './admin-view.js';
import { notFound } from './errors.js';
import { type Site, sessionOf } from './site.js';
import { emptyTopUp, readTopUp, refusedTopUp } from './top-up-form.js';

const emailField = { email: Joi.string().trim().max(320).allow('') };

/** `GET /admin?email=&added=&jobs_before=&entries_before=`: a user's account. */
export function admin(site: Site): RequestHandler {
  return forAdministrators(site, async (request, response, session) => {
    const { email, fault, user } = await lookUp(site, request, session, request.query);
    const page = { email, fault, user, form: emptyTopUp(''), status: fault === undefined ? 200 : 422 };
    await showAdmin(site, request, response, page);
  });
}

/** `POST /admin`: tops somebody's account up. */
export function topUpForUser(site: Site): RequestHandler {
  return forAdministrators(site, async (request, response, session) => {
    const { texts } = request.visit;
    const { email, fault, user } = await lookUp(site, request, session, request.body);
    const { form, topUp } = readTopUp(request.body, texts, { isReasonRequired: true });
    if (!user || !topUp) {
      await showAdmin(site, request, response, { email, fault, user, form, status: 422 });
      return;
    }
    try {
      await site.api.account.topUp(session, topUp, user.id);
    } catch (error) {
      if (isForbidden(error)) throw error;
      const refused = refusedTopUp(error, form, texts);
      await showAdmin(site, request, response, { email, fault, user, ...refused });
      return;
    }
    response.redirect(303, addressOf('/admin', { email: user.email, added: topUp.amount }));
  });
}

type AdminHandler = (request: Request, response: Response, session: Session) => Promise<void>;

/**
 * Asks the API who it is, as what the cookie says means nothing. Everybody else finds no page here, signed in or not:
 * they do not learn that there is one.
 */
function forAdministrators({ api }: Site, handle: AdminHandler): RequestHandler {
  const find = async (request: Request, response: Response, next: NextFunction) => {
    if (request.visit.token === undefined) return notFound(request, response, next);
    const session = sessionOf(request.visit);
    try {
      const { role } = await api.auth.me(session);
      if (role === 'ADMIN') return await handle(request, response, session);
    } catch (error) {
      if (!isForbidden(error)) throw error;
    }
    return notFound(request, response, next);
  };
  return find;
}

/** Of a session that is no longer good, or of a right that its token does not carry. */
function isForbidden(error: unknown): boolean {
  return error instanceof ApiRefusal && (error.problem.status === 401 || error.problem.status === 403);
}

interface Found {
  email: string;
  fault?: string | undefined;
  user?: User | undefined;
}

async function lookUp({ api }: Site, { visit }: Request, session: Session, given: unknown): Promise<Found> {
  const { values, faults } = readForm(emailField, given);
  const email = values.email.trim();
  const { faults: words } = visit.texts;
  if (faults.size > 0) return { email, fault: words.email };
  if (email === '') return { email };
  try {
    return { email, user: await api.auth.findUser(session, email) };
  } catch (error) {
    if (error instanceof ApiRefusal && error.problem.code === 'invalid_request') return { email, fault: words.email };
    throw error;
  }
}
