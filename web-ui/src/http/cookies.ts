import type { CookieOptions, Request, Response } from 'express';

export const cookieNames = {
  session: 'access_token',
  email: 'account_email',
  language: 'language',
  theme: 'theme',
  /** Credits added just now, to be said on the next page. */
  added: 'added_credits',
} as const;

const yearMs = 365 * 24 * 3_600_000;
const longestHeader = 16 * 1024;

/**
 * The cookies that are ours, by name; the first of a name counts. What cannot be decoded is left out. A session that is
 * named twice is none: somebody may have planted one, with a path that puts it before ours.
 */
export function readCookies(header: string | undefined): Partial<Record<string, string>> {
  const found: Partial<Record<string, string>> = {};
  const sessions = new Set<string>();
  const ours: string[] = Object.values(cookieNames);
  for (const pair of (header ?? '').slice(0, longestHeader).split(';')) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(at, 0)).trim();
    if (!ours.includes(name)) continue;
    if (name === cookieNames.session) sessions.add(pair.slice(at + 1).trim());
    if (found[name] !== undefined) continue;
    try {
      found[name] = decodeURIComponent(pair.slice(at + 1).trim());
    } catch {
      // Not one of ours, whatever its name: we encode what we set.
    }
  }
  if (sessions.size > 1) delete found[cookieNames.session];
  return found;
}

/** Out of reach of scripts and of other sites' forms; never sent over a plain connection once set over TLS. */
function safely({ visit }: Request): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: visit.isSecure };
}

/** Begins a session: whatever token the browser held before is replaced, so nobody can have it prepared. */
export function beginSession(request: Request, response: Response, token: string, email: string): void {
  response.cookie(cookieNames.session, token, safely(request));
  response.cookie(cookieNames.email, email, safely(request));
}

export function endSession(request: Request, response: Response): void {
  response.clearCookie(cookieNames.session, safely(request));
  response.clearCookie(cookieNames.email, safely(request));
}

export function rememberPreference(
  request: Request,
  response: Response,
  name: typeof cookieNames.language | typeof cookieNames.theme,
  value: string,
): void {
  response.cookie(name, value, { ...safely(request), maxAge: yearMs });
}

const addedMs = 60_000;

/** After a top-up that was booked: the page that comes next says so, whichever it is. */
export function rememberAdded(request: Request, response: Response, credits: number): void {
  response.cookie(cookieNames.added, String(credits), { ...safely(request), maxAge: addedMs });
}

export function forgetAdded(request: Request, response: Response): void {
  response.clearCookie(cookieNames.added, safely(request));
}
