import { type RequestHandler, Router } from 'express';
import { formsMayLeadTo } from '../security/security-headers.js';
import { type Site, sessionOf } from './site.js';

const telegram = 'https://t.me';

/** `/account`, and `/account/telegram` when there is a bot. */
export function accountPages(site: Site): Router {
  const { telegramBot } = site;
  const pages = Router();
  if (telegramBot === undefined) {
    pages.get('/account', account(site));
    return pages;
  }
  pages.get('/account', formsMayLeadTo(telegram), account(site));
  pages.post('/account/telegram', openBot(site, telegramBot));
  // Who has to sign in first comes back here.
  pages.get('/account/telegram', (_request, response) => response.redirect(303, '/account'));
  return pages;
}

/** `GET /account`: who is signed in, how the cabinet looks here, and the other ways in. */
function account(site: Site): RequestHandler {
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
        hasTelegram: site.telegramBot !== undefined,
      },
    });
  };
}

/** `POST /account/telegram`: makes a code, by which the bot signs the chat in, and leads to the bot with it. */
function openBot(site: Site, bot: string): RequestHandler {
  return async (request, response) => {
    const session = sessionOf(request.visit);
    response.locals['back'] = '/account';
    const { code } = await site.api.auth.createLinkCode(session);
    response.set('Cache-Control', 'private, no-store');
    response.redirect(303, `${telegram}/${bot}?start=${code}`);
  };
}
