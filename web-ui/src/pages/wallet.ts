import type { RequestHandler } from 'express';
import { type Site, sessionOf } from './site.js';

/** `GET /wallet`: the balance in the navigation, alone, for a page that is told that it has changed. */
export function wallet(site: Site): RequestHandler {
  return async (request, response) => {
    const balance = await site.api.account.balance(sessionOf(request.visit));
    await site.pages.sendPart(request, response, { view: 'wallet', account: { balance } });
  };
}
