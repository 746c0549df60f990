import type { RequestHandler } from 'express';
import { type Site, sessionOf } from './site.js';

/** `GET /account`: who is signed in, how the cabinet looks here, and the other ways in. */
export function account(site: Site): RequestHandler {
  return async (request, response) => {
    const { visit } = request;
    const session = sessionOf(visit);
    const [me, balance] = await Promise.all([site.api.auth.me(session), site.api.account.balance(session)]);
    await site.pages.send(request, response, {
      view: 'account',
      title: visit.texts.account.title,
      section: 'account',
      account: { balance },
      data: {
        me: { id: String(me.id), email: me.email, since: visit.formats.date(me.created_at) },
        telegram: site.telegramBot === undefined ? undefined : `https://t.me/${site.telegramBot}`,
      },
    });
  };
}
