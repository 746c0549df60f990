import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Caller } from '@coincast/shared/gateway-client';
import { requestIdHeader } from '@coincast/shared/http';
import { parseCredits } from '@coincast/shared/wording/credit-amount.rules';
import { type Formats, formatsFor } from '@coincast/shared/wording/formats';
import { isLanguage, type Language } from '@coincast/shared/wording/languages';
import type { Request, RequestHandler } from 'express';
import Joi from 'joi';
import { cookieNames, readCookies } from './http/cookies.js';
import { type Texts, textsFor } from './i18n/texts.js';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What the cabinet knows of one request and of who sent it. */
export interface Visit {
  language: Language;
  theme: Theme;
  texts: Texts;
  formats: Formats;
  /** The access token of the session cookie; whether it is good, only the API knows. */
  token?: string;
  /** Whether the token calls its owner an administrator. Unchecked: it may choose what is shown, never what is allowed. */
  isAdmin: boolean;
  /** As given at sign-in, to be shown to its owner. */
  email?: string;
  /** Credits that were added just before this page, to be said once. */
  justAdded?: number;
  /** Whether the visitor's browser speaks TLS with whoever is in front of us. */
  isSecure: boolean;
  /** Under which name the visitor called. */
  host: string | undefined;
  caller: Caller;
}

declare module 'express-serve-static-core' {
  interface Request {
    /** Set by the first middleware, before anything reads it. */
    visit: Visit;
  }
}

const saneRequestId = /^[A-Za-z0-9][A-Za-z0-9._-]{7,127}$/;

export function isTheme(value: unknown): value is Theme {
  return themes.some((theme) => theme === value);
}

/**
 * Reads, once a request, the language, theme and session that its cookies name, and where it came from.
 * @param isHandedOver whether the gateway in this very process handed the request over.
 */
export function recogniseVisitor(isHandedOver: (request: IncomingMessage) => boolean): RequestHandler {
  return (request, response, next) => {
    const cookies = readCookies(request.headers.cookie);
    const language = languageOf(request, cookies[cookieNames.language]);
    const theme = cookies[cookieNames.theme];
    const token = sessionTokenOf(cookies[cookieNames.session]);
    const email = cookies[cookieNames.email];
    // Said on a page, and not in a part that is put into one.
    const isPart = request.headers['hx-request'] !== undefined;
    const justAdded = isPart ? undefined : parseCredits(cookies[cookieNames.added] ?? '');
    const { scheme, host, address } = isHandedOver(request) ? asForwarded(request) : asReceived(request);
    const given = request.headers[requestIdHeader];
    const requestId = typeof given === 'string' && saneRequestId.test(given) ? given : randomUUID();
    request.headers[requestIdHeader] = requestId;
    response.setHeader('X-Request-Id', requestId);
    request.visit = {
      language,
      theme: isTheme(theme) ? theme : 'auto',
      texts: textsFor(language),
      formats: formatsFor(language),
      ...(token ? { token } : {}),
      isAdmin: token !== undefined && roleIn(token) === 'ADMIN',
      ...(email ? { email: email.slice(0, 254) } : {}),
      ...(justAdded ? { justAdded } : {}),
      isSecure: scheme === 'https',
      host,
      caller: { requestId, address, traceparent: request.headers['traceparent'] },
    };
    next();
  };
}

/** What could not be sent on in a header was never set by us. */
function sessionTokenOf(cookie: string | undefined): string | undefined {
  return cookie !== undefined && /^[\w.-]{1,8000}$/.test(cookie) ? cookie : undefined;
}

const payloadSchema = Joi.object<{ role: string }>({ role: Joi.string().max(20).required() }).unknown();

/** @returns undefined for what is no token of ours; the API will say so. */
function roleIn(token: string): string | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const { value, error } = payloadSchema.validate(payload);
    return error ? undefined : value.role;
  } catch {
    return undefined;
  }
}

function languageOf(request: Request, chosen: string | undefined): Language {
  if (isLanguage(chosen)) return chosen;
  return request.acceptsLanguages('en', 'ru') === 'ru' ? 'ru' : 'en';
}

/** By the connection, or by proxies that we trust. */
function asReceived(request: Request) {
  return { scheme: request.protocol, host: request.host, address: request.ip ?? '' };
}

function asForwarded({ headers }: Request) {
  const one = (name: string) => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    scheme: one('x-forwarded-proto') ?? 'http',
    host: one('x-forwarded-host') ?? headers.host,
    address: one('x-forwarded-for') ?? '',
  };
}
